// Actions: who does what by when, whom it reaches, and how far it is done as planned.
//
// Stream: `action/{action}`. State machine: see services/metrics/README.md.
#ifndef FIVESTEP_METRICS_DOMAIN_ACTION_H_
#define FIVESTEP_METRICS_DOMAIN_ACTION_H_

#include <optional>

#include "fivestep/metrics/v1/events.pb.h"
#include "fivestep/metrics/v1/improvement.pb.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

inline constexpr char kActionOverdueRule[] = "action_overdue";

Decision Decide(const v1::Action& action, const v1::PlanActionRequest& command,
                const CommandContext& context);
// Of the people reached only the released figure goes into the event (guard-rail 4).
Decision Decide(const v1::Action& action, const v1::ReportProgressRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Action& action, const v1::CompleteActionRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Action& action, const v1::DropActionRequest& command,
                const CommandContext& context);

// The first moment after the due date of an open action; nothing for any other.
std::optional<Instant> OverdueFrom(const v1::Action& action);
Decision DecideActionOverdue(const v1::Action& action, const CommandContext& context);

void Evolve(v1::Action& action, const v1::ActionPlanned& event);
void Evolve(v1::Action& action, const v1::ProgressReported& event);
void Evolve(v1::Action& action, const v1::ActionBecameOverdue& event);
void Evolve(v1::Action& action, const v1::ActionCompleted& event);
void Evolve(v1::Action& action, const v1::ActionDropped& event);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_ACTION_H_
