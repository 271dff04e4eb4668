#include "codesign/opinion/vote_matrix.h"

#include <gtest/gtest.h>

namespace fivestep::codesign::opinion {
namespace {

TEST(VoteMatrix, KeepsTheLastVote) {
  VoteMatrix votes(1, 2);
  EXPECT_FALSE(votes.At(0, 0).has_value());
  votes.Set(0, 0, Vote::kAgree);
  votes.Set(0, 0, Vote::kDisagree);
  EXPECT_EQ(votes.At(0, 0), Vote::kDisagree);
  EXPECT_EQ(votes.VoteCountOf(0), 1);
}

TEST(VoteMatrix, CountsPassesAsSeenAndMissingVotesAsNothing) {
  VoteMatrix votes(4, 1);
  votes.Set(0, 0, Vote::kAgree);
  votes.Set(1, 0, Vote::kPass);
  votes.Set(2, 0, Vote::kDisagree);
  EXPECT_EQ(votes.CountsOf(0), (VoteCounts{1, 1, 1}));
  EXPECT_EQ(votes.CountsOf(0).seen(), 3);
  EXPECT_EQ(votes.CountsOf(0, {1, 3}), (VoteCounts{0, 0, 1}));
}

TEST(VoteMatrix, GivesAPartInTheOrderAskedFor) {
  VoteMatrix votes(3, 3);
  votes.Set(2, 1, Vote::kAgree);
  votes.Set(0, 2, Vote::kDisagree);
  const VoteMatrix part = votes.Part({2, 0}, {1, 2});
  EXPECT_EQ(part.voters(), 2u);
  EXPECT_EQ(part.At(0, 0), Vote::kAgree);
  EXPECT_EQ(part.At(1, 1), Vote::kDisagree);
  EXPECT_FALSE(part.At(0, 1).has_value());
}

}  // namespace
}  // namespace fivestep::codesign::opinion
