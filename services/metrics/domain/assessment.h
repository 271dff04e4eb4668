// What a metric's chart says after a change, and what calls for attention. Pure.
//
// Stream: `metric/{metric}`. See services/metrics/README.md for the commands -> events table.
#ifndef FIVESTEP_METRICS_DOMAIN_ASSESSMENT_H_
#define FIVESTEP_METRICS_DOMAIN_ASSESSMENT_H_

#include "fivestep/metrics/v1/events.pb.h"
#include "fivestep/metrics/v1/metric.pb.h"
#include "fivestep/metrics/v1/reading.pb.h"
#include "metrics/spc/control_chart.h"
#include "platform/core/decision.h"
#include "platform/core/status.h"

namespace fivestep::metrics {

// So many periods in a row behind the plan put the target at risk.
inline constexpr int kPeriodsBehindPlan = 3;

// The chart of the metric as it is defined. Errors: those of spc::DrawChart; kFailedPrecondition
// when there are no readings.
Result<spc::ControlChart> DrawSeries(const v1::Metric& metric, const v1::Series& series);

// Whether `value` is worse than `other`, by the metric's polarity; never for a neutral one.
bool IsWorse(const v1::MetricDefinition& definition, double value, double other);

// Adds to `decision` what follows from `metric` and its readings as they are after the command:
// `MetricAssessed` where chart, variation or assurance are others than in the row, and
// `AlertRaised` for a special cause at the latest value, an assurance that changed, and a target at
// risk. A series that cannot be charted says nothing.
void AddAssessment(const v1::Metric& metric, const v1::Series& series,
                   const CommandContext& context, Decision& decision);

void Evolve(v1::Metric& metric, const v1::MetricAssessed& event);
void Evolve(v1::Metric& metric, const v1::AlertRaised& event);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_ASSESSMENT_H_
