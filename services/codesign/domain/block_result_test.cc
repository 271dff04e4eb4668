#include "codesign/domain/block_result.h"

#include <gtest/gtest.h>

#include "codesign/domain/voting_examples.h"

namespace fivestep::codesign {
namespace {

// Ballots by value, from the value 0 on.
ValueCounts Counts(const std::vector<int>& counts) { return {counts.begin(), counts.end()}; }

v1::MethodBlock Voted(v1::BallotKind kind, const std::vector<std::vector<int>>& by_item,
                      int marks = 0) {
  v1::MethodBlock block = OpenBlock(kind, marks);
  for (size_t i = 0; i < by_item.size(); ++i) {
    *block.mutable_items(static_cast<int>(i))->mutable_value_counts() = Counts(by_item[i]);
  }
  return block;
}

TEST(Quantile, HasItsWorkedValues) {
  const ValueCounts counts = Counts({0, 1, 1, 0, 1, 0, 0, 0, 0, 1});
  EXPECT_DOUBLE_EQ(QuantileOf(counts, 0.25), 1.75);
  EXPECT_DOUBLE_EQ(QuantileOf(counts, 0.5), 3);
  EXPECT_DOUBLE_EQ(QuantileOf(counts, 0.75), 5.25);
  EXPECT_EQ(QuantileOf(Counts({}), 0.5), 0);
}

TEST(Consensus, AsksForThreeQuartersInOneEndOfTheScale) {
  EXPECT_EQ(ConsensusOf(Counts({0, 0, 0, 0, 1, 0, 0, 1, 1, 1})), v1::CONSENSUS_IN);
  EXPECT_EQ(ConsensusOf(Counts({0, 2, 1, 0, 0, 1})), v1::CONSENSUS_OUT);
  EXPECT_EQ(ConsensusOf(Counts({0, 2, 0, 0, 0, 0, 0, 0, 0, 2})), v1::CONSENSUS_NONE);
  EXPECT_EQ(ConsensusOf(Counts({})), v1::CONSENSUS_NONE);
}

TEST(BlockResult, AddsUpDotsAndSharesRanks) {
  // A1: one ballot with 2 dots; A2: two with 1, one with 3; A3: one with 2.
  const auto results = ResultsOf(Voted(v1::BALLOT_KIND_DOTS, {{0, 0, 1}, {0, 2, 0, 1}, {0, 0, 1}}));
  EXPECT_EQ(results[0].code(), "A2");
  EXPECT_EQ(results[0].score(), 5);
  EXPECT_EQ(results[0].ballot_count(), 3);
  EXPECT_EQ(results[1].code(), "A1");
  EXPECT_EQ(results[1].rank(), 2);
  EXPECT_EQ(results[2].rank(), 2);
}

TEST(BlockResult, GivesRanksTheirPoints) {
  // Two first places and one third, of five ranks.
  const auto results = ResultsOf(Voted(v1::BALLOT_KIND_RANKS, {{0, 2, 0, 1}, {0, 1, 2}, {}}, 5));
  EXPECT_EQ(results[0].code(), "A1");
  EXPECT_EQ(results[0].score(), 13);
  EXPECT_EQ(results[1].code(), "A2");
  EXPECT_EQ(results[1].score(), 13);
  EXPECT_EQ(results[1].rank(), 1);
  EXPECT_EQ(results[2].rank(), 3);
}

TEST(BlockResult, ShowsRatingsWithTheirSpread) {
  const auto results = ResultsOf(Voted(
      v1::BALLOT_KIND_RATINGS, {{0, 2, 0, 0, 0, 0, 0, 0, 0, 2}, {0, 0, 0, 0, 0, 0, 0, 4}, {}}));
  EXPECT_EQ(results[0].code(), "A2");
  EXPECT_EQ(results[0].consensus(), v1::CONSENSUS_IN);
  // Half say 1 and half say 9: the median of 5 is nobody's, and the counts show it.
  EXPECT_EQ(results[1].median(), 5);
  EXPECT_EQ(results[1].lower_quartile(), 1);
  EXPECT_EQ(results[1].upper_quartile(), 9);
  EXPECT_EQ(results[1].consensus(), v1::CONSENSUS_NONE);
  EXPECT_EQ(results[1].value_counts(1), 2);
}

TEST(BlockResult, PlacesATieAtTheLessBinding) {
  const auto results =
      ResultsOf(Voted(v1::BALLOT_KIND_MOSCOW, {{0, 2, 2, 0, 0}, {0, 3, 1, 0, 0}, {0, 0, 0, 0, 4}}));
  EXPECT_EQ(results[0].code(), "A2");
  EXPECT_EQ(results[0].placement(), "must");
  EXPECT_EQ(results[1].placement(), "should");
  EXPECT_EQ(results[2].placement(), "will not");
}

TEST(BlockResult, PutsImpactAndEffortIntoTheirQuarter) {
  v1::MethodBlock block =
      Voted(v1::BALLOT_KIND_IMPACT_EFFORT, {{0, 0, 0, 0, 0, 3}, {0, 0, 0, 0, 3}, {0, 3}});
  *block.mutable_items(0)->mutable_second_value_counts() = Counts({0, 0, 0, 0, 3});
  *block.mutable_items(1)->mutable_second_value_counts() = Counts({0, 3});
  *block.mutable_items(2)->mutable_second_value_counts() = Counts({0, 0, 0, 0, 0, 3});
  const auto results = ResultsOf(block);
  EXPECT_EQ(results[0].code(), "A2");
  EXPECT_EQ(results[0].placement(), "quick win");
  EXPECT_EQ(results[0].score(), 3);
  EXPECT_EQ(results[1].placement(), "big bet");
  EXPECT_EQ(results[2].placement(), "leave it");
}

TEST(BlockResult, RanksItemsThatNobodyMarkedLast) {
  for (const auto kind : {v1::BALLOT_KIND_DOTS, v1::BALLOT_KIND_RATINGS, v1::BALLOT_KIND_MOSCOW}) {
    const auto results = ResultsOf(Voted(kind, {{}, {0, 0, 0, 1}, {}}));
    EXPECT_EQ(results[0].code(), "A2");
    EXPECT_EQ(results[1].rank(), 2);
    EXPECT_EQ(results[2].rank(), 2);
  }
}

}  // namespace
}  // namespace fivestep::codesign
