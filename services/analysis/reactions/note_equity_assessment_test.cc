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

programme::v1::EhiaSignedOff SignedOff(const std::string& about,
                                       programme::v1::AssessmentOutcome outcome) {
  programme::v1::EhiaSignedOff event;
  event.set_ehia("programmes/p1/ehias/e1");
  event.set_about(about);
  event.set_outcome(outcome);
  return event;
}

TEST(NoteEhia, CountsOneAboutATargetAreaByItsOutcome) {
  const auto proceed = NoteEhia(
      SignedOff("programmes/p1/targetAreas/a1", programme::v1::ASSESSMENT_OUTCOME_PROCEED), {});
  ASSERT_EQ(proceed.size(), 1u);
  EXPECT_EQ(proceed[0].equity_assessment(), "programmes/p1/ehias/e1");
  EXPECT_TRUE(proceed[0].lets_proceed());
  EXPECT_FALSE(
      NoteEhia(SignedOff("programmes/p1/targetAreas/a1", programme::v1::ASSESSMENT_OUTCOME_STOP),
               {})
          .at(0)
          .lets_proceed());
}

TEST(NoteEhia, IgnoresOneAboutAnIntervention) {
  EXPECT_TRUE(
      NoteEhia(SignedOff("programmes/p1/interventions/i1", programme::v1::ASSESSMENT_OUTCOME_STOP),
               {})
          .empty());
}

TEST(NoteHeatStage, CountsTheStageAssessAndOverrulesNothing) {
  programme::v1::HeatStageCompleted event;
  event.set_heat("programmes/p1/heats/h1");
  event.set_about("programmes/p1/targetAreas/a1");
  event.set_stage(programme::v1::HEAT_STAGE_PREPARE);
  EXPECT_TRUE(NoteHeatStage(event, {}).empty());
  event.set_stage(programme::v1::HEAT_STAGE_ASSESS);
  const auto notes = NoteHeatStage(event, {});
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_TRUE(notes[0].lets_proceed());
  EXPECT_TRUE(notes[0].only_first());
}

}  // namespace
}  // namespace fivestep::analysis
