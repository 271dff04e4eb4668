#include "codesign/domain/ballot.h"

#include <gtest/gtest.h>

#include "codesign/domain/examples.h"
#include "fivestep/codesign/v1/error_reason.pb.h"

namespace fivestep::codesign {
namespace {

using testing::Given;
using testing::kNow;

v1::CastBallotsRequest Cast() {
  v1::CastBallotsRequest request;
  request.set_name(kSession);
  return request;
}

v1::BallotEntry* AddBallot(v1::CastBallotsRequest& request, const std::string& token) {
  auto* ballot = request.add_ballots();
  ballot->set_token(token);
  return ballot;
}

void AddDots(v1::BallotEntry* ballot, const std::string& idea, int dots) {
  auto* choice = ballot->add_choices();
  choice->set_idea(idea);
  choice->set_dot_count(dots);
}

// One ballot with `dots` on idea A.
v1::CastBallotsRequest CastOne(int dots) {
  auto request = Cast();
  AddDots(AddBallot(request, "k3x9w2pa"), kIdeaA, dots);
  return request;
}

v1::DotsAdded Added(const std::string& idea, int dots) {
  v1::DotsAdded added;
  added.set_idea(idea);
  added.set_session(kSession);
  added.set_dot_count(dots);
  return added;
}

TEST(BallotsDecider, RecordsEachBallotAndAddsItsDotsToTheIdeas) {
  auto request = Cast();
  auto* first = AddBallot(request, "k3x9w2pa");
  AddDots(first, kIdeaA, 2);
  AddDots(first, kIdeaB, 1);
  AddDots(AddBallot(request, "m7q1z8tb"), kIdeaA, 1);
  v1::BallotCast first_cast;
  first_cast.set_ballot(kSession + "/ballots/k3x9w2pa");
  first_cast.set_session(kSession);
  first_cast.add_ideas(kIdeaA);
  first_cast.add_ideas(kIdeaB);
  first_cast.add_dot_counts(2);
  first_cast.add_dot_counts(1);
  v1::BallotCast second_cast;
  second_cast.set_ballot(kSession + "/ballots/m7q1z8tb");
  second_cast.set_session(kSession);
  second_cast.add_ideas(kIdeaA);
  second_cast.add_dot_counts(1);
  Given<v1::Session>(HeldSession())
      .When(Decide, request)
      .ThenEmits(first_cast, second_cast, Added(kIdeaA, 3), Added(kIdeaB, 1));
}

TEST(BallotsDecider, RejectsBallotsBeforeTheSessionIsHeld) {
  Given<v1::Session>(ScheduledSession(kNow))
      .When(Decide, CastOne(1))
      .ThenRejected(v1::SESSION_NOT_OPEN);
}

TEST(BallotsDecider, RejectsBallotsOnceTheResultStands) {
  Given<v1::Session>(ClosedSession()).When(Decide, CastOne(1)).ThenRejected(v1::SESSION_NOT_OPEN);
}

TEST(BallotsDecider, RejectsBallotsOfASessionThatDoesNotVote) {
  v1::Session session = HeldSession();
  session.set_dots_per_ballot(0);
  session.set_max_dots_per_idea(0);
  Given<v1::Session>(session).When(Decide, CastOne(1)).ThenRejected(v1::SESSION_HAS_NO_VOTE);
}

TEST(BallotsDecider, RejectsTheSameTokenTwiceInOneCall) {
  auto request = CastOne(1);
  AddDots(AddBallot(request, "k3x9w2pa"), kIdeaB, 1);
  Given<v1::Session>(HeldSession()).When(Decide, request).ThenRejected(v1::BALLOT_TOKEN_INVALID);
}

TEST(BallotsDecider, RejectsATokenThatIsRecordedAlready) {
  Given<v1::Session>(HeldSession())
      .With(kSession + "/ballots/k3x9w2pa", v1::Ballot())
      .When(Decide, CastOne(1))
      .ThenRejected(v1::BALLOT_ALREADY_CAST);
}

TEST(BallotsDecider, RejectsATokenThatCouldStandForAPerson) {
  for (const std::string token : {"Jane-Smith", "js", "seat-17", "-k3x9w2pa", "k3x9/w2pa"}) {
    auto request = Cast();
    AddDots(AddBallot(request, token), kIdeaA, 1);
    Given<v1::Session>(HeldSession()).When(Decide, request).ThenRejected(v1::BALLOT_TOKEN_INVALID);
  }
}

TEST(BallotsDecider, RejectsMoreDotsOnOneIdeaThanAllowed) {
  Given<v1::Session>(HeldSession()).When(Decide, CastOne(3)).ThenRejected(v1::BALLOT_BREAKS_LIMITS);
}

TEST(BallotsDecider, RejectsMoreDotsOnABallotThanAllowed) {
  auto request = CastOne(2);
  AddDots(request.mutable_ballots(0), kIdeaB, 2);
  Given<v1::Session>(HeldSession()).When(Decide, request).ThenRejected(v1::BALLOT_BREAKS_LIMITS);
}

TEST(BallotsDecider, RejectsAnIdeaNamedTwiceOnOneBallot) {
  auto request = CastOne(1);
  AddDots(request.mutable_ballots(0), kIdeaA, 1);
  Given<v1::Session>(HeldSession()).When(Decide, request).ThenRejected(v1::BALLOT_BREAKS_LIMITS);
}

TEST(BallotsDecider, RejectsDotsOnAnIdeaOfAnotherSession) {
  auto request = Cast();
  AddDots(AddBallot(request, "k3x9w2pa"), "programmes/p1/ideas/elsewhere", 1);
  Given<v1::Session>(HeldSession()).When(Decide, request).ThenRejected(v1::IDEA_NOT_OF_SESSION);
}

TEST(BallotsDecider, RecordsNothingWhenTheLastOfManyBallotsIsSpoilt) {
  auto request = CastOne(1);
  AddDots(AddBallot(request, "m7q1z8tb"), kIdeaA, 3);
  auto then = Given<v1::Session>(HeldSession()).When(Decide, request);
  EXPECT_TRUE(then.decision().events().empty());
  ASSERT_EQ(then.decision().rejection().violations().size(), 1u);
  EXPECT_EQ(then.decision().rejection().violations()[0].field, "ballots[1].choices");
}

TEST(BallotRow, HoldsTheChoices) {
  v1::BallotCast cast;
  cast.set_session(kSession);
  cast.add_ideas(kIdeaA);
  cast.add_dot_counts(2);
  v1::Ballot ballot;
  Evolve(ballot, cast);
  EXPECT_EQ(ballot.session(), kSession);
  EXPECT_EQ(ballot.ideas(0), kIdeaA);
  EXPECT_EQ(ballot.dot_counts(0), 2);
}

}  // namespace
}  // namespace fivestep::codesign
