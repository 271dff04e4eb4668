#include "codesign/domain/intervention.h"

#include <gtest/gtest.h>

#include "codesign/domain/examples.h"
#include "fivestep/codesign/v1/error_reason.pb.h"

namespace fivestep::codesign {
namespace {

using testing::Given;

const std::string kIntervention = "programmes/p1/interventions/i1";

v1::SpecifyInterventionRequest Specify() {
  v1::SpecifyInterventionRequest request;
  request.set_brief(kBrief);
  request.set_session(kSession);
  request.add_ideas(kIdeaB);
  request.add_ideas(kIdeaA);
  request.set_title("Stop-smoking advisers at children's centres");
  auto* specification = request.mutable_specification();
  specification->set_what("Weekly drop-in with carbon monoxide reading and vouchers");
  specification->set_cost_estimate_pence(4'800'000);
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

TEST(InterventionRow, IsEndorsedOnlyByTheLastEvent) {
  v1::Intervention intervention =
      Specified({v1::ENDORSEMENT_SIDE_CLINICAL, v1::ENDORSEMENT_SIDE_COMMUNITY});
  EXPECT_EQ(intervention.state(), v1::Intervention::STATE_SPECIFIED);
  Evolve(intervention, v1::InterventionEndorsed());
  EXPECT_EQ(intervention.state(), v1::Intervention::STATE_ENDORSED);
}

}  // namespace
}  // namespace fivestep::codesign
