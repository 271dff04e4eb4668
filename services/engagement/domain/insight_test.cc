#include "engagement/domain/insight.h"

#include "engagement/domain/examples.h"
#include "platform/testing/given.h"

namespace fivestep::engagement {
namespace {

using fivestep::testing::Given;

const std::string kInsight = "programmes/p1/insights/i1";

pb::Insight Stated() {
  pb::InsightStated stated;
  stated.set_insight(kInsight);
  stated.add_themes(kTheme);
  pb::Insight insight;
  EvolveTo<pb::Insight, pb::InsightStated, pb::Insight::STATE_STATED>(insight, stated);
  return insight;
}

pb::EndorseInsightRequest Endorse(pb::EndorsingVoice voice) {
  pb::EndorseInsightRequest request;
  request.set_name(kInsight);
  request.mutable_endorsement()->set_voice(voice);
  request.mutable_endorsement()->set_role("Chair");
  return request;
}

pb::InsightEndorsed Endorsed(pb::EndorsingVoice voice) {
  pb::InsightEndorsed endorsed;
  endorsed.set_insight(kInsight);
  *endorsed.mutable_endorsement() = Endorse(voice).endorsement();
  return endorsed;
}

TEST(EndorseInsight, NeedsCommunityAndCliniciansBoth) {
  Given<pb::Insight> given(Stated());
  given.When(Decide, Endorse(pb::ENDORSING_VOICE_COMMISSIONING))
      .ThenEmits(Endorsed(pb::ENDORSING_VOICE_COMMISSIONING));
  given.After(Evolve, Endorsed(pb::ENDORSING_VOICE_COMMISSIONING))
      .After(Evolve, Endorsed(pb::ENDORSING_VOICE_COMMUNITY));
  EXPECT_EQ(given.state().state(), pb::Insight::STATE_STATED);
  given.After(Evolve, Endorsed(pb::ENDORSING_VOICE_CLINICAL));
  EXPECT_EQ(given.state().state(), pb::Insight::STATE_ENDORSED);
}

TEST(EndorseInsight, RejectsTheSameVoiceAndRoleTwice) {
  Given<pb::Insight>(Stated())
      .After(Evolve, Endorsed(pb::ENDORSING_VOICE_COMMUNITY))
      .When(Decide, Endorse(pb::ENDORSING_VOICE_COMMUNITY))
      .ThenRejected(pb::ENDORSEMENT_REPEATED);
}

TEST(Insight, IsMarkedWhenEvidenceIsTakenBack) {
  Given<pb::Insight> given(Stated());
  given.After(Evolve, pb::InsightEvidenceWithdrawn());
  EXPECT_TRUE(given.state().evidence_withdrawn());
  EXPECT_EQ(given.state().state(), pb::Insight::STATE_STATED);
}

}  // namespace
}  // namespace fivestep::engagement
