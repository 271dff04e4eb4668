#include "engagement/domain/insight.h"

#include <algorithm>
#include <string>

#include "engagement/domain/theme.h"

namespace fivestep::engagement {
namespace {

using Insight = v1::Insight;

constexpr Transition kStates[] = {
    {0, "StateInsight", Insight::STATE_STATED},
    {Insight::STATE_STATED, "EndorseInsight", Insight::STATE_STATED},
    {Insight::STATE_STATED, "EndorseInsight", Insight::STATE_ENDORSED},
    {Insight::STATE_ENDORSED, "EndorseInsight", Insight::STATE_ENDORSED},
    {Insight::STATE_STATED, "RetireInsight", Insight::STATE_RETIRED},
    {Insight::STATE_ENDORSED, "RetireInsight", Insight::STATE_RETIRED},
};

bool HasVoice(const Insight& insight, v1::EndorsingVoice voice) {
  const auto& endorsements = insight.endorsements();
  return std::any_of(endorsements.begin(), endorsements.end(),
                     [voice](const auto& endorsement) { return endorsement.voice() == voice; });
}

}  // namespace

template <>
std::span<const Transition> TransitionsOf<v1::Insight>() {
  return kStates;
}

std::vector<FieldCheck> CheckInsight(const v1::StateInsightRequest& command,
                                     const CommandContext&) {
  return {{command.themes_size() + command.insight_sources_size() > 0, "themes",
           "Name at least one theme or source that it rests on."}};
}

Decision Decide(const Insight& insight, const v1::EndorseInsightRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckTransition(kStates, insight, command); no.rejected()) return no;
  if (Decision no = CheckNewEndorsement(insight.endorsements(), command.endorsement());
      no.rejected()) {
    return no;
  }
  return Emit(EventFrom<v1::InsightEndorsed>(command, context));
}

void Evolve(Insight& insight, const v1::InsightEndorsed& event) {
  *insight.add_endorsements() = event.endorsement();
  const bool both = HasVoice(insight, v1::ENDORSING_VOICE_COMMUNITY) &&
                    HasVoice(insight, v1::ENDORSING_VOICE_CLINICAL);
  if (both) insight.set_state(Insight::STATE_ENDORSED);
}

void Evolve(Insight& insight, const v1::InsightEvidenceWithdrawn&) {
  insight.set_evidence_withdrawn(true);
}

}  // namespace fivestep::engagement
