#include "codesign/domain/intervention.h"

#include <gtest/gtest.h>

#include "codesign/domain/examples.h"
#include "fivestep/codesign/v1/error_reason.pb.h"

namespace fivestep::codesign {
namespace {

using testing::Given;

v1::SpecifyInterventionRequest Specify() {
  v1::SpecifyInterventionRequest request;
  request.set_brief(kBrief);
  request.set_session(kSession);
  request.add_ideas(kIdeaB);
  request.add_ideas(kIdeaA);
  request.set_title("Stop-smoking advisers at children's centres");
  *request.mutable_specification() = WholeSpecification();
  return request;
}

// Brief and closed session are there, ideas A and B came from it.
Given<v1::Intervention> Designed(v1::Session session = ClosedSession()) {
  Given<v1::Intervention> given;
  given.Naming(kIntervention)
      .With(kBrief, SampleBrief())
      .With(kSession, session)
      .With(kIdeaA, SampleIdea(kSession, 4))
      .With(kIdeaB, SampleIdea(kSession, 9));
  return given;
}

v1::Intervention Specified(std::vector<v1::EndorsementSide> sides = {}) {
  v1::InterventionSpecified event;
  event.set_title("Stop-smoking advisers at children's centres");
  event.set_target_area(SampleBrief().target_area());
  event.set_brief(kBrief);
  v1::Intervention intervention;
  Evolve(intervention, event);
  for (const auto side : sides) {
    v1::EndorsementRecorded recorded;
    recorded.set_side(side);
    Evolve(intervention, recorded);
  }
  return intervention;
}

v1::EndorseInterventionRequest Endorse(v1::EndorsementSide side) {
  v1::EndorseInterventionRequest request;
  request.set_name(kIntervention);
  request.set_side(side);
  request.set_endorsed_by_role("Chair of the Maternity Voices Partnership");
  return request;
}

v1::EndorsementRecorded Recorded(v1::EndorsementSide side) {
  v1::EndorsementRecorded recorded;
  recorded.set_intervention(kIntervention);
  recorded.set_side(side);
  recorded.set_endorsed_by_role("Chair of the Maternity Voices Partnership");
  return recorded;
}

TEST(InterventionDecider, SpecifiesWhatASessionDesigned) {
  const auto request = Specify();
  v1::InterventionSpecified expected;
  expected.set_intervention(kIntervention);
  expected.set_target_area(SampleBrief().target_area());
  *expected.mutable_ideas() = request.ideas();
  expected.set_brief(kBrief);
  expected.set_session(kSession);
  expected.set_title(request.title());
  *expected.mutable_specification() = request.specification();
  expected.set_needs_assessments(true);
  Designed().When(Decide, request).ThenEmits(expected);
}

TEST(InterventionDecider, TakesIdeasOfAnotherSessionOnTheSameBrief) {
  auto request = Specify();
  request.add_ideas(kIdeaC);
  auto given = Designed();
  given.With(kIdeaC, SampleIdea(kOtherSession, 1)).With(kOtherSession, HeldSession());
  EXPECT_FALSE(given.When(Decide, request).decision().rejected());
}

TEST(InterventionDecider, RejectsASessionWithoutAResult) {
  Designed(HeldSession()).When(Decide, Specify()).ThenRejected(v1::SESSION_NOT_CLOSED);
}

TEST(InterventionDecider, RejectsASessionOnAnotherBrief) {
  v1::Session session = ClosedSession();
  session.set_brief(kOtherBrief);
  Designed(session).When(Decide, Specify()).ThenRejected(v1::SESSION_OF_ANOTHER_BRIEF);
}

TEST(InterventionDecider, RejectsAnIdeaFromASessionOnAnotherBrief) {
  v1::Session other = ClosedSession();
  other.set_brief(kOtherBrief);
  auto request = Specify();
  request.add_ideas(kIdeaC);
  auto given = Designed();
  given.With(kIdeaC, SampleIdea(kOtherSession, 1)).With(kOtherSession, other);
  given.When(Decide, request).ThenRejected(v1::IDEA_OF_ANOTHER_BRIEF);
}

TEST(InterventionDecider, RejectsAnIdeaThatIsNamedTwice) {
  auto request = Specify();
  request.add_ideas(kIdeaB);
  Designed().When(Decide, request).ThenRejected(v1::IDEA_REPEATED);
}

TEST(InterventionDecider, RecordsTheFirstEndorsementsAndNothingMore) {
  Given<v1::Intervention>(Specified())
      .When(Decide, Endorse(v1::ENDORSEMENT_SIDE_CLINICAL))
      .ThenEmits(Recorded(v1::ENDORSEMENT_SIDE_CLINICAL));
  Given<v1::Intervention>(Specified({v1::ENDORSEMENT_SIDE_CLINICAL}))
      .When(Decide, Endorse(v1::ENDORSEMENT_SIDE_COMMUNITY))
      .ThenEmits(Recorded(v1::ENDORSEMENT_SIDE_COMMUNITY));
}

TEST(InterventionDecider, EndorsesTheInterventionWithTheThirdSide) {
  v1::InterventionEndorsed endorsed;
  endorsed.set_intervention(kIntervention);
  endorsed.set_title("Stop-smoking advisers at children's centres");
  endorsed.set_target_area(SampleBrief().target_area());
  endorsed.set_indicator(SampleBrief().indicator());
  endorsed.set_population_group(SampleBrief().population_group());
  endorsed.set_geography(SampleBrief().geography());
  Given<v1::Intervention>(
      Specified({v1::ENDORSEMENT_SIDE_CLINICAL, v1::ENDORSEMENT_SIDE_COMMUNITY}))
      .With(kBrief, SampleBrief())
      .When(Decide, Endorse(v1::ENDORSEMENT_SIDE_COMMISSIONING))
      .ThenEmits(Recorded(v1::ENDORSEMENT_SIDE_COMMISSIONING), endorsed);
}

TEST(InterventionDecider, RejectsASecondEndorsementOfTheSameSide) {
  Given<v1::Intervention>(
      Specified({v1::ENDORSEMENT_SIDE_CLINICAL, v1::ENDORSEMENT_SIDE_COMMUNITY}))
      .When(Decide, Endorse(v1::ENDORSEMENT_SIDE_COMMUNITY))
      .ThenRejected(v1::ENDORSEMENT_ALREADY_RECORDED);
}

TEST(InterventionDecider, RejectsAnyFurtherSideOnceEndorsed) {
  const v1::Intervention endorsed =
      Specified({v1::ENDORSEMENT_SIDE_CLINICAL, v1::ENDORSEMENT_SIDE_COMMUNITY,
                 v1::ENDORSEMENT_SIDE_COMMISSIONING});
  for (const auto side : {v1::ENDORSEMENT_SIDE_CLINICAL, v1::ENDORSEMENT_SIDE_COMMUNITY,
                          v1::ENDORSEMENT_SIDE_COMMISSIONING}) {
    Given<v1::Intervention>(endorsed)
        .When(Decide, Endorse(side))
        .ThenRejected(v1::ENDORSEMENT_ALREADY_RECORDED);
  }
}

TEST(InterventionDecider, RejectsASessionThatWasSuperseded) {
  v1::Session session = ClosedSession();
  session.set_state(v1::Session::STATE_SUPERSEDED);
  session.set_superseded_by(kOtherSession);
  Designed(session).When(Decide, Specify()).ThenRejected(v1::SESSION_SUPERSEDED);
}

TEST(InterventionDecider, RejectsAnIdeaOfASessionThatWasSuperseded) {
  v1::Session other = ClosedSession();
  other.set_state(v1::Session::STATE_SUPERSEDED);
  other.set_superseded_by(kSession);
  auto request = Specify();
  request.add_ideas(kIdeaC);
  auto given = Designed();
  given.With(kIdeaC, SampleIdea(kOtherSession, 1)).With(kOtherSession, other);
  given.When(Decide, request).ThenRejected(v1::SESSION_SUPERSEDED);
}

// Each item of TIDieR that the request's own rules do not ask for, and the cost of doing nothing.
TEST(InterventionDecider, NamesEveryItemThatASpecificationLacks) {
  auto request = Specify();
  auto& specification = *request.mutable_specification();
  specification.clear_materials();
  specification.clear_tailoring();
  specification.clear_modifications();
  specification.clear_planned_fidelity();
  specification.clear_actual_fidelity();
  specification.clear_do_nothing();
  const auto then = Designed().When(Decide, request);
  ASSERT_TRUE(then.decision().rejected());
  EXPECT_EQ(then.decision().rejection().reason(), "SPECIFICATION_INCOMPLETE");
  EXPECT_EQ(then.decision().rejection().violations().size(), 6u);
}

v1::ProposeInterventionRequest Propose() {
  v1::ProposeInterventionRequest request;
  request.set_brief(kBrief);
  request.set_session(kSession);
  request.add_ideas(kIdeaA);
  request.set_title("Advisers at children's centres");
  request.set_summary("Somebody who helps, where mothers are anyway.");
  return request;
}

TEST(InterventionDecider, ProposesWhatIdeasMightBecome) {
  const auto request = Propose();
  v1::InterventionProposed expected;
  expected.set_intervention(kIntervention);
  expected.set_target_area(SampleBrief().target_area());
  *expected.mutable_ideas() = request.ideas();
  expected.set_brief(kBrief);
  expected.set_session(kSession);
  expected.set_title(request.title());
  expected.set_summary(request.summary());
  Designed().When(Decide, request).ThenEmits(expected);
  v1::Intervention intervention;
  Evolve(intervention, expected);
  EXPECT_EQ(intervention.state(), v1::Intervention::STATE_PROPOSED);
  EXPECT_EQ(intervention.summary(), request.summary());
}

TEST(InterventionDecider, ProposesOnlyFromASessionWithAResult) {
  Designed(HeldSession()).When(Decide, Propose()).ThenRejected(v1::SESSION_NOT_CLOSED);
}

TEST(InterventionDecider, TakesUpOnlyWhatWasToBeAdapted) {
  auto request = Propose();
  request.set_adapts("programmes/p1/interventions/i0");
  auto adapted = Designed();
  adapted.With(request.adapts(), InterventionIn(v1::Intervention::STATE_ADAPTED));
  EXPECT_FALSE(adapted.When(Decide, request).decision().rejected());
  auto adopted = Designed();
  adopted.With(request.adapts(), InterventionIn(v1::Intervention::STATE_ADOPTED));
  adopted.When(Decide, request).ThenRejected(v1::NOT_TO_BE_ADAPTED);
}

TEST(InterventionDecider, SpecifiesAShortlistedOneAsItWasProposed) {
  v1::SpecifyShortlistedRequest request;
  request.set_name(kIntervention);
  *request.mutable_specification() = WholeSpecification();
  const auto then = Given<v1::Intervention>(InterventionIn(v1::Intervention::STATE_SHORTLISTED))
                        .When(Decide, request);
  ASSERT_FALSE(then.decision().rejected());
  const auto& specified =
      static_cast<const v1::InterventionSpecified&>(*then.decision().events()[0]);
  EXPECT_EQ(specified.brief(), kBrief);
  EXPECT_EQ(specified.title(), "Stop-smoking advisers at children's centres");
  EXPECT_TRUE(specified.needs_assessments());
}

v1::Intervention NeedingAssessments() {
  v1::Intervention intervention = Specified();
  intervention.set_needs_assessments(true);
  return intervention;
}

v1::InterventionAssessed Assessed(v1::AssessmentKind kind, bool lets_proceed = true) {
  v1::InterventionAssessed assessed;
  assessed.mutable_assessment()->set_kind(kind);
  assessed.mutable_assessment()->set_lets_proceed(lets_proceed);
  return assessed;
}

TEST(InterventionDecider, EndorsesOnlyWhatWasAssessed) {
  v1::Intervention intervention = NeedingAssessments();
  const auto endorse = Endorse(v1::ENDORSEMENT_SIDE_CLINICAL);
  Given<v1::Intervention>(intervention).When(Decide, endorse).ThenRejected(v1::ASSESSMENTS_MISSING);
  Evolve(intervention, Assessed(v1::ASSESSMENT_KIND_EHIA));
  Given<v1::Intervention>(intervention).When(Decide, endorse).ThenRejected(v1::ASSESSMENTS_MISSING);
  Evolve(intervention, Assessed(v1::ASSESSMENT_KIND_HEAT));
  Given<v1::Intervention>(intervention)
      .When(Decide, endorse)
      .ThenEmits(Recorded(v1::ENDORSEMENT_SIDE_CLINICAL));
}

TEST(InterventionDecider, EndorsesNothingThatItsAssessmentStops) {
  v1::Intervention intervention = NeedingAssessments();
  Evolve(intervention, Assessed(v1::ASSESSMENT_KIND_EHIA));
  Evolve(intervention, Assessed(v1::ASSESSMENT_KIND_HEAT));
  Evolve(intervention, Assessed(v1::ASSESSMENT_KIND_EHIA, false));
  EXPECT_EQ(intervention.assessments_size(), 2);
  Given<v1::Intervention>(intervention)
      .When(Decide, Endorse(v1::ENDORSEMENT_SIDE_CLINICAL))
      .ThenRejected(v1::ASSESSMENTS_MISSING);
}

TEST(InterventionDecider, NotesAnAssessmentOfWhatIsKnownHere) {
  v1::NoteAssessmentRequest note;
  note.set_intervention(kIntervention);
  note.mutable_assessment()->set_kind(v1::ASSESSMENT_KIND_HEAT);
  v1::InterventionAssessed expected;
  expected.set_intervention(kIntervention);
  *expected.mutable_assessment() = note.assessment();
  Given<v1::Intervention>(Specified()).When(Decide, note).ThenEmits(expected);
  Given<v1::Intervention>().When(Decide, note).ThenRejected(v1::INTERVENTION_NOT_KNOWN);
}

TEST(InterventionRow, IsEndorsedOnlyByTheLastEvent) {
  v1::Intervention intervention =
      Specified({v1::ENDORSEMENT_SIDE_CLINICAL, v1::ENDORSEMENT_SIDE_COMMUNITY});
  EXPECT_EQ(intervention.state(), v1::Intervention::STATE_SPECIFIED);
  Evolve(intervention, v1::InterventionEndorsed());
  EXPECT_EQ(intervention.state(), v1::Intervention::STATE_ENDORSED);
}

}  // namespace
}  // namespace fivestep::codesign
