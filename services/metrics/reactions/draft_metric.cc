#include "metrics/reactions/draft_metric.h"

#include "platform/core/resource_name.h"

namespace fivestep::metrics {

std::vector<v1::DraftMetricRequest> DraftMetric(const codesign::v1::InterventionEndorsed& event,
                                                const platform::v1::RecordedEvent&) {
  ResourceName intervention;
  // Without a name there is nothing to draft. The event is then none that codesign writes.
  if (!ResourceName::Parse(event.intervention(), intervention)) return {};
  v1::DraftMetricRequest draft;
  draft.set_metric(intervention.programme() + "/metrics/" + intervention.id());
  draft.set_intervention(event.intervention());
  draft.set_target_area(event.target_area());
  draft.set_indicator(event.indicator());
  draft.set_title(event.title());
  draft.set_population_group(event.population_group());
  draft.set_geography(event.geography());
  return {draft};
}

}  // namespace fivestep::metrics
