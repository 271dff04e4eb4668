#include "codesign/opinion/opinion_groups.h"

#include <gtest/gtest.h>

#include <numeric>

#include "analysis/statistics/fast_random_stream.h"
#include "codesign/opinion/clustering.h"

namespace fivestep::codesign::opinion {
namespace {

std::vector<size_t> All(const VoteMatrix& votes) {
  std::vector<size_t> statements(votes.statements());
  std::iota(statements.begin(), statements.end(), 0);
  return statements;
}

// Everybody votes on everything by chance.
VoteMatrix Noise(size_t voters, size_t statements, uint64_t seed) {
  analysis::statistics::FastRandomStream random(seed);
  VoteMatrix votes(voters, statements);
  for (size_t v = 0; v < voters; ++v) {
    for (size_t s = 0; s < statements; ++s) {
      votes.Set(v, s, random.Uniform() < 0.5 ? Vote::kAgree : Vote::kDisagree);
    }
  }
  return votes;
}

// Voters before `border` hold one opinion, the others the opposite one, nine times out of ten.
VoteMatrix TwoCamps(size_t voters, size_t border, size_t statements) {
  analysis::statistics::FastRandomStream random(3);
  VoteMatrix votes(voters, statements);
  for (size_t v = 0; v < voters; ++v) {
    for (size_t s = 0; s < statements; ++s) {
      const bool agrees = (v < border) == (s % 2 == 0);
      const bool as_the_camp = random.Uniform() < 0.9;
      votes.Set(v, s, agrees == as_the_camp ? Vote::kAgree : Vote::kDisagree);
    }
  }
  return votes;
}

TEST(OpinionGroups, FindTwoCamps) {
  const VoteMatrix votes = TwoCamps(80, 50, 20);
  const OpinionGroups found = FindOpinionGroups(votes, All(votes));
  ASSERT_EQ(found.answer, GroupAnswer::kGroups);
  EXPECT_EQ(found.group_count, 2);
  std::vector<int> camps;
  for (size_t v = 0; v < 80; ++v) camps.push_back(v < 50 ? 0 : 1);
  EXPECT_EQ(found.groups, camps);
  EXPECT_GT(found.silhouette, found.silhouette_of_chance);
}

TEST(OpinionGroups, AreNoneBelowFiftyVoters) {
  const VoteMatrix votes = TwoCamps(49, 25, 20);
  const OpinionGroups found = FindOpinionGroups(votes, All(votes));
  EXPECT_EQ(found.answer, GroupAnswer::kTooFewVoters);
  EXPECT_TRUE(found.groups.empty());
  EXPECT_EQ(found.counted.size(), 49u);
}

TEST(OpinionGroups, AreNoneWhereOneWouldBeSmallerThanEight) {
  const VoteMatrix votes = TwoCamps(60, 53, 20);
  const OpinionGroups found = FindOpinionGroups(votes, All(votes));
  EXPECT_NE(found.answer, GroupAnswer::kTooFewVoters);
  for (const int group : found.groups) {
    EXPECT_GE(std::count(found.groups.begin(), found.groups.end(), group), 8);
  }
}

// Twenty conversations of pure noise: at a level of 5 % one of them is expected to look divided,
// and more than four would be a chance of 1 in 400.
TEST(OpinionGroups, AreRarelyFoundInNoise) {
  int divided = 0;
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    const VoteMatrix votes = Noise(60, 15, seed);
    const OpinionGroups found = FindOpinionGroups(votes, All(votes));
    divided += found.answer == GroupAnswer::kGroups ? 1 : 0;
  }
  EXPECT_LE(divided, 4);
}

TEST(OpinionGroups, AreTheSameEachTime) {
  const VoteMatrix votes = TwoCamps(80, 50, 20);
  const OpinionGroups first = FindOpinionGroups(votes, All(votes));
  const OpinionGroups second = FindOpinionGroups(votes, All(votes));
  EXPECT_EQ(first.groups, second.groups);
  EXPECT_EQ(first.silhouette, second.silhouette);
  EXPECT_EQ(first.silhouette_of_chance, second.silhouette_of_chance);
}

TEST(OpinionGroups, LeaveStatementsOutThatModerationRejected) {
  VoteMatrix votes = Noise(60, 10, 1);
  // A statement that divides everybody, and is not to count.
  for (size_t v = 0; v < 60; ++v) votes.Set(v, 9, v < 30 ? Vote::kAgree : Vote::kDisagree);
  std::vector<size_t> kept = All(votes);
  kept.pop_back();
  const OpinionGroups found = FindOpinionGroups(votes, kept);
  const OpinionGroups noise = FindOpinionGroups(Noise(60, 10, 1), kept);
  EXPECT_EQ(found.silhouette, noise.silhouette);
}

TEST(CountedVoters, HaveSevenVotesOrAsManyAsThereAreStatements) {
  VoteMatrix votes(40, 10);
  for (size_t v = 0; v < 40; ++v) {
    for (size_t s = 0; s < (v < 20 ? 7u : 6u); ++s) votes.Set(v, s, Vote::kAgree);
  }
  EXPECT_EQ(CountedVoters(votes, All(votes), {}).size(), 20u);
  EXPECT_EQ(CountedVoters(votes, {0, 1, 2}, {}).size(), 40u);
}

TEST(CountedVoters, AreFilledUpWithThoseWhoVotedMost) {
  VoteMatrix votes(30, 10);
  for (size_t v = 0; v < 20; ++v) {
    for (size_t s = 0; s < (v < 10 ? 6u : 5u); ++s) votes.Set(v, s, Vote::kAgree);
  }
  const std::vector<size_t> counted = CountedVoters(votes, All(votes), {});
  ASSERT_EQ(counted.size(), 15u);
  EXPECT_EQ(counted.back(), 14u);
}

}  // namespace
}  // namespace fivestep::codesign::opinion
