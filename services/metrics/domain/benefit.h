// Plans benefits and disbenefits, gives them an owner, records what came of them.
//
// Stream: `benefit/{benefit}`. See services/metrics/README.md for the commands -> events table.
//
// What is realised says how it is known that the work did it: an amount whose cause is not shown is
// recorded and stays out of every return (guard-rail 7).
#ifndef FIVESTEP_METRICS_DOMAIN_BENEFIT_H_
#define FIVESTEP_METRICS_DOMAIN_BENEFIT_H_

#include "fivestep/metrics/v1/benefit.pb.h"
#include "fivestep/metrics/v1/events.pb.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

// Four years by the month, twelve by the quarter: more would outgrow the row.
inline constexpr int kMaxRealisedPeriods = 48;

Decision Decide(const v1::Benefit& benefit, const v1::PlanBenefitRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Benefit& benefit, const v1::AcceptBenefitRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Benefit& benefit, const v1::ReviseBenefitRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Benefit& benefit, const v1::RecordRealisedBenefitRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Benefit& benefit, const v1::CloseBenefitRequest& command,
                const CommandContext& context);

void Evolve(v1::Benefit& benefit, const v1::BenefitPlanned& event);
void Evolve(v1::Benefit& benefit, const v1::BenefitAccepted& event);
void Evolve(v1::Benefit& benefit, const v1::BenefitPlanRevised& event);
void Evolve(v1::Benefit& benefit, const v1::BenefitRealised& event);
void Evolve(v1::Benefit& benefit, const v1::BenefitClosed& event);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_BENEFIT_H_
