#include "analysis/domain/figure_supply.h"

#include <algorithm>
#include <string>
#include <utility>

#include "analysis/domain/visibility.h"
#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/analysis/v1/indicator.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"

namespace fivestep::analysis {
namespace {

Decision OldState(const std::string& resource) {
  return Reject(platform::v1::PREPARED_ON_OLD_STATE).With("resource", resource);
}

// Whether data set and indicator are still what the figures were computed on.
Decision CheckBasis(const v1::FiguresSupplied& supplied, const CommandContext& context) {
  const auto* data_set = context.view.Find<v1::DataSet>(supplied.data_set());
  if (data_set == nullptr || data_set->blob_digest() != supplied.data_set_digest()) {
    return OldState(supplied.data_set());
  }
  if (data_set->state() == v1::DATA_SET_STATE_WITHDRAWN) {
    return Reject(v1::DATA_SET_WITHDRAWN).With("data_set", supplied.data_set());
  }
  if (!data_set->superseded_by().empty()) {
    return Reject(v1::SUPPLY_SUPERSEDED)
        .With("data_set", supplied.data_set())
        .With("superseded_by", data_set->superseded_by());
  }
  const auto* indicator = context.view.Find<v1::Indicator>(supplied.indicator());
  if (indicator == nullptr || indicator->definition_version() != supplied.indicator_version()) {
    return OldState(supplied.indicator());
  }
  return {};
}

Decision Ended(const std::string& name) {
  return Reject(v1::FIGURE_SUPPLY_ENDED).With("figure_supply", name);
}

const v1::PreparedRenewal* RenewalOf(const v1::RegisterDataSetRequest& command,
                                     const std::string& supply) {
  const auto& all = command.renewals();
  const auto found = std::find_if(
      all.begin(), all.end(), [&supply](const auto& one) { return one.figure_supply() == supply; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

Decision Decide(const v1::FigureSupply&, const v1::SupplyFiguresRequest& command,
                const v1::PreparedFigures& prepared, const CommandContext& context) {
  if (Decision no = CheckBasis(prepared.supplied(), context); no.rejected()) return no;
  v1::FiguresSupplied supplied = prepared.supplied();
  supplied.set_figure_supply(context.new_name);
  supplied.set_title(command.title());
  supplied.set_visibility(VisibilityOr(command.visibility()));
  return Emit(std::move(supplied));
}

Decision Decide(const v1::FigureSupply& supply, const v1::RenewFiguresRequest& command,
                const v1::PreparedFigures& prepared, const CommandContext& context) {
  if (supply.state() == v1::FIGURE_SUPPLY_STATE_ENDED) return Ended(command.name());
  if (Decision no = CheckBasis(prepared.supplied(), context); no.rejected()) return no;
  v1::FiguresSupplied supplied = prepared.supplied();
  supplied.set_figure_supply(command.name());
  supplied.set_title(supply.title());
  supplied.set_visibility(supply.visibility());
  return Emit(std::move(supplied));
}

Decision Decide(const v1::FigureSupply& supply, const v1::EndFigureSupplyRequest& command,
                const CommandContext&) {
  if (supply.state() == v1::FIGURE_SUPPLY_STATE_ENDED) return Ended(command.name());
  v1::FigureSupplyEnded ended;
  ended.set_figure_supply(command.name());
  ended.set_reason(command.reason());
  return Emit(std::move(ended));
}

void AddRenewals(const v1::RegisterDataSetRequest& command, const v1::DataSetImported& imported,
                 const CommandContext& context, Decision& decision) {
  v1::StoredSupplies fed;
  // A value that cannot be read is one that nobody wrote.
  (void)fed.ParseFromString(
      context.view.FindViewValue(kFigureSuppliesView, kFedPrefix + command.header().supersedes()));
  for (const std::string& name : fed.figure_supplies()) {
    const auto* supply = context.view.Find<v1::FigureSupply>(name);
    if (supply == nullptr || supply->state() != v1::FIGURE_SUPPLY_STATE_IN_FORCE) continue;
    const v1::PreparedRenewal* renewal = RenewalOf(command, name);
    const auto* indicator = context.view.Find<v1::Indicator>(supply->indicator());
    const bool holds = renewal != nullptr && renewal->has_supplied() && indicator != nullptr &&
                       indicator->definition_version() == renewal->supplied().indicator_version();
    if (holds) {
      v1::FiguresSupplied supplied = renewal->supplied();
      supplied.set_figure_supply(name);
      supplied.set_title(supply->title());
      supplied.set_visibility(supply->visibility());
      supplied.set_data_set_version(imported.version());
      decision.Add(std::move(supplied));
      continue;
    }
    v1::FiguresNotRenewed not_renewed;
    not_renewed.set_figure_supply(name);
    not_renewed.set_data_set(imported.data_set());
    not_renewed.set_reason(renewal != nullptr && !renewal->has_supplied()
                               ? renewal->reason()
                               : "Supply or indicator changed while the file was read. Renew it "
                                 "with RenewFigures.");
    decision.Add(std::move(not_renewed));
  }
}

void Evolve(v1::FigureSupply& supply, const v1::FiguresSupplied& event) {
  supply.set_name(event.figure_supply());
  supply.set_title(event.title());
  supply.set_state(v1::FIGURE_SUPPLY_STATE_IN_FORCE);
  supply.set_indicator(event.indicator());
  supply.set_indicator_version(event.indicator_version());
  supply.set_data_set(event.data_set());
  supply.set_data_set_version(event.data_set_version());
  *supply.mutable_cut() = event.cut();
  *supply.mutable_groups() = event.groups();
  *supply.mutable_periods() = event.periods();
  supply.set_disclosure_profile(event.disclosure_profile());
  supply.set_digest(event.digest());
  supply.set_supply_count(supply.supply_count() + 1);
  supply.clear_not_renewed_data_set();
  supply.clear_not_renewed_reason();
  supply.set_visibility(event.visibility());
}

void Evolve(v1::FigureSupply& supply, const v1::FiguresNotRenewed& event) {
  supply.set_not_renewed_data_set(event.data_set());
  supply.set_not_renewed_reason(event.reason());
}

void Evolve(v1::FigureSupply& supply, const v1::FigureSupplyEnded& event) {
  supply.set_state(v1::FIGURE_SUPPLY_STATE_ENDED);
  supply.set_end_reason(event.reason());
}

}  // namespace fivestep::analysis
