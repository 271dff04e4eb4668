#include "analysis/domain/priority_score.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <utility>

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
  const auto results = RankByPriority(ranking, 1);
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
  const auto results = RankByPriority(ranking, 1);
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
  const auto results = RankByPriority(ranking, 1);
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
  EXPECT_EQ(RankByPriority(ranking, 1)[1].rank(), 1);
  ranking.set_tie_rule(v1::TIE_RULE_HEAVIEST_CRITERION_FIRST);
  const auto results = RankByPriority(ranking, 1);
  EXPECT_EQ(results[0].finding(), "b");
  EXPECT_EQ(results[1].rank(), 2);
}

TEST(PriorityScore, SharesARankThatTheHeaviestCriterionCannotBreak) {
  auto ranking = Weighed({0.25, 0.75});
  ranking.set_tie_rule(v1::TIE_RULE_HEAVIEST_CRITERION_FIRST);
  Score(ranking, "a", {40, 50});
  Score(ranking, "b", {40, 50});
  EXPECT_EQ(RankByPriority(ranking, 1)[1].rank(), 1);
}

TEST(PriorityScore, CallsScoresEqualThatDifferByRoundingOnly) {
  auto ranking = Weighed({0.1, 0.2, 0.7});
  Score(ranking, "a", {30, 0, 0});
  Score(ranking, "b", {10, 10, 0});
  EXPECT_EQ(RankByPriority(ranking, 1)[1].rank(), 1);
}

TEST(PriorityScore, RanksNothingWhereNothingIsScored) {
  EXPECT_TRUE(RankByPriority(Weighed({1}), 1).empty());
}

v1::GateAnswer Failed(v1::PriorityGate gate) {
  v1::GateAnswer answer;
  answer.set_gate(gate);
  return answer;
}

TEST(PriorityScore, PutsAFindingThatFailsAGateAfterAllThatPass) {
  auto ranking = Weighed({1});
  Score(ranking, "a", {90});
  Score(ranking, "b", {10});
  *ranking.mutable_scores(0)->add_gates() = Failed(v1::PRIORITY_GATE_LEGALITY);
  const auto results = RankByPriority(ranking, 1);
  EXPECT_EQ(results[0].finding(), "b");
  EXPECT_EQ(results[1].rank(), 2);
  ASSERT_EQ(results[1].failed_gates_size(), 1);
  EXPECT_EQ(results[1].failed_gates(0), v1::PRIORITY_GATE_LEGALITY);
}

TEST(PriorityScore, RatesAsHanlonDoes) {
  v1::FindingScore finding;
  for (const auto& [criterion, score] :
       {std::pair{v1::CRITERION_SIZE, 60.0}, std::pair{v1::CRITERION_SEVERITY, 80.0},
        std::pair{v1::CRITERION_AMENABILITY, 75.0}}) {
    auto& one = *finding.add_scores();
    one.set_criterion(criterion);
    one.set_score(score);
  }
  EXPECT_DOUBLE_EQ(*HanlonRating(finding), 165);
  *finding.add_gates() = Failed(v1::PRIORITY_GATE_ECONOMICS);
  EXPECT_EQ(*HanlonRating(finding), 0);
  finding.mutable_scores()->RemoveLast();
  EXPECT_FALSE(HanlonRating(finding));
}

// "Size" always sinks small groups.
TEST(PriorityScore, GivesPlusGroupsAListOfTheirOwn) {
  auto ranking = Weighed({1});
  Score(ranking, "many", {90});
  Score(ranking, "roma", {20});
  Score(ranking, "homeless", {30});
  ranking.mutable_scores(1)->set_plus_group(true);
  ranking.mutable_scores(2)->set_plus_group(true);
  const auto results = RankByPriority(ranking, 1);
  EXPECT_EQ(results[0].plus_rank(), 0);
  EXPECT_EQ(results[1].finding(), "homeless");
  EXPECT_EQ(results[1].plus_rank(), 1);
  EXPECT_EQ(results[2].plus_rank(), 2);
}

TEST(PriorityScore, ListsAPlacedFindingWhereThePanelPutItAndKeepsItsRank) {
  auto ranking = Weighed({1});
  Score(ranking, "a", {90});
  Score(ranking, "b", {50});
  Score(ranking, "c", {10});
  auto& placement = *ranking.add_placements();
  placement.set_finding("c");
  placement.set_rank(1);
  placement.set_reason("few people, and they die");
  const auto results = RankByPriority(ranking, 1);
  EXPECT_EQ(results[0].finding(), "c");
  EXPECT_EQ(results[0].rank(), 3);
  EXPECT_EQ(results[0].listed_rank(), 1);
  EXPECT_EQ(results[0].placement_reason(), "few people, and they die");
  EXPECT_EQ(results[1].finding(), "a");
  EXPECT_EQ(results[1].listed_rank(), 2);
  EXPECT_EQ(results[1].placement_reason(), "");
}

TEST(PriorityScore, PutsAPlacementBeyondTheListAtItsEnd) {
  auto ranking = Weighed({1});
  Score(ranking, "a", {90});
  Score(ranking, "b", {50});
  auto& placement = *ranking.add_placements();
  placement.set_finding("a");
  placement.set_rank(12);
  EXPECT_EQ(RankByPriority(ranking, 1)[1].finding(), "a");
}

TEST(PriorityScore, ShowsTheRankUnderEqualWeightsBesideTheAgreedOnes) {
  auto ranking = Weighed({0.9, 0.1});
  Score(ranking, "a", {60, 0});
  Score(ranking, "b", {40, 90});
  const auto results = RankByPriority(ranking, 1);
  EXPECT_EQ(results[0].finding(), "a");
  EXPECT_EQ(results[0].equal_weights_rank(), 2);
  EXPECT_EQ(results[1].equal_weights_rank(), 1);
}

TEST(PriorityScore, NamesTiesByTheirPlaceOnTheList) {
  auto ranking = Weighed({0.5, 0.5});
  Score(ranking, "a", {50, 52});
  Score(ranking, "b", {51, 50});
  Score(ranking, "c", {0, 5});
  const auto results = RankByPriority(ranking, 1);
  ASSERT_EQ(results[0].tied_listed_ranks_size(), 1);
  EXPECT_EQ(results[0].tied_listed_ranks(0), 2);
  EXPECT_EQ(results[2].tied_listed_ranks_size(), 0);
  EXPECT_NEAR(results[2].rank_acceptabilities(2), 1, 1e-9);
}

}  // namespace
}  // namespace fivestep::analysis
