#include "analysis/domain/priority_score.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

namespace fivestep::analysis {
namespace {

v1::Ranking Weighed(std::initializer_list<double> weights) {
  v1::Ranking ranking;
  ranking.set_tie_rule(v1::TIE_RULE_SHARE_RANK);
  for (const double weight : weights) ranking.add_weights()->set_weight(weight);
  return ranking;
}

void Score(v1::Ranking& ranking, const std::string& finding, std::initializer_list<double> scores) {
  auto& one = *ranking.add_scores();
  one.set_finding(finding);
  for (const double score : scores) one.add_scores()->set_score(score);
}

TEST(PriorityScore, GivesTheWorkedValue) {
  auto ranking = Weighed({0.6, 0.4});
  Score(ranking, "a", {80, 20});
  Score(ranking, "b", {50, 70});
  const auto results = RankByPriority(ranking);
  ASSERT_EQ(results.size(), 2U);
  EXPECT_EQ(results[0].finding(), "b");
  EXPECT_NEAR(results[0].priority_score(), 58, 1e-9);
  EXPECT_EQ(results[0].rank(), 1);
  EXPECT_EQ(results[0].best_rank(), 1);
  EXPECT_EQ(results[0].worst_rank(), 2);
  EXPECT_NEAR(results[1].priority_score(), 56, 1e-9);
  EXPECT_EQ(results[1].rank(), 2);
  EXPECT_EQ(results[1].best_rank(), 1);
  EXPECT_NEAR(results[1].contributions(0), 48, 1e-9);
  EXPECT_NEAR(results[1].contributions(1), 8, 1e-9);
}

TEST(PriorityScore, KeepsARankThatNoWeightMoves) {
  auto ranking = Weighed({0.6, 0.4});
  Score(ranking, "a", {80, 80});
  Score(ranking, "b", {50, 70});
  const auto results = RankByPriority(ranking);
  EXPECT_EQ(results[0].finding(), "a");
  EXPECT_EQ(results[0].worst_rank(), 1);
  EXPECT_EQ(results[1].best_rank(), 2);
}

TEST(PriorityScore, LeavesARankOutAfterATie) {
  auto ranking = Weighed({1});
  Score(ranking, "d", {10});
  Score(ranking, "c", {50});
  Score(ranking, "b", {50});
  Score(ranking, "a", {90});
  const auto results = RankByPriority(ranking);
  EXPECT_EQ(results[0].rank(), 1);
  EXPECT_EQ(results[1].rank(), 2);
  EXPECT_EQ(results[1].finding(), "b");
  EXPECT_EQ(results[2].rank(), 2);
  EXPECT_EQ(results[3].rank(), 4);
}

TEST(PriorityScore, BreaksATieByTheHeaviestCriterionWhereThatIsTheRule) {
  auto ranking = Weighed({0.25, 0.75});
  Score(ranking, "a", {100, 50});
  Score(ranking, "b", {25, 75});
  EXPECT_EQ(RankByPriority(ranking)[1].rank(), 1);
  ranking.set_tie_rule(v1::TIE_RULE_HEAVIEST_CRITERION_FIRST);
  const auto results = RankByPriority(ranking);
  EXPECT_EQ(results[0].finding(), "b");
  EXPECT_EQ(results[1].rank(), 2);
}

TEST(PriorityScore, SharesARankThatTheHeaviestCriterionCannotBreak) {
  auto ranking = Weighed({0.25, 0.75});
  ranking.set_tie_rule(v1::TIE_RULE_HEAVIEST_CRITERION_FIRST);
  Score(ranking, "a", {40, 50});
  Score(ranking, "b", {40, 50});
  EXPECT_EQ(RankByPriority(ranking)[1].rank(), 1);
}

TEST(PriorityScore, CallsScoresEqualThatDifferByRoundingOnly) {
  auto ranking = Weighed({0.1, 0.2, 0.7});
  Score(ranking, "a", {30, 0, 0});
  Score(ranking, "b", {10, 10, 0});
  EXPECT_EQ(RankByPriority(ranking)[1].rank(), 1);
}

TEST(PriorityScore, RanksNothingWhereNothingIsScored) {
  EXPECT_TRUE(RankByPriority(Weighed({1})).empty());
}

}  // namespace
}  // namespace fivestep::analysis
