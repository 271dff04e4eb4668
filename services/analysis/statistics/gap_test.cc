#include "analysis/statistics/gap.h"

#include <gtest/gtest.h>

#include <cmath>

namespace fivestep::analysis::statistics {
namespace {

constexpr GroupCount kFewer{48, 80};  // the two groups of Newcombe's example (a)
constexpr GroupCount kMore{56, 70};

TEST(ProportionGap, GivesTheWorkedValueOfNewcombe) {
  const auto gap = ProportionGap(kFewer, kMore, Polarity::kHigherIsBetter);
  ASSERT_TRUE(gap.ok());
  EXPECT_NEAR(gap->absolute.value, 0.2, 1e-12);
  EXPECT_NEAR(gap->absolute.interval.lower, 0.0524, 5e-5);
  EXPECT_NEAR(gap->absolute.interval.upper, 0.3339, 5e-5);
}

TEST(ProportionGap, GivesTheWorkedValueOfKatz) {
  const auto gap = ProportionGap(kFewer, kMore, Polarity::kHigherIsBetter);
  ASSERT_TRUE(gap.ok() && gap->relative.has_value());
  EXPECT_NEAR(gap->relative->value, 1.3333, 5e-5);
  EXPECT_NEAR(gap->relative->interval.lower, 1.0766, 5e-5);
  EXPECT_NEAR(gap->relative->interval.upper, 1.6512, 5e-5);
}

// Newcombe's example (e) has nobody in one group, and still an interval.
TEST(ProportionGap, KeepsTheAbsoluteGapWhereAGroupHasNoEvents) {
  const auto gap = ProportionGap({5, 56}, {0, 29}, Polarity::kLowerIsBetter);
  ASSERT_TRUE(gap.ok());
  EXPECT_NEAR(gap->absolute.interval.lower, -0.0381, 5e-5);
  EXPECT_NEAR(gap->absolute.interval.upper, 0.1926, 5e-5);
  EXPECT_FALSE(gap->relative.has_value());
}

TEST(ProportionGap, IsPositiveWhenTheDisadvantagedGroupFaresWorse) {
  const auto screening = ProportionGap({30, 100}, {60, 100}, Polarity::kHigherIsBetter);
  const auto smoking = ProportionGap({60, 100}, {30, 100}, Polarity::kLowerIsBetter);
  ASSERT_TRUE(screening.ok() && smoking.ok());
  EXPECT_NEAR(screening->absolute.value, 0.3, 1e-12);
  EXPECT_NEAR(smoking->absolute.value, 0.3, 1e-12);
  EXPECT_NEAR(screening->relative->value, 2, 1e-12);
  EXPECT_NEAR(smoking->relative->value, 2, 1e-12);
}

TEST(ProportionGap, IsNegativeAndBelowOneWhenItFaresBetter) {
  const auto gap = ProportionGap({60, 100}, {30, 100}, Polarity::kHigherIsBetter);
  ASSERT_TRUE(gap.ok());
  EXPECT_LT(gap->absolute.interval.upper, 0);
  EXPECT_LT(gap->relative->interval.upper, 1);
}

TEST(ProportionGap, OfTwoCompleteGroupsHasNoRatioAndNoEvidence) {
  const auto gap = ProportionGap({10, 10}, {20, 20}, Polarity::kHigherIsBetter);
  ASSERT_TRUE(gap.ok());
  EXPECT_FALSE(gap->relative.has_value());
  EXPECT_EQ(gap->p_value, 1);
}

// z = 0.2 / sqrt(104/150 * 46/150 * (1/80 + 1/70)) = 2.6503.
TEST(ProportionGap, TestsWithThePooledScore) {
  const auto gap = ProportionGap(kFewer, kMore, Polarity::kHigherIsBetter);
  ASSERT_TRUE(gap.ok());
  EXPECT_NEAR(gap->p_value, std::erfc(2.6503 / std::sqrt(2.0)), 1e-5);
}

TEST(ProportionGap, RefusesWhatIsNoProportion) {
  EXPECT_FALSE(ProportionGap({11, 10}, {1, 10}, Polarity::kHigherIsBetter).ok());
  EXPECT_FALSE(ProportionGap({1, 10}, {1, 0}, Polarity::kHigherIsBetter).ok());
  EXPECT_FALSE(ProportionGap({1, 10}, {-1, 10}, Polarity::kLowerIsBetter).ok());
  EXPECT_FALSE(ProportionGap({1, 10}, {1, 10}, Polarity::kLowerIsBetter, 1).ok());
  EXPECT_FALSE(ProportionGap({1, 10}, {1, 10}, Polarity::kLowerIsBetter, 0.2).ok());
}

TEST(RateGap, GivesTheWorkedRatio) {
  const auto gap = RateGap({30, 1000}, {20, 1000}, Polarity::kLowerIsBetter);
  ASSERT_TRUE(gap.ok() && gap->relative.has_value());
  EXPECT_NEAR(gap->relative->value, 1.5, 1e-12);
  EXPECT_NEAR(gap->relative->interval.lower, 0.8519, 5e-5);
  EXPECT_NEAR(gap->relative->interval.upper, 2.6413, 5e-5);
}

// By hand from Byar's limits: 30 -> [20.2369, 42.8284], 20 -> [12.2114, 30.8899].
TEST(RateGap, AddsTheSquaresOfByarsLimits) {
  const auto gap = RateGap({30, 1000}, {20, 1000}, Polarity::kLowerIsBetter, 0.95, 1000);
  ASSERT_TRUE(gap.ok());
  EXPECT_NEAR(gap->absolute.value, 10, 1e-9);
  EXPECT_NEAR(gap->absolute.interval.lower, 10 - std::hypot(30 - 20.2369, 30.8899 - 20), 1e-3);
  EXPECT_NEAR(gap->absolute.interval.upper, 10 + std::hypot(42.8284 - 30, 20 - 12.2114), 1e-3);
}

TEST(RateGap, UsesExactLimitsBelowTenEvents) {
  const auto gap = RateGap({3, 100}, {0, 100}, Polarity::kLowerIsBetter, 0.95, 100);
  ASSERT_TRUE(gap.ok());
  EXPECT_NEAR(gap->absolute.interval.lower, 3 - std::hypot(3 - 0.6187, 3.6889), 1e-3);
  EXPECT_NEAR(gap->absolute.interval.upper, 3 + 8.7673 - 3, 1e-3);
  EXPECT_FALSE(gap->relative.has_value());
}

TEST(RateGap, OfNoEventsAnywhereIsNoEvidence) {
  const auto gap = RateGap({0, 100}, {0, 100}, Polarity::kLowerIsBetter);
  ASSERT_TRUE(gap.ok());
  EXPECT_EQ(gap->absolute.value, 0);
  EXPECT_EQ(gap->p_value, 1);
}

TEST(RateGap, RefusesWhatIsNoRate) {
  EXPECT_FALSE(RateGap({-1, 100}, {1, 100}, Polarity::kLowerIsBetter).ok());
  EXPECT_FALSE(RateGap({1, 100}, {1, 0}, Polarity::kLowerIsBetter).ok());
  EXPECT_FALSE(RateGap({1, 100}, {1, 100}, Polarity::kLowerIsBetter, 100).ok());
  EXPECT_FALSE(RateGap({1, 100}, {1, 100}, Polarity::kLowerIsBetter, 0.95, -1).ok());
}

TEST(PeopleToCloseGap, GivesTheWorkedValue) {
  EXPECT_NEAR(*PeopleToCloseGap(kFewer, kMore, Polarity::kHigherIsBetter), 16, 1e-9);
}

TEST(PeopleToCloseGap, CountsPeopleSparedWhenLowerIsBetter) {
  EXPECT_NEAR(*PeopleToCloseGap({30, 100}, {20, 200}, Polarity::kLowerIsBetter), 20, 1e-9);
}

TEST(PeopleToCloseGap, IsZeroForAGroupThatIsAhead) {
  EXPECT_EQ(*PeopleToCloseGap(kMore, kFewer, Polarity::kHigherIsBetter), 0);
  EXPECT_EQ(*PeopleToCloseGap(kFewer, kFewer, Polarity::kHigherIsBetter), 0);
}

TEST(PeopleToCloseGap, RefusesWhatIsNoCount) {
  EXPECT_FALSE(PeopleToCloseGap({1, 0}, {1, 2}, Polarity::kHigherIsBetter).ok());
  EXPECT_FALSE(PeopleToCloseGap({1, 2}, {std::nan(""), 2}, Polarity::kHigherIsBetter).ok());
  EXPECT_FALSE(PeopleToCloseGap({-1, 2}, {1, 2}, Polarity::kHigherIsBetter).ok());
}

TEST(PeopleToCloseEveryGap, GivesTheWorkedValue) {
  const std::vector<GroupCount> groups = {{48, 80}, {30, 60}, {10, 10}};
  const auto gaps = PeopleToCloseEveryGap(groups, {56, 70}, Polarity::kHigherIsBetter);
  ASSERT_TRUE(gaps.ok());
  EXPECT_NEAR(gaps->by_group[0], 16, 1e-12);
  EXPECT_NEAR(gaps->by_group[1], 18, 1e-12);
  EXPECT_EQ(gaps->by_group[2], 0);
  EXPECT_NEAR(gaps->total, 34, 1e-12);
}

TEST(PeopleToCloseEveryGap, IsNothingForNobodyAndRefusedForNoGroup) {
  const auto gaps = PeopleToCloseEveryGap({}, {56, 70}, Polarity::kHigherIsBetter);
  ASSERT_TRUE(gaps.ok());
  EXPECT_EQ(gaps->total, 0);
  const std::vector<GroupCount> groups = {{48, 80}, {1, 0}};
  EXPECT_FALSE(PeopleToCloseEveryGap(groups, {56, 70}, Polarity::kHigherIsBetter).ok());
}

}  // namespace
}  // namespace fivestep::analysis::statistics
