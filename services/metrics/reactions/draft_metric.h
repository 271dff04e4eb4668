// `codesign.v1.InterventionEndorsed` -> `DraftMetric`.
#ifndef FIVESTEP_METRICS_REACTIONS_DRAFT_METRIC_H_
#define FIVESTEP_METRICS_REACTIONS_DRAFT_METRIC_H_

#include <vector>

#include "fivestep/codesign/v1/events.pb.h"
#include "fivestep/metrics/v1/internal.pb.h"
#include "fivestep/platform/v1/record.pb.h"

namespace fivestep::metrics {

// One command: the metric of the endorsed intervention, with the intervention's id. So the same
// event names the same metric, however often it comes.
std::vector<v1::DraftMetricRequest> DraftMetric(const codesign::v1::InterventionEndorsed& event,
                                                const platform::v1::RecordedEvent& record);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_REACTIONS_DRAFT_METRIC_H_
