// Insights: what the programme concludes, on which themes and sources it rests, who stands behind
// it.
//
// Stream: `insight/{insight}`.
#ifndef FIVESTEP_ENGAGEMENT_DOMAIN_INSIGHT_H_
#define FIVESTEP_ENGAGEMENT_DOMAIN_INSIGHT_H_

#include <vector>

#include "engagement/domain/lifecycle.h"
#include "fivestep/engagement/v1/events.pb.h"
#include "fivestep/engagement/v1/thematic_analysis.pb.h"

namespace fivestep::engagement {

template <>
std::span<const Transition> TransitionsOf<v1::Insight>();

// It rests on something.
std::vector<FieldCheck> CheckInsight(const v1::StateInsightRequest& command,
                                     const CommandContext& context);
Decision Decide(const v1::Insight& insight, const v1::EndorseInsightRequest& command,
                const CommandContext& context);

// Endorsed once the community and clinicians both stand behind it.
void Evolve(v1::Insight& insight, const v1::InsightEndorsed& event);
void Evolve(v1::Insight& insight, const v1::InsightEvidenceWithdrawn& event);

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_DOMAIN_INSIGHT_H_
