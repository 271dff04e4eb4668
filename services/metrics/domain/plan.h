// What is planned for a metric after it was defined: its target, the way there, and how its limits
// are drawn. Nothing is forgotten: earlier targets stay in the row, earlier plans in the log.
//
// Stream: `metric/{metric}`. See services/metrics/README.md for the commands -> events table.
#ifndef FIVESTEP_METRICS_DOMAIN_PLAN_H_
#define FIVESTEP_METRICS_DOMAIN_PLAN_H_

#include "fivestep/metrics/v1/events.pb.h"
#include "fivestep/metrics/v1/metric.pb.h"
#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

// A target that moves more often is no target; and the row has room for so many.
inline constexpr int kMaxTargetChanges = 10;
inline constexpr int kMaxRebases = 10;

Decision Decide(const v1::Metric& metric, const v1::ChangeTargetRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Metric& metric, const v1::PlanTrajectoryRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Metric& metric, const v1::RebaseLimitsRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Metric& metric, const v1::HoldLimitsRequest& command,
                const CommandContext& context);

void Evolve(v1::Metric& metric, const v1::TargetChanged& event);
void Evolve(v1::Metric& metric, const v1::TrajectoryPlanned& event);
void Evolve(v1::Metric& metric, const v1::LimitsRebased& event);
void Evolve(v1::Metric& metric, const v1::LimitsHeld& event);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_PLAN_H_
