// Plans what an intervention costs and records what was spent.
//
// Stream: `cost/{cost}`. See services/metrics/README.md for the commands -> events table.
#ifndef FIVESTEP_METRICS_DOMAIN_COST_H_
#define FIVESTEP_METRICS_DOMAIN_COST_H_

#include "fivestep/metrics/v1/cost.pb.h"
#include "fivestep/metrics/v1/events.pb.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

Decision Decide(const v1::Cost& cost, const v1::PlanCostRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Cost& cost, const v1::RecordSpendRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Cost& cost, const v1::CloseCostRequest& command,
                const CommandContext& context);

void Evolve(v1::Cost& cost, const v1::CostPlanned& event);
void Evolve(v1::Cost& cost, const v1::SpendRecorded& event);
void Evolve(v1::Cost& cost, const v1::CostClosed& event);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_COST_H_
