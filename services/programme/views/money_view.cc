#include "programme/views/money_view.h"

#include <functional>
#include <string>

#include "fivestep/metrics/v1/events.pb.h"
#include "fivestep/programme/v1/internal.pb.h"
#include "platform/core/serialise.h"
#include "programme/domain/business_case.h"

namespace fivestep::programme {
namespace {

constexpr int kFoldVersion = 1;
constexpr char kMetrics[] = "metrics";

using google::protobuf::DynamicCastToGenerated;
using platform::v1::RecordedEvent;

void SetSource(const RecordedEvent& record, platform::v1::LogPosition& source) {
  source.set_log(kMetrics);
  source.set_position(record.position());
}

v1::StoredMoney MoneyOf(const metrics::v1::ReturnAppraised& event, const RecordedEvent& record) {
  v1::StoredMoney money;
  money.set_owning_organisation(record.actor().organisation());
  money.set_visibility(event.visibility());
  v1::AppraisalFigures& figures = *money.mutable_appraisal();
  figures.set_appraisal(event.appraisal());
  figures.set_title(event.title());
  figures.set_compared_with(event.compared_with());
  figures.set_base_financial_year(event.base_financial_year());
  figures.set_unattributed_pence(event.result().unattributed_pence());
  for (const metrics::v1::ScopedReturn& one : event.result().returns()) {
    if (one.scope() != metrics::v1::RETURN_SCOPE_HEALTH_SYSTEM) continue;
    figures.set_benefit_pence(one.adjusted().benefit_pence());
    figures.set_cost_pence(one.adjusted().cost_pence());
    figures.set_net_pence(one.adjusted().net_pence());
    if (one.adjusted().has_benefit_cost_ratio()) {
      figures.set_benefit_cost_ratio(one.adjusted().benefit_cost_ratio());
    }
    figures.set_realised_benefit_pence(one.realised().benefit_pence());
  }
  SetSource(record, *figures.mutable_source());
  return money;
}

v1::StoredMoney MoneyOf(const metrics::v1::RepurposingProposed& event,
                        const RecordedEvent& record) {
  v1::StoredMoney money;
  money.set_owning_organisation(record.actor().organisation());
  money.set_visibility(event.visibility());
  v1::RepurposingFigures& figures = *money.mutable_repurposing();
  figures.set_repurposing(event.repurposing());
  figures.set_title(event.title());
  int64_t sources = 0;
  for (const metrics::v1::SourceLine& line : event.sources()) sources += line.amount_pence();
  int64_t destinations = 0;
  for (const auto& line : event.destinations()) destinations += line.amount_pence();
  figures.set_source_pence(sources);
  figures.set_destination_pence(destinations);
  figures.set_double_running_pence(event.double_running_pence());
  SetSource(record, *figures.mutable_source());
  return money;
}

// Changes an entry of the ledger that is known, unless the event is a repeat.
Status Change(ViewWriter& view, const std::string& name, const RecordedEvent& record,
              const std::function<void(v1::RepurposingFigures&)>& change) {
  v1::StoredMoney money;
  if (!money.ParseFromString(view.Get(name))) {
    return DataLoss("The figures of " + name + " cannot be read.");
  }
  v1::RepurposingFigures& figures = *money.mutable_repurposing();
  if (record.position() <= figures.source().position()) return OkStatus();
  change(figures);
  SetSource(record, *figures.mutable_source());
  view.Put(name, SerialiseDeterministically(money));
  return OkStatus();
}

Status Fold(ViewWriter& view, const RecordedEvent& record, const google::protobuf::Message& event) {
  if (const auto* appraised = DynamicCastToGenerated<metrics::v1::ReturnAppraised>(&event)) {
    view.Put(appraised->appraisal(), SerialiseDeterministically(MoneyOf(*appraised, record)));
  } else if (const auto* proposed =
                 DynamicCastToGenerated<metrics::v1::RepurposingProposed>(&event)) {
    if (!view.Get(proposed->repurposing()).empty()) return OkStatus();
    view.Put(proposed->repurposing(), SerialiseDeterministically(MoneyOf(*proposed, record)));
  } else if (const auto* agreed = DynamicCastToGenerated<metrics::v1::RepurposingAgreed>(&event)) {
    return Change(view, agreed->repurposing(), record,
                  [](v1::RepurposingFigures& figures) { figures.set_agreed(true); });
  } else if (const auto* released = DynamicCastToGenerated<metrics::v1::MoneyReleased>(&event)) {
    return Change(
        view, released->repurposing(), record, [released](v1::RepurposingFigures& figures) {
          figures.set_released_pence(figures.released_pence() + released->release().amount_pence());
        });
  } else if (const auto* withdrawn =
                 DynamicCastToGenerated<metrics::v1::RepurposingWithdrawn>(&event)) {
    return Change(view, withdrawn->repurposing(), record,
                  [](v1::RepurposingFigures& figures) { figures.set_withdrawn(true); });
  }
  return OkStatus();
}

}  // namespace

ViewFold MoneyView() {
  ViewFold view;
  view.view = kMoneyView;
  view.log = kMetrics;
  view.fold_version = kFoldVersion;
  view.fold = Fold;
  return view;
}

}  // namespace fivestep::programme
