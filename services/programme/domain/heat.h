// Assessments with the Health Equity Assessment Tool (HEAT): prepare, assess, refine and apply,
// review.
//
// Stream: `heat/{heat}`. State machine: see services/programme/README.md.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_HEAT_H_
#define FIVESTEP_PROGRAMME_DOMAIN_HEAT_H_

#include <optional>

#include "fivestep/programme/v1/ehia.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "programme/domain/register.h"

namespace fivestep::programme {

inline constexpr char kHeatReviewDueRule[] = "heat_review_due";

// A review comes so many months after the stage HEAT_STAGE_ASSESS. Source: HEAT, "review your work
// 6 to 12 months after the initial assessment" (Office for Health Improvement and Disparities).
inline constexpr int kEarliestReviewMonths = 6;
inline constexpr int kLatestReviewMonths = 12;

// The stage that comes next; HEAT_STAGE_UNSPECIFIED when all are completed.
pb::HeatStage NextStage(const pb::Heat& heat);

// The day `months` after `day`; the last of the month where that month is shorter. Worked value:
// 2026-08-31 and 6 months -> 2027-02-28.
Date MonthsAfter(const Date& day, int months);

Decision Decide(const pb::Heat& heat, const pb::CompleteHeatStageRequest& command,
                const CommandContext& context);

// When the review becomes due; nothing before the stage HEAT_STAGE_REFINE_AND_APPLY is completed.
std::optional<Instant> ReviewDueFrom(const pb::Heat& heat);
Decision DecideHeatReviewDue(const pb::Heat& heat, const CommandContext& context);

void Evolve(pb::Heat& heat, const pb::HeatStageCompleted& event);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_HEAT_H_
