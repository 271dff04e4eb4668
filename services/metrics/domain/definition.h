// Defines metrics: what makes them specific, measurable, achievable, relevant and time-bound.
//
// Stream: `metric/{metric}`. See services/metrics/README.md for the commands -> events table.
#ifndef FIVESTEP_METRICS_DOMAIN_DEFINITION_H_
#define FIVESTEP_METRICS_DOMAIN_DEFINITION_H_

#include <optional>
#include <string>

#include "fivestep/metrics/v1/events.pb.h"
#include "fivestep/metrics/v1/metric.pb.h"
#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

// The platform has checked each field by itself; here is what they must be together.
Decision Decide(const v1::Metric& metric, const v1::DefineMetricRequest& command,
                const CommandContext& context);

void Evolve(v1::Metric& metric, const v1::MetricDefined& event);

// The unit of the metric's values: as it is defined, or else `%`, `per 1000` or `count`.
std::string UnitOf(const v1::MetricDefinition& definition);

// The smallest value that a reading of the metric can have, and the largest; nothing above where
// there is no largest.
double LeastValueOf(const v1::MetricDefinition& definition);
std::optional<double> LargestValueOf(const v1::MetricDefinition& definition);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_DEFINITION_H_
