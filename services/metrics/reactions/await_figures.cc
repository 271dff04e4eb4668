#include "metrics/reactions/await_figures.h"

#include <string>

#include "platform/core/resource_name.h"

namespace fivestep::metrics {
namespace {

v1::DeliveredKind KindOf(analysis::v1::IndicatorKind kind) {
  switch (kind) {
    case analysis::v1::INDICATOR_KIND_PROPORTION:
      return v1::DELIVERED_KIND_PROPORTION;
    case analysis::v1::INDICATOR_KIND_RATE:
      return v1::DELIVERED_KIND_RATE;
    default:
      return v1::DELIVERED_KIND_UNSPECIFIED;
  }
}

}  // namespace

std::vector<v1::AwaitFiguresRequest> AwaitFigures(const analysis::v1::FiguresSupplied& event,
                                                  const platform::v1::RecordedEvent& record) {
  ResourceName supply;
  // Without a name there is nothing to await. The event is then none that analysis writes.
  if (!ResourceName::Parse(event.figure_supply(), supply)) return {};
  v1::AwaitFiguresRequest request;
  request.set_delivery(supply.programme() + "/deliveries/analysis-" +
                       std::to_string(record.position()));
  v1::FiguresAwaited& awaited = *request.mutable_awaited();
  awaited.set_delivery(request.delivery());
  awaited.set_title(event.title());
  awaited.set_figure_supply(event.figure_supply());
  awaited.set_indicator(event.indicator());
  awaited.set_indicator_version(event.indicator_version());
  awaited.set_kind(KindOf(event.indicator_kind()));
  awaited.set_data_set(event.data_set());
  awaited.set_data_set_version(event.data_set_version());
  *awaited.mutable_groups() = event.groups();
  for (const analysis::v1::SuppliedPeriod& supplied : event.periods()) {
    v1::DeliveredPeriod& period = *awaited.add_periods();
    period.set_label(supplied.label());
    period.set_start_date(supplied.start_date());
    period.set_end_date(supplied.end_date());
  }
  awaited.set_published(event.disclosure_profile() == analysis::v1::DISCLOSURE_PROFILE_PUBLISHED);
  awaited.set_digest(event.digest());
  awaited.set_source_position(record.position());
  awaited.set_visibility(event.visibility());
  return {request};
}

}  // namespace fivestep::metrics
