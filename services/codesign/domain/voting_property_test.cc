// What holds of votes, ballots and interventions whatever comes in whichever order.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <tuple>

#include "codesign/domain/block_result.h"
#include "codesign/domain/examples.h"
#include "codesign/domain/intervention_states.h"
#include "codesign/domain/method_block.h"
#include "codesign/domain/opinion_findings.h"
#include "codesign/domain/pilot.h"
#include "codesign/domain/voting_examples.h"

namespace fivestep::codesign {
namespace {

using testing::Given;

constexpr int kVoters = 6;
constexpr int kStatements = 5;

// Voter, statement, and -1, 0 or 1.
using OneVote = std::tuple<int, int, int>;

std::vector<OneVote> SomeVotes() {
  return *rc::gen::container<std::vector<OneVote>>(rc::gen::tuple(
      rc::gen::inRange(0, kVoters), rc::gen::inRange(1, kStatements + 1), rc::gen::inRange(-1, 2)));
}

v1::VoterVotes AsEntry(const OneVote& vote) {
  const auto& [voter, number, choice] = vote;
  if (choice == 1) return VotesOf(voter, {number});
  if (choice == -1) return VotesOf(voter, {}, {number});
  return VotesOf(voter, {}, {}, {number});
}

// Cut into batches anywhere, votes come to what the last of each voter on each statement says.
RC_GTEST_PROP(VotesProperty, AreWhatWasSaidLastHoweverTheyAreBatched, ()) {
  const std::vector<OneVote> votes = SomeVotes();
  std::map<std::pair<std::string, int>, int> model;
  std::vector<v1::VoteBatchContent> batches(1);
  for (const OneVote& vote : votes) {
    if (*rc::gen::inRange(0, 3) == 0) batches.emplace_back();
    *batches.back().add_voters() = AsEntry(vote);
    model[{TokenOf(std::get<0>(vote)), std::get<1>(vote)}] = std::get<2>(vote);
  }
  const v1::VoteBatchContent merged = MergedVotes(batches);
  std::map<std::pair<std::string, int>, int> found;
  for (const v1::VoterVotes& voter : merged.voters()) {
    for (const int number : voter.agrees()) found[{voter.token(), number}] = 1;
    for (const int number : voter.disagrees()) found[{voter.token(), number}] = -1;
    for (const int number : voter.passes()) found[{voter.token(), number}] = 0;
  }
  RC_ASSERT(found == model);
  RC_ASSERT(MergedVotes({merged}).SerializeAsString() == merged.SerializeAsString());
}

// Every vote is in exactly one tally, and no findings are made of nothing.
RC_GTEST_PROP(VotesProperty, AreAllCountedOnce, ()) {
  std::vector<v1::VoteBatchContent> batches(1);
  for (const OneVote& vote : SomeVotes()) *batches[0].add_voters() = AsEntry(vote);
  const v1::VoteBatchContent merged = MergedVotes(batches);
  const v1::OpinionFindings findings = FindingsOf(OpenVote(kStatements), merged);
  int votes = 0;
  for (const v1::VoterVotes& voter : merged.voters()) votes += VoteCountOf(voter);
  for (const v1::StatementOpinion& statement : findings.statements()) {
    const v1::VoteTally& tally = statement.tally();
    votes -= tally.agree_count() + tally.disagree_count() + tally.pass_count();
  }
  RC_ASSERT(votes == 0);
  RC_ASSERT(findings.answer() == v1::OPINION_ANSWER_TOO_FEW_VOTERS);
  RC_ASSERT(findings.voter_count() == merged.voters_size());
}

// Dots are neither lost nor made, in whichever calls the ballots come.
RC_GTEST_PROP(BlockProperty, KeepsEveryDot, ()) {
  v1::MethodBlock block = OpenBlock(v1::BALLOT_KIND_DOTS, 5, 5);
  int dots = 0;
  const int calls = *rc::gen::inRange(1, 6);
  for (int call = 0; call < calls; ++call) {
    v1::CastBlockBallotsRequest request;
    request.set_name(kBlock);
    const int ballots = *rc::gen::inRange(1, 5);
    for (int b = 0; b < ballots; ++b) {
      v1::BlockBallotEntry& ballot = *request.add_ballots();
      ballot.set_token(TokenOf(call * 10 + b));
      v1::BallotMark& mark = *ballot.add_marks();
      mark.set_code("A" + std::to_string(*rc::gen::inRange(1, 4)));
      mark.set_value(*rc::gen::inRange(1, 6));
      dots += mark.value();
    }
    Given<v1::MethodBlock> given(block);
    given.With(kSession, HeldSession());
    const auto then = given.When(Decide, request);
    RC_ASSERT(!then.decision().rejected());
    Evolve(block, static_cast<const v1::BlockBallotsCounted&>(*then.decision().events().back()));
  }
  double scored = 0;
  for (const v1::ItemResult& result : ResultsOf(block)) scored += result.score();
  RC_ASSERT(scored == dots);
}

// From its shortlist on, an intervention goes only where the table of its states says, whatever is
// tried: each step either is refused and changes nothing, or was allowed.
RC_GTEST_PROP(InterventionProperty, GoesOnlyWhereTheTableSays, ()) {
  v1::Intervention intervention = InterventionIn(v1::Intervention::STATE_ENDORSED);
  const auto tries = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 4));
  int concluded = 0;
  for (const int attempt : tries) {
    const v1::Intervention before = intervention;
    Given<v1::Intervention> given(intervention);
    if (attempt == 0) {
      v1::StartPilotRequest request;
      request.set_name(kIntervention);
      request.set_start_date("2026-04-01");
      request.set_planned_end_date("2026-09-30");
      const auto then = given.When(Decide, request);
      RC_ASSERT(then.decision().rejected() == (before.state() != v1::Intervention::STATE_ENDORSED));
      if (then.decision().rejected()) continue;
      Evolve(intervention, static_cast<const v1::PilotStarted&>(*then.decision().events()[0]));
    } else {
      v1::ConcludePilotRequest request;
      request.set_name(kIntervention);
      request.set_conclusion(static_cast<v1::PilotConclusion>(attempt));
      const auto then = given.When(Decide, request);
      RC_ASSERT(then.decision().rejected() == (before.state() != v1::Intervention::STATE_PILOTED));
      if (then.decision().rejected()) continue;
      Evolve(intervention, static_cast<const v1::PilotConcluded&>(*then.decision().events()[0]));
      ++concluded;
    }
    RC_ASSERT(intervention.state() != before.state());
  }
  RC_ASSERT(concluded <= 1);
}

}  // namespace
}  // namespace fivestep::codesign
