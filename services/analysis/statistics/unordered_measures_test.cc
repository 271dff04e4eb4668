// Measures over dimensions without an order: dispersion, mean difference, disparity, entropy.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/statistics/disparity_index.h"
#include "analysis/statistics/dispersion.h"
#include "analysis/statistics/entropy.h"
#include "analysis/statistics/mean_difference.h"
#include "analysis/statistics/subgroup_fixtures.h"

namespace fivestep::analysis::statistics {
namespace {

std::vector<Subgroup> Equal() { return InOrder({10, 20, 30}); }
std::vector<Subgroup> Uneven() { return InOrder({10, 20, 60}, {100, 200, 100}); }

Simulation Quick() {
  Simulation simulation;
  simulation.largest = 100;
  simulation.draws = 1000;
  return simulation;
}

TEST(BetweenGroupVariance, GivesTheWorkedValue) {
  const auto measure = BetweenGroupVariance(Equal());
  ASSERT_TRUE(measure.ok());
  EXPECT_NEAR(measure->value, 66.6667, 5e-5);
  EXPECT_NEAR(*measure->standard_error, 9.4516, 5e-5);
}

TEST(BetweenGroupVariance, IsRefusedWithoutPopulations) {
  auto groups = Equal();
  groups[0].population.reset();
  EXPECT_TRUE(IsRefused(BetweenGroupVariance(groups), "no population"));
}

TEST(BetweenGroupStandardDeviation, IsTheRootOfTheVariance) {
  const auto measure = BetweenGroupStandardDeviation(Equal(), std::nullopt);
  ASSERT_TRUE(measure.ok());
  EXPECT_NEAR(measure->value, 8.1650, 5e-5);
  EXPECT_FALSE(measure->interval);
}

TEST(CoefficientOfVariation, GivesTheWorkedValueWithinItsLimits) {
  const auto measure = CoefficientOfVariation(Equal(), Quick());
  ASSERT_TRUE(measure.ok());
  EXPECT_NEAR(measure->value, 40.8248, 5e-5);
  ASSERT_TRUE(measure->interval);
  EXPECT_LT(measure->interval->lower, measure->value);
  EXPECT_GT(measure->interval->upper, measure->value);
}

TEST(CoefficientOfVariation, IsRefusedAroundAMeanOfZero) {
  EXPECT_TRUE(IsRefused(CoefficientOfVariation(InOrder({0, 0, 0}), std::nullopt), "finite"));
}

TEST(MeanDifference, GivesTheWorkedValues) {
  MeanDifferenceOptions options;
  const auto from_everybody = MeanDifference(Uneven(), options);
  options.comparator = Comparator::kBest;
  const auto from_best = MeanDifference(Uneven(), options);
  options.weighting = Weighting::kEqual;
  const auto unweighted = MeanDifference(Uneven(), options);
  ASSERT_TRUE(from_everybody.ok() && from_best.ok() && unweighted.ok());
  EXPECT_NEAR(from_everybody->value, 16.25, 1e-12);
  EXPECT_NEAR(from_best->value, 32.5, 1e-12);
  EXPECT_NEAR(unweighted->value, 30, 1e-12);
}

// What the WHO's package has no answer for: no limits can be simulated, but there is a value.
TEST(MeanDifference, HasAValueWithoutErrors) {
  auto groups = Uneven();
  for (Subgroup& group : groups) group.standard_error.reset();
  groups[1].is_reference = true;
  MeanDifferenceOptions options;
  options.comparator = Comparator::kReference;
  options.simulation = Quick();
  const auto measure = MeanDifference(groups, options);
  ASSERT_TRUE(measure.ok());
  EXPECT_NEAR(measure->value, 12.5, 1e-12);
  EXPECT_FALSE(measure->interval);
}

// The WHO's package takes another group for the reference here.
TEST(MeanDifference, KeepsItsReferenceWhenAnEarlierGroupHasNoEstimate) {
  auto groups = InOrder({10, 20, 60, 30}, {100, 200, 100, 50});
  groups[1].is_reference = true;
  groups[3].estimate.reset();
  std::rotate(groups.begin(), groups.begin() + 3, groups.end());
  MeanDifferenceOptions options;
  options.comparator = Comparator::kReference;
  options.missing = MissingEstimates::kAny;
  const auto measure = MeanDifference(groups, options);
  ASSERT_TRUE(measure.ok());
  EXPECT_NEAR(measure->value, 12.5, 1e-12);
}

TEST(MeanDifference, TakesASettingAverageAsCertain) {
  MeanDifferenceOptions options;
  options.weighting = Weighting::kEqual;
  options.setting_average = 20;
  auto groups = Uneven();
  for (Subgroup& group : groups) group.population.reset();
  const auto measure = MeanDifference(groups, options);
  ASSERT_TRUE(measure.ok());
  EXPECT_NEAR(measure->value, 50.0 / 3, 1e-12);
  options.setting_average = std::numeric_limits<double>::infinity();
  EXPECT_TRUE(IsRefused(MeanDifference(groups, options), "setting average"));
}

TEST(MeanDifference, IsRefusedWithoutAReference) {
  MeanDifferenceOptions options;
  options.comparator = Comparator::kReference;
  EXPECT_TRUE(IsRefused(MeanDifference(Uneven(), options), "no group is the reference"));
}

TEST(IndexOfDisparity, GivesTheWorkedValues) {
  DisparityOptions options;
  const auto equal = IndexOfDisparity(Uneven(), options);
  options.weighting = Weighting::kByPopulation;
  const auto weighted = IndexOfDisparity(Uneven(), options);
  ASSERT_TRUE(equal.ok() && weighted.ok());
  EXPECT_NEAR(equal->value, 69.6970, 5e-5);
  EXPECT_NEAR(weighted->value, 59.0909, 5e-5);
}

// The WHO's package stops when both are given and limits are asked for.
TEST(IndexOfDisparity, TakesASettingAverageBesidePopulations) {
  DisparityOptions options;
  options.setting_average = 25;
  options.simulation = Quick();
  const auto measure = IndexOfDisparity(Uneven(), options);
  ASSERT_TRUE(measure.ok());
  EXPECT_NEAR(measure->value, 100 * (15 + 5 + 35) / 3.0 / 25, 1e-12);
  EXPECT_TRUE(measure->interval);
}

TEST(IndexOfDisparity, IsRefusedAtALevelOfZero) {
  DisparityOptions options;
  options.setting_average = 0;
  EXPECT_TRUE(IsRefused(IndexOfDisparity(Uneven(), options), "finite"));
}

TEST(TheilIndex, GivesTheWorkedValue) {
  const auto measure = TheilIndex(Equal());
  ASSERT_TRUE(measure.ok());
  EXPECT_NEAR(measure->value, 87.2080, 5e-5);
  EXPECT_NEAR(*measure->standard_error, 14.1210, 5e-5);
}

// Error and limits are times a thousand as the index is, unlike the WHO package's.
TEST(MeanLogDeviation, GivesTheWorkedValueWithLimitsInItsUnit) {
  const auto measure = MeanLogDeviation(Equal());
  ASSERT_TRUE(measure.ok());
  EXPECT_NEAR(measure->value, 95.8940, 5e-5);
  EXPECT_NEAR(*measure->standard_error, 17.5682, 5e-5);
  EXPECT_TRUE(
      HasInterval(*measure, 95.8940 - 1.959964 * 17.5682, 95.8940 + 1.959964 * 17.5682, 1e-3));
}

TEST(TheilIndex, HardlyNoticesTheFloorUnderAGroupAtZero) {
  const auto measure = TheilIndex(InOrder({0, 20, 40}));
  ASSERT_TRUE(measure.ok());
  EXPECT_NEAR(measure->value, 1000 * (2.0 / 3) * std::log(2.0), 1e-3);
}

TEST(TheilIndex, IsRefusedBelowZero) {
  EXPECT_TRUE(IsRefused(TheilIndex(InOrder({-1, 20, 40})), "at least 0"));
  EXPECT_TRUE(IsRefused(MeanLogDeviation(InOrder({-1, 20, 40})), "at least 0"));
}

TEST(SimulatedLimits, RepeatThemselvesWithTheirSeed) {
  auto other_seed = Quick();
  other_seed.seed = 1;
  const auto first = BetweenGroupStandardDeviation(Equal(), Quick());
  const auto again = BetweenGroupStandardDeviation(Equal(), Quick());
  const auto other = BetweenGroupStandardDeviation(Equal(), other_seed);
  ASSERT_TRUE(first.ok() && again.ok() && other.ok());
  EXPECT_EQ(first->interval->lower, again->interval->lower);
  EXPECT_NE(first->interval->lower, other->interval->lower);
}

TEST(SimulatedLimits, WidenWithTheirConfidence) {
  auto wider = Quick();
  wider.confidence = 0.998;
  const auto at_95 = BetweenGroupStandardDeviation(Equal(), Quick());
  const auto at_998 = BetweenGroupStandardDeviation(Equal(), wider);
  ASSERT_TRUE(at_95.ok() && at_998.ok());
  EXPECT_LT(at_998->interval->lower, at_95->interval->lower);
  EXPECT_GT(at_998->interval->upper, at_95->interval->upper);
}

TEST(SimulatedLimits, AreRefusedForTooFewOrTooManyDraws) {
  auto simulation = Quick();
  simulation.draws = 39;
  EXPECT_TRUE(IsRefused(BetweenGroupStandardDeviation(Equal(), simulation), "40 draws"));
  simulation.draws = std::numeric_limits<int>::max();
  EXPECT_TRUE(IsRefused(BetweenGroupStandardDeviation(Equal(), simulation), "10,000,000"));
}

TEST(SimulatedLimits, AreRefusedWhereDrawsDoNotFitTheirRange) {
  auto groups = InOrder({10, 20, 1000});
  EXPECT_TRUE(IsRefused(BetweenGroupStandardDeviation(groups, Quick()), "outside what it can be"));
  groups = Equal();
  groups[0].standard_error = 1e6;
  EXPECT_TRUE(IsRefused(BetweenGroupStandardDeviation(groups, Quick()), "out of proportion"));
  auto simulation = Quick();
  simulation.largest = std::nan("");
  EXPECT_TRUE(IsRefused(BetweenGroupStandardDeviation(Equal(), simulation), "largest"));
}

}  // namespace
}  // namespace fivestep::analysis::statistics
