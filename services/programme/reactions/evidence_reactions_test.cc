#include "programme/reactions/evidence_reactions.h"

#include <gtest/gtest.h>

#include "platform/core/resource_name.h"
#include "programme/domain/gate_checklist.h"

namespace fivestep::programme {
namespace {

Record AtPosition(int64_t position) {
  Record record;
  record.set_position(position);
  record.set_programme("programmes/p1");
  return record;
}

std::vector<int> CriteriaOf(const Evidence& evidence) {
  return {evidence.at(0).criteria().begin(), evidence.at(0).criteria().end()};
}

engagement::v1::Endorsement By(engagement::v1::EndorsingVoice voice) {
  engagement::v1::Endorsement endorsement;
  endorsement.set_voice(voice);
  endorsement.set_role("Consultant midwife");
  return endorsement;
}

TEST(EvidenceReactions, NameEvidenceAfterTheEvent) {
  engagement::v1::ThemeAgreed event;
  event.set_theme("programmes/p1/themes/t1");
  event.set_title("Buses");
  const Evidence evidence = ToEvidence(event, AtPosition(42));
  ASSERT_EQ(evidence.size(), 1u);
  EXPECT_EQ(evidence[0].evidence(), "programmes/p1/evidence/engagement-42");
  ResourceName name;
  EXPECT_TRUE(ResourceName::Parse(evidence[0].evidence(), name));
  EXPECT_EQ(evidence[0].subject_resource(), event.theme());
  EXPECT_EQ(evidence[0].title(), "Buses");
  EXPECT_EQ(evidence[0].source().position(), 42);
  EXPECT_EQ(ToEvidence(event, AtPosition(42))[0].SerializeAsString(),
            evidence[0].SerializeAsString());
}

TEST(EvidenceReactions, CountTheVoicesBehindAThemeOnce) {
  engagement::v1::ThemeAgreed event;
  *event.add_endorsements() = By(engagement::v1::ENDORSING_VOICE_CLINICAL);
  *event.add_endorsements() = By(engagement::v1::ENDORSING_VOICE_CLINICAL);
  *event.add_endorsements() = By(engagement::v1::ENDORSING_VOICE_COMMUNITY);
  EXPECT_EQ(CriteriaOf(ToEvidence(event, AtPosition(1))),
            (std::vector<int>{v1::CRITERION_THEME_AGREED, v1::CRITERION_CLINICAL_ENDORSEMENT,
                              v1::CRITERION_COMMUNITY_ENDORSEMENT}));
}

TEST(EvidenceReactions, DoNotTakeACommissionerForTheCommunity) {
  engagement::v1::ThemeEndorsed event;
  *event.mutable_endorsement() = By(engagement::v1::ENDORSING_VOICE_COMMISSIONING);
  EXPECT_TRUE(CriteriaOf(ToEvidence(event, AtPosition(1))).empty());
  *event.mutable_endorsement() = By(engagement::v1::ENDORSING_VOICE_CLINICAL);
  EXPECT_EQ(CriteriaOf(ToEvidence(event, AtPosition(1))),
            std::vector<int>{v1::CRITERION_CLINICAL_ENDORSEMENT});
}

TEST(EvidenceReactions, DoNotTakeAnEmptyRankingForARankedFinding) {
  analysis::v1::FindingsRanked event;
  event.set_ranking("programmes/p1/rankings/r1");
  EXPECT_TRUE(CriteriaOf(ToEvidence(event, AtPosition(1))).empty());
  event.add_findings("programmes/p1/findings/f1");
  EXPECT_EQ(CriteriaOf(ToEvidence(event, AtPosition(1))),
            std::vector<int>{v1::CRITERION_FINDING_RANKED});
}

TEST(EvidenceReactions, MeetEveryCriterionOfTheGatesSomewhere) {
  EXPECT_EQ(CriteriaOf(ToEvidence(analysis::v1::TargetAreaApproved(), AtPosition(1))),
            std::vector<int>{v1::CRITERION_TARGET_AREA_APPROVED});
  EXPECT_EQ(CriteriaOf(ToEvidence(codesign::v1::InterventionEndorsed(), AtPosition(1))),
            std::vector<int>{v1::CRITERION_INTERVENTION_ENDORSED});
  EXPECT_EQ(CriteriaOf(ToEvidence(metrics::v1::MetricDefined(), AtPosition(1))),
            std::vector<int>{v1::CRITERION_METRIC_DEFINED});
}

TEST(EvidenceReactions, DoNotTakeADraftOrAMeasurementForTheWholeStep) {
  EXPECT_TRUE(CriteriaOf(ToEvidence(analysis::v1::FindingRecorded(), AtPosition(1))).empty());
  EXPECT_TRUE(CriteriaOf(ToEvidence(codesign::v1::BriefOpened(), AtPosition(1))).empty());
  EXPECT_TRUE(CriteriaOf(ToEvidence(codesign::v1::SessionClosed(), AtPosition(1))).empty());
  EXPECT_TRUE(CriteriaOf(ToEvidence(metrics::v1::MetricDrafted(), AtPosition(1))).empty());
  EXPECT_TRUE(CriteriaOf(ToEvidence(engagement::v1::ResponsePublished(), AtPosition(1))).empty());
}

TEST(EvidenceReactions, PutEvidenceAtTheStepWhoseGateAsksForIt) {
  const v1::RecordEvidenceRequest requests[] = {
      ToEvidence(engagement::v1::ThemeAgreed(), AtPosition(1))[0],
      ToEvidence(analysis::v1::TargetAreaApproved(), AtPosition(1))[0],
      ToEvidence(codesign::v1::InterventionEndorsed(), AtPosition(1))[0],
      ToEvidence(metrics::v1::MetricDefined(), AtPosition(1))[0]};
  for (const auto& request : requests) {
    EXPECT_EQ(StepOf(static_cast<v1::Criterion>(request.criteria(0))), request.step());
  }
}

TEST(EvidenceReactions, HideEvidenceOfWhatIsHidden) {
  engagement::v1::ThemeAgreed event;
  event.set_visibility(platform::v1::VISIBILITY_OWNER);
  EXPECT_EQ(ToEvidence(event, AtPosition(1))[0].visibility(), platform::v1::VISIBILITY_OWNER);
}

}  // namespace
}  // namespace fivestep::programme
