#include "codesign/votes_preparation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codesign/domain/statement_vote.h"
#include "codesign/domain/voting_examples.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::codesign {
namespace {

v1::CastVotesRequest Cast(const std::vector<v1::VoterVotes>& voters) {
  v1::CastVotesRequest request;
  request.set_name(kVote);
  for (const v1::VoterVotes& voter : voters) *request.add_voters() = voter;
  return request;
}

// A vote with batches, as the service would have recorded them.
class VotesPreparation : public ::testing::Test {
 protected:
  VotesPreparation() { context_.Put(OpenVote(3)); }

  void Record(const std::vector<v1::VoterVotes>& voters, int sequence) {
    const auto prepared = PrepareVotes(Cast(voters), context_);
    ASSERT_TRUE(prepared.ok()) << prepared.status().ToString();
    v1::VotesCast cast;
    cast.set_statement_vote(kVote);
    cast.set_sequence(sequence);
    cast.set_blob_digest(prepared->blob_digest());
    cast.set_content_digest(prepared->content_digest());
    v1::VoteBatch batch;
    Evolve(batch, cast);
    // Ids in the opposite order of the sequence: only the sequence says what came last.
    batch.set_name(kVote + "/voteBatches/b" + std::to_string(9 - sequence));
    context_.Put(batch);
    blobs_.push_back(prepared->blob_digest());
  }
  void Close() {
    v1::StatementVote vote = OpenVote(3);
    vote.set_state(v1::StatementVote::STATE_CLOSED);
    vote.set_vote_count(5);
    context_.Put(vote);
  }
  static v1::ComputeOpinionsRequest Compute() {
    v1::ComputeOpinionsRequest request;
    request.set_statement_vote(kVote);
    return request;
  }
  static v1::ExportVotesRequest Export(int page_size, const std::string& token = "") {
    v1::ExportVotesRequest request;
    request.set_name(kVote);
    request.set_page_size(page_size);
    request.set_page_token(token);
    return request;
  }

  testing::FakeReadContext context_;
  std::vector<std::string> blobs_;
};

TEST_F(VotesPreparation, StoresVotesUnderTheVoteAndCountsThem) {
  const auto prepared = PrepareVotes(Cast({VotesOf(1, {1, 2}, {3})}), context_);
  ASSERT_TRUE(prepared.ok());
  EXPECT_EQ(prepared->vote_count(), 3);
  const auto& blob = context_.blobs().at(prepared->blob_digest());
  EXPECT_EQ(blob.retain_under, kVote);
  v1::VoteBatchContent content;
  ASSERT_TRUE(content.ParseFromString(blob.content));
  EXPECT_EQ(content.voters(0).token(), TokenOf(1));
}

TEST_F(VotesPreparation, StoresNothingOfVotesThatBreakTheRules) {
  const auto prepared = PrepareVotes(Cast({VotesOf(1, {9})}), context_);
  EXPECT_EQ(prepared.status().reason(), "VOTES_NOT_VALID");
  EXPECT_TRUE(context_.blobs().empty());
}

TEST_F(VotesPreparation, FailsWhereNothingCanBeStored) {
  context_.FailWrites();
  EXPECT_EQ(PrepareVotes(Cast({VotesOf(1, {1})}), context_).status().code(), Code::kUnavailable);
}

TEST_F(VotesPreparation, KnowsNoVoteThatIsNotThere) {
  v1::CastVotesRequest request = Cast({VotesOf(1, {1})});
  request.set_name("programmes/p1/statementVotes/other");
  EXPECT_EQ(PrepareVotes(request, context_).status().code(), Code::kNotFound);
}

TEST_F(VotesPreparation, ComputesFromTheLastVoteOfEach) {
  Record({VotesOf(1, {1}), VotesOf(2, {1})}, 1);
  Record({VotesOf(1, {}, {1})}, 2);
  EXPECT_EQ(PrepareOpinions(Compute(), context_).status().reason(), "STATEMENT_VOTE_NOT_CLOSED");
  Close();
  const auto prepared = PrepareOpinions(Compute(), context_);
  ASSERT_TRUE(prepared.ok()) << prepared.status().ToString();
  EXPECT_EQ(prepared->vote_count(), 5);
  EXPECT_EQ(prepared->findings().statements(0).tally().agree_count(), 1);
  EXPECT_EQ(prepared->findings().statements(0).tally().disagree_count(), 1);
}

// A result names the votes that it rests on, and the export gives exactly these.
TEST_F(VotesPreparation, ExportsWhatAResultRestsOn) {
  Record({VotesOf(3, {1}), VotesOf(1, {2}), VotesOf(2, {3})}, 1);
  Close();
  const auto result = PrepareOpinions(Compute(), context_);
  const auto first = AnswerExportVotes(Export(2), context_);
  ASSERT_TRUE(first.ok());
  ASSERT_EQ(first->voters_size(), 2);
  EXPECT_EQ(first->voters(0).token(), TokenOf(1));
  EXPECT_EQ(first->statements_size(), 3);
  EXPECT_EQ(first->votes_digest(), result->findings().votes_digest());
  const auto second = AnswerExportVotes(Export(2, first->next_page_token()), context_);
  ASSERT_EQ(second->voters_size(), 1);
  EXPECT_EQ(second->voters(0).token(), TokenOf(3));
  EXPECT_TRUE(second->next_page_token().empty());
}

TEST_F(VotesPreparation, SaysThatVotesCannotBeOpenedOnceTheirKeyIsGone) {
  Record({VotesOf(1, {1})}, 1);
  Close();
  context_.Erase(blobs_[0]);
  EXPECT_EQ(PrepareOpinions(Compute(), context_).status().reason(), "VOTES_UNREADABLE");
  EXPECT_EQ(AnswerExportVotes(Export(0), context_).status().reason(), "VOTES_UNREADABLE");
}

TEST_F(VotesPreparation, NoticesVotesThatAreNotThoseOfTheLog) {
  Record({VotesOf(1, {1})}, 1);
  v1::VoteBatch batch;
  batch.set_name(kVote + "/voteBatches/b8");
  batch.set_statement_vote(kVote);
  batch.set_blob_digest(blobs_[0]);
  batch.set_content_digest("another");
  context_.Put(batch);
  Close();
  EXPECT_EQ(PrepareOpinions(Compute(), context_).status().code(), Code::kDataLoss);
}

}  // namespace
}  // namespace fivestep::codesign
