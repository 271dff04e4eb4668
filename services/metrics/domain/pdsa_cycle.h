// Plan-do-study-act cycles: predicted, tried, held against the prediction, concluded.
//
// Stream: `pdsa_cycle/{pdsa_cycle}`. State machine: see services/metrics/README.md.
#ifndef FIVESTEP_METRICS_DOMAIN_PDSA_CYCLE_H_
#define FIVESTEP_METRICS_DOMAIN_PDSA_CYCLE_H_

#include "fivestep/metrics/v1/events.pb.h"
#include "fivestep/metrics/v1/improvement.pb.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

Decision Decide(const v1::PdsaCycle& cycle, const v1::PlanPdsaCycleRequest& command,
                const CommandContext& context);
Decision Decide(const v1::PdsaCycle& cycle, const v1::StartPdsaCycleRequest& command,
                const CommandContext& context);
Decision Decide(const v1::PdsaCycle& cycle, const v1::StudyPdsaCycleRequest& command,
                const CommandContext& context);
Decision Decide(const v1::PdsaCycle& cycle, const v1::ConcludePdsaCycleRequest& command,
                const CommandContext& context);

void Evolve(v1::PdsaCycle& cycle, const v1::PdsaCyclePlanned& event);
void Evolve(v1::PdsaCycle& cycle, const v1::PdsaCycleStarted& event);
void Evolve(v1::PdsaCycle& cycle, const v1::PdsaCycleStudied& event);
void Evolve(v1::PdsaCycle& cycle, const v1::PdsaCycleConcluded& event);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_PDSA_CYCLE_H_
