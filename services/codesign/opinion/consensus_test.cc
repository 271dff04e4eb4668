#include "codesign/opinion/consensus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

namespace fivestep::codesign::opinion {
namespace {

// Voters `from` up to `to`.
std::vector<size_t> Range(size_t from, size_t to) {
  std::vector<size_t> range(to - from);
  std::iota(range.begin(), range.end(), from);
  return range;
}

TEST(SmoothedShare, HasItsWorkedValues) {
  EXPECT_DOUBLE_EQ(SmoothedShare(0, 0), 0.5);
  EXPECT_DOUBLE_EQ(SmoothedShare(8, 8), 0.9);
}

TEST(HalfTest, HasItsWorkedValue) { EXPECT_NEAR(HalfTest(8, 10), 2.1106, 5e-5); }

TEST(DifferenceTest, HasItsWorkedValue) {
  EXPECT_NEAR(DifferenceTest(8, 10, 2, 10), 2.5690, 5e-5);
  EXPECT_EQ(DifferenceTest(5, 5, 5, 5), 0);
}

TEST(Representative, IsWhatAGroupThinksAndOthersDoNot) {
  VoteMatrix votes(20, 3);
  for (size_t v = 0; v < 20; ++v) {
    votes.Set(v, 0, v < 10 ? Vote::kAgree : Vote::kDisagree);
    votes.Set(v, 1, Vote::kAgree);
    votes.Set(v, 2, v < 10 ? Vote::kDisagree : Vote::kPass);
  }
  const auto found = RepresentativeOf(votes, {0, 1, 2}, Range(0, 10), Range(10, 20));
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].statement, 0u);
  EXPECT_TRUE(found[0].agrees);
  EXPECT_NEAR(found[0].share, 11.0 / 12, 1e-12);
  EXPECT_NEAR(found[0].ratio, 11, 1e-12);
  EXPECT_EQ(found[1].statement, 2u);
  EXPECT_FALSE(found[1].agrees);
}

TEST(Representative, MayBeNothing) {
  VoteMatrix votes(20, 1);
  for (size_t v = 0; v < 20; ++v) votes.Set(v, 0, Vote::kAgree);
  EXPECT_TRUE(RepresentativeOf(votes, {0}, Range(0, 10), Range(10, 20)).empty());
}

TEST(GroupInformedConsensus, HasItsWorkedValue) {
  EXPECT_NEAR(GroupInformedConsensus({{8, 0, 0}, {3, 5, 0}}), 0.36, 1e-12);
}

// 92 of 100 agree, yet the eight who do not bring it down: no small group is outvoted.
TEST(GroupInformedConsensus, IsHeldDownByASmallGroup) {
  EXPECT_LT(GroupInformedConsensus({{92, 0, 0}, {0, 8, 0}}),
            GroupInformedConsensus({{60, 32, 0}, {6, 2, 0}}));
}

TEST(Consensus, TakesWhatMoreThanHalfAgreeWithBeyondChance) {
  VoteMatrix votes(20, 3);
  for (size_t v = 0; v < 20; ++v) {
    votes.Set(v, 0, v < 18 ? Vote::kAgree : Vote::kDisagree);
    votes.Set(v, 1, v < 11 ? Vote::kAgree : Vote::kDisagree);
    votes.Set(v, 2, v < 18 ? Vote::kDisagree : Vote::kAgree);
  }
  const auto agreed = ConsensusOf(votes, {0, 1, 2}, true);
  ASSERT_EQ(agreed.size(), 1u);
  EXPECT_EQ(agreed[0].statement, 0u);
  EXPECT_NEAR(agreed[0].share, 19.0 / 22, 1e-12);
  const auto against = ConsensusOf(votes, {0, 1, 2}, false);
  ASSERT_EQ(against.size(), 1u);
  EXPECT_EQ(against[0].statement, 2u);
}

TEST(Consensus, ShowsNoMoreThanFive) {
  VoteMatrix votes(20, 8);
  std::vector<size_t> statements;
  for (size_t s = 0; s < 8; ++s) {
    statements.push_back(s);
    for (size_t v = 0; v < 20; ++v) votes.Set(v, s, Vote::kAgree);
  }
  EXPECT_EQ(ConsensusOf(votes, statements, true).size(), kMaxShown);
}

TEST(Stance, HasItsWorkedValues) {
  EXPECT_EQ(StanceOf({6, 2, 0}), Stance::kAgreed);
  EXPECT_EQ(StanceOf({5, 3, 0}), Stance::kSplit);
  EXPECT_EQ(StanceOf({0, 6, 2}), Stance::kAgreedAgainst);
  EXPECT_EQ(StanceOf({2, 0, 0}), Stance::kNotSaid);
  EXPECT_EQ(StanceOf({}), Stance::kNotSaid);
}

}  // namespace
}  // namespace fivestep::codesign::opinion
