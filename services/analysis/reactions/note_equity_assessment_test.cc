#include "analysis/reactions/note_equity_assessment.h"

#include <gtest/gtest.h>

namespace fivestep::analysis {
namespace {

programme::v1::EquityAssessmentRecorded Recorded(programme::v1::AssessmentOutcome outcome) {
  programme::v1::EquityAssessmentRecorded event;
  event.set_equity_assessment("programmes/p1/equityAssessments/e1");
  event.set_target_area("programmes/p1/targetAreas/a1");
  event.set_outcome(outcome);
  return event;
}

TEST(NoteEquityAssessment, LetsATargetAreaProceedWithOrWithoutActions) {
  for (const auto outcome : {programme::v1::ASSESSMENT_OUTCOME_PROCEED,
                             programme::v1::ASSESSMENT_OUTCOME_PROCEED_WITH_ACTIONS}) {
    const auto notes = NoteEquityAssessment(Recorded(outcome), {});
    ASSERT_EQ(notes.size(), 1u);
    EXPECT_EQ(notes[0].target_area(), "programmes/p1/targetAreas/a1");
    EXPECT_EQ(notes[0].equity_assessment(), "programmes/p1/equityAssessments/e1");
    EXPECT_TRUE(notes[0].lets_proceed());
  }
}

TEST(NoteEquityAssessment, DoesNotLetOneProceedThatIsStoppedOrNotSaid) {
  for (const auto outcome :
       {programme::v1::ASSESSMENT_OUTCOME_STOP, programme::v1::ASSESSMENT_OUTCOME_UNSPECIFIED}) {
    EXPECT_FALSE(NoteEquityAssessment(Recorded(outcome), {}).at(0).lets_proceed());
  }
}

TEST(NoteEquityAssessment, IgnoresAnAssessmentWithoutATargetArea) {
  auto event = Recorded(programme::v1::ASSESSMENT_OUTCOME_PROCEED);
  event.set_target_area("");
  EXPECT_TRUE(NoteEquityAssessment(event, {}).empty());
}

}  // namespace
}  // namespace fivestep::analysis
