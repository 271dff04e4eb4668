#include "codesign/domain/statement_vote.h"

#include <gtest/gtest.h>

#include "codesign/domain/examples.h"
#include "codesign/domain/voting_examples.h"
#include "fivestep/codesign/v1/error_reason.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"

namespace fivestep::codesign {
namespace {

using testing::Given;

template <class Request>
Request Named() {
  Request request;
  request.set_name(kVote);
  return request;
}

v1::AddStatementsRequest Add(const std::vector<std::string>& texts) {
  auto request = Named<v1::AddStatementsRequest>();
  for (const std::string& text : texts) request.add_statements()->set_text(text);
  return request;
}

v1::StatementVote ClosedVote() {
  v1::StatementVote vote = OpenVote(3);
  vote.set_vote_count(3);
  vote.set_state(v1::StatementVote::STATE_CLOSED);
  return vote;
}

TEST(StatementVoteDecider, OpensAVoteForTheTargetAreaOfItsBrief) {
  v1::OpenStatementVoteRequest request;
  request.set_brief(kBrief);
  request.set_title("Getting help to stop");
  request.set_question("What would have to be different?");
  v1::StatementVoteOpened expected;
  expected.set_statement_vote(kVote);
  expected.set_target_area(SampleBrief().target_area());
  expected.set_brief(kBrief);
  expected.set_title(request.title());
  expected.set_question(request.question());
  Given<v1::StatementVote>()
      .Naming(kVote)
      .With(kBrief, SampleBrief())
      .When(Decide, request)
      .ThenEmits(expected);
}

TEST(StatementVoteDecider, NumbersStatementsOnwardAsProposed) {
  v1::StatementVote vote = OpenVote(2);
  const auto then = Given<v1::StatementVote>(vote).When(Decide, Add({"Support is far away"}));
  ASSERT_FALSE(then.decision().rejected());
  const auto& added = static_cast<const v1::StatementsAdded&>(*then.decision().events()[0]);
  EXPECT_EQ(added.statements(0).number(), 3);
  EXPECT_EQ(added.statements(0).standing(), v1::STATEMENT_STANDING_PROPOSED);
  Evolve(vote, added);
  EXPECT_EQ(vote.statements(2).text(), "Support is far away");
}

TEST(StatementVoteDecider, RejectsAStatementThatIsThere) {
  Given<v1::StatementVote>(OpenVote(2))
      .When(Decide, Add({"Statement 2"}))
      .ThenRejected(v1::STATEMENTS_NOT_VALID);
  Given<v1::StatementVote>(OpenVote(2))
      .When(Decide, Add({"New", "New"}))
      .ThenRejected(v1::STATEMENTS_NOT_VALID);
}

TEST(StatementVoteDecider, RejectsARejectionWithoutAReason) {
  auto request = Add({"About a person"});
  request.mutable_statements(0)->set_standing(v1::STATEMENT_STANDING_REJECTED);
  Given<v1::StatementVote>(OpenVote(2))
      .When(Decide, request)
      .ThenRejected(v1::STATEMENTS_NOT_VALID);
}

TEST(StatementVoteDecider, HoldsTwoHundredStatementsInOneRow) {
  v1::AddStatementsRequest request = Named<v1::AddStatementsRequest>();
  for (int i = 0; i < kMaxStatements; ++i) {
    v1::StatementEntry& entry = *request.add_statements();
    entry.set_text(std::to_string(1000 + i) + std::string(216, 'x'));
    entry.set_standing(v1::STATEMENT_STANDING_REJECTED);
    entry.set_reason(std::string(60, 'y'));
  }
  v1::StatementVote vote = OpenVote(0);
  const auto then = Given<v1::StatementVote>(vote).When(Decide, request);
  ASSERT_FALSE(then.decision().rejected());
  Evolve(vote, static_cast<const v1::StatementsAdded&>(*then.decision().events()[0]));
  EXPECT_LT(vote.ByteSizeLong(), 60u << 10);
  Given<v1::StatementVote>(vote)
      .When(Decide, Add({"One more"}))
      .ThenRejected(v1::TOO_MANY_STATEMENTS);
}

TEST(StatementVoteDecider, ModeratesByNumber) {
  auto request = Named<v1::ModerateStatementsRequest>();
  request.add_moderations()->set_number(2);
  request.mutable_moderations(0)->set_standing(v1::STATEMENT_STANDING_REJECTED);
  request.mutable_moderations(0)->set_reason("a repetition of 1");
  v1::StatementsModerated expected;
  expected.set_statement_vote(kVote);
  *expected.mutable_moderations() = request.moderations();
  v1::StatementVote vote = OpenVote(2);
  Given<v1::StatementVote>(vote).When(Decide, request).ThenEmits(expected);
  Evolve(vote, expected);
  EXPECT_EQ(vote.statements(1).standing(), v1::STATEMENT_STANDING_REJECTED);
  EXPECT_EQ(vote.statements(1).reason(), "a repetition of 1");
}

TEST(StatementVoteDecider, NamesEveryModerationThatIsNotAsItShouldBe) {
  auto request = Named<v1::ModerateStatementsRequest>();
  request.add_moderations()->set_number(3);  // there are two
  request.mutable_moderations(0)->set_standing(v1::STATEMENT_STANDING_ACCEPTED);
  request.add_moderations()->set_number(1);
  request.mutable_moderations(1)->set_standing(v1::STATEMENT_STANDING_PROPOSED);
  request.add_moderations()->set_number(1);                                       // again
  request.mutable_moderations(2)->set_standing(v1::STATEMENT_STANDING_REJECTED);  // and no reason
  const auto then = Given<v1::StatementVote>(OpenVote(2)).When(Decide, request);
  EXPECT_EQ(then.decision().rejection().reason(), "MODERATIONS_NOT_VALID");
  EXPECT_EQ(then.decision().rejection().violations().size(), 4u);
}

TEST(StatementVoteDecider, RecordsABatchAndItsPlace) {
  v1::StatementVote vote = OpenVote(3);
  vote.set_batch_count(4);
  v1::PreparedVotes prepared;
  prepared.set_vote_count(12);
  prepared.set_blob_digest("blob");
  prepared.set_content_digest("content");
  v1::VotesCast cast;
  cast.set_vote_batch(kVote + "/voteBatches/id1");
  cast.set_statement_vote(kVote);
  cast.set_sequence(5);
  cast.set_vote_count(12);
  cast.set_blob_digest("blob");
  cast.set_content_digest("content");
  v1::VotesCounted counted;
  counted.set_statement_vote(kVote);
  counted.set_vote_count(12);
  Given<v1::StatementVote>(vote)
      .When(Decide, Named<v1::CastVotesRequest>(), prepared)
      .ThenEmits(cast, counted);
  Evolve(vote, counted);
  EXPECT_EQ(vote.vote_count(), 12);
  EXPECT_EQ(vote.batch_count(), 5);
  v1::VoteBatch batch;
  Evolve(batch, cast);
  EXPECT_EQ(batch.sequence(), 5);
}

TEST(VotesCheck, NamesEveryVoterWhoseVotesBreakTheRules) {
  auto request = Named<v1::CastVotesRequest>();
  *request.add_voters() = VotesOf(1, {1, 2}, {3});
  *request.add_voters() = VotesOf(2, {4});       // no such statement
  *request.add_voters() = VotesOf(3, {1}, {1});  // both ways
  *request.add_voters() = VotesOf(1, {}, {2});   // the token of another entry
  *request.add_voters() = VotesOf(4, {});        // nothing
  request.add_voters()->set_token("short");      // and nothing
  const Decision no = CheckVotes(OpenVote(3), request);
  EXPECT_EQ(no.rejection().reason(), "VOTES_NOT_VALID");
  EXPECT_EQ(no.rejection().violations().size(), 6u);
}

TEST(VotesCheck, TakesNoMoreVotesThanOneCallMayHold) {
  auto request = Named<v1::CastVotesRequest>();
  std::vector<int> all;
  for (int number = 1; number <= kMaxStatements; ++number) all.push_back(number);
  for (int voter = 0; voter < 100; ++voter) *request.add_voters() = VotesOf(voter, all);
  EXPECT_FALSE(CheckVotes(OpenVote(kMaxStatements), request).rejected());
  *request.add_voters() = VotesOf(100, {1});
  EXPECT_TRUE(CheckVotes(OpenVote(kMaxStatements), request).rejected());
}

TEST(StatementVoteDecider, ClosesWithVotesAndEveryStatementLookedAt) {
  const auto close = Named<v1::CloseStatementVoteRequest>();
  v1::StatementVote vote = OpenVote(3);
  Given<v1::StatementVote>(vote).When(Decide, close).ThenRejected(v1::NO_VOTES);
  vote.set_vote_count(10);
  vote.mutable_statements(1)->set_standing(v1::STATEMENT_STANDING_PROPOSED);
  Given<v1::StatementVote>(vote).When(Decide, close).ThenRejected(v1::STATEMENTS_NOT_MODERATED);
  vote.mutable_statements(1)->set_standing(v1::STATEMENT_STANDING_ACCEPTED);
  v1::StatementVoteClosed expected;
  expected.set_statement_vote(kVote);
  Given<v1::StatementVote>(vote).When(Decide, close).ThenEmits(expected);
}

// Every command of a vote in every state: done when open, refused with one reason when closed.
TEST(StatementVoteStates, TakeNothingOnceClosed) {
  const v1::StatementVote closed = ClosedVote();
  const auto reason = v1::STATEMENT_VOTE_NOT_OPEN;
  Given<v1::StatementVote>(closed).When(Decide, Add({"One more"})).ThenRejected(reason);
  Given<v1::StatementVote>(closed)
      .When(Decide, Named<v1::ModerateStatementsRequest>())
      .ThenRejected(reason);
  Given<v1::StatementVote>(closed)
      .When(Decide, Named<v1::CastVotesRequest>(), v1::PreparedVotes())
      .ThenRejected(reason);
  Given<v1::StatementVote>(closed)
      .When(Decide, Named<v1::CloseStatementVoteRequest>())
      .ThenRejected(reason);
  EXPECT_EQ(CheckVotes(closed, Named<v1::CastVotesRequest>()).rejection().reason(),
            "STATEMENT_VOTE_NOT_OPEN");
}

TEST(OpinionResultDecider, RecordsWhatWasComputed) {
  v1::ComputeOpinionsRequest request;
  request.set_statement_vote(kVote);
  v1::PreparedOpinions prepared;
  prepared.set_vote_count(3);
  prepared.mutable_findings()->set_voter_count(3);
  v1::OpinionsComputed expected;
  expected.set_opinion_result("programmes/p1/opinionResults/r1");
  expected.set_statement_vote(kVote);
  expected.set_title("Getting help to stop");
  *expected.mutable_findings() = prepared.findings();
  Given<v1::OpinionResult> given;
  given.Naming("programmes/p1/opinionResults/r1").With(kVote, ClosedVote());
  given.When(Decide, request, prepared).ThenEmits(expected);
  prepared.set_vote_count(2);
  given.When(Decide, request, prepared).ThenRejected(platform::v1::PREPARED_ON_OLD_STATE);
}

}  // namespace
}  // namespace fivestep::codesign
