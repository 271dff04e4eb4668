// Drafts, creates and closes metrics.
//
// Stream: `metric/{metric}`. See services/metrics/README.md for the commands -> events table.
#ifndef FIVESTEP_METRICS_DOMAIN_METRIC_H_
#define FIVESTEP_METRICS_DOMAIN_METRIC_H_

#include "fivestep/metrics/v1/events.pb.h"
#include "fivestep/metrics/v1/internal.pb.h"
#include "fivestep/metrics/v1/metric.pb.h"
#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

Decision Decide(const v1::Metric& metric, const v1::DraftMetricRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Metric& metric, const v1::CreateMetricRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Metric& metric, const v1::CloseMetricRequest& command,
                const CommandContext& context);

void Evolve(v1::Metric& metric, const v1::MetricDrafted& event);
void Evolve(v1::Metric& metric, const v1::MetricClosed& event);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_METRIC_H_
