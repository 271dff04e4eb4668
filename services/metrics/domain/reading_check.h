// Whether readings are as their metric is defined. Pure.
#ifndef FIVESTEP_METRICS_DOMAIN_READING_CHECK_H_
#define FIVESTEP_METRICS_DOMAIN_READING_CHECK_H_

#include "fivestep/metrics/v1/metric.pb.h"
#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "platform/core/clock.h"
#include "platform/core/violations.h"

namespace fivestep::metrics {

// Everything that is wrong with the entries' periods and figures, beside what is recorded already:
// every period is a whole one of the metric's frequency, over by `now`, on the grid of the others,
// and in the call once; every figure is of the metric's kind.
Violations CheckReadings(const v1::Metric& metric, const v1::RecordReadingsRequest& command,
                         Instant now);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_READING_CHECK_H_
