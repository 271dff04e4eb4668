#include "analysis/domain/priority_draws.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <numeric>
#include <string>

namespace fivestep::analysis {
namespace {

v1::Ranking Weighed(std::initializer_list<double> weights) {
  v1::Ranking ranking;
  for (const double weight : weights) ranking.add_weights()->set_weight(weight);
  return ranking;
}

v1::FindingScore& Score(v1::Ranking& ranking, std::initializer_list<double> scores) {
  auto& one = *ranking.add_scores();
  one.set_finding("f" + std::to_string(ranking.scores_size()));
  for (const double score : scores) one.add_scores()->set_score(score);
  return one;
}

TEST(PriorityDraws, AreTheSameForTheSameSeed) {
  auto ranking = Weighed({0.5, 0.5});
  Score(ranking, {50, 60});
  Score(ranking, {60, 50});
  EXPECT_EQ(DrawPriorities(ranking, 7).above, DrawPriorities(ranking, 7).above);
  EXPECT_NE(DrawPriorities(ranking, 7).above, DrawPriorities(ranking, 8).above);
}

TEST(PriorityDraws, TieFindingsThatChanceCouldPutEitherWay) {
  auto ranking = Weighed({0.5, 0.5});
  Score(ranking, {50, 52});
  Score(ranking, {51, 50});
  EXPECT_TRUE(DrawPriorities(ranking, 1).AreTied(0, 1));
}

TEST(PriorityDraws, KeepFindingsApartThatNearlyEveryDrawPutsTheSameWay) {
  auto ranking = Weighed({0.5, 0.5});
  Score(ranking, {70, 72});
  Score(ranking, {51, 50});
  const PriorityDraws draws = DrawPriorities(ranking, 1);
  EXPECT_FALSE(draws.AreTied(0, 1));
  EXPECT_GT(draws.above[0][1], 0.99);
}

// Doubt about one score is enough to tie what a panel scored far apart.
TEST(PriorityDraws, TakeThePlausibleRangeThatThePanelGives) {
  auto ranking = Weighed({1});
  Score(ranking, {70});
  auto& doubtful = Score(ranking, {60});
  EXPECT_FALSE(DrawPriorities(ranking, 1).AreTied(0, 1));
  doubtful.mutable_scores(0)->set_plausible_low(20);
  doubtful.mutable_scores(0)->set_plausible_high(100);
  EXPECT_TRUE(DrawPriorities(ranking, 1).AreTied(0, 1));
}

// Of two findings that score alike on opposite criteria, the weights decide, and those are drawn.
TEST(PriorityDraws, DrawWeightsAroundTheAgreedOnes) {
  auto ranking = Weighed({0.5, 0.5});
  Score(ranking, {100, 0});
  Score(ranking, {0, 100});
  const PriorityDraws draws = DrawPriorities(ranking, 1);
  EXPECT_NEAR(draws.above[0][1], 0.5, 0.02);
  auto uneven = Weighed({0.8, 0.2});
  *uneven.mutable_scores() = ranking.scores();
  EXPECT_GT(DrawPriorities(uneven, 1).above[0][1], 0.99);
}

TEST(PriorityDraws, RankWhatFailsAGateLastInEveryDraw) {
  auto ranking = Weighed({1});
  Score(ranking, {99}).add_gates()->set_gate(v1::PRIORITY_GATE_RESOURCES);
  Score(ranking, {1});
  const PriorityDraws draws = DrawPriorities(ranking, 1);
  EXPECT_NEAR(draws.above[1][0], 1, 1e-9);
  EXPECT_NEAR(draws.acceptability[0][1], 1, 1e-9);
}

TEST(PriorityDraws, GiveEachFindingAcceptabilitiesThatMakeOne) {
  auto ranking = Weighed({0.2, 0.8});
  for (const double score : {40.0, 45.0, 50.0, 55.0}) Score(ranking, {score, 100 - score});
  for (const auto& shares : DrawPriorities(ranking, 1).acceptability) {
    EXPECT_NEAR(std::accumulate(shares.begin(), shares.end(), 0.0), 1, 1e-9);
  }
}

TEST(PriorityDraws, HoldNothingWhereNothingIsScored) {
  EXPECT_TRUE(DrawPriorities(Weighed({1}), 1).above.empty());
}

}  // namespace
}  // namespace fivestep::analysis
