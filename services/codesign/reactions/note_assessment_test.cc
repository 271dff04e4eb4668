#include "codesign/reactions/note_assessment.h"

#include <gtest/gtest.h>

namespace fivestep::codesign {
namespace {

const std::string kIntervention = "programmes/p1/interventions/i1";

programme::v1::EhiaSignedOff SignedOff(programme::v1::AssessmentOutcome outcome) {
  programme::v1::EhiaSignedOff event;
  event.set_ehia("programmes/p1/ehias/e1");
  event.set_about(kIntervention);
  event.set_outcome(outcome);
  event.set_review_date("2027-03-01");
  return event;
}

TEST(NoteAssessmentReaction, NotesAnEhiaAndWhetherItLetsProceed) {
  for (const auto outcome : {programme::v1::ASSESSMENT_OUTCOME_PROCEED,
                             programme::v1::ASSESSMENT_OUTCOME_PROCEED_WITH_ACTIONS,
                             programme::v1::ASSESSMENT_OUTCOME_STOP}) {
    const auto commands = NoteEhia(SignedOff(outcome), platform::v1::RecordedEvent());
    ASSERT_EQ(commands.size(), 1u);
    EXPECT_EQ(commands[0].intervention(), kIntervention);
    EXPECT_EQ(commands[0].assessment().kind(), v1::ASSESSMENT_KIND_EHIA);
    EXPECT_EQ(commands[0].assessment().assessed_by(), "programmes/p1/ehias/e1");
    EXPECT_EQ(commands[0].assessment().review_date(), "2027-03-01");
    EXPECT_EQ(commands[0].assessment().lets_proceed(),
              outcome != programme::v1::ASSESSMENT_OUTCOME_STOP);
  }
}

TEST(NoteAssessmentReaction, LeavesAssessmentsOfTargetAreasAlone) {
  auto event = SignedOff(programme::v1::ASSESSMENT_OUTCOME_PROCEED);
  event.set_about("programmes/p1/targetAreas/t1");
  EXPECT_TRUE(NoteEhia(event, platform::v1::RecordedEvent()).empty());
  event.clear_about();
  EXPECT_TRUE(NoteEhia(event, platform::v1::RecordedEvent()).empty());
}

TEST(NoteAssessmentReaction, NotesHeatOnlyWhenTheStageAssessIsCompleted) {
  programme::v1::HeatStageCompleted event;
  event.set_heat("programmes/p1/heats/h1");
  event.set_about(kIntervention);
  for (int stage = 0; stage < programme::v1::HeatStage_ARRAYSIZE; ++stage) {
    event.set_stage(static_cast<programme::v1::HeatStage>(stage));
    const auto commands = NoteHeat(event, platform::v1::RecordedEvent());
    if (stage != programme::v1::HEAT_STAGE_ASSESS) {
      EXPECT_TRUE(commands.empty()) << stage;
      continue;
    }
    ASSERT_EQ(commands.size(), 1u);
    EXPECT_EQ(commands[0].assessment().kind(), v1::ASSESSMENT_KIND_HEAT);
    EXPECT_TRUE(commands[0].assessment().lets_proceed());
  }
}

}  // namespace
}  // namespace fivestep::codesign
