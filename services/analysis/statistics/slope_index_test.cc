#include "analysis/statistics/slope_index.h"

#include <gtest/gtest.h>

#include <cmath>

namespace fivestep::analysis::statistics {
namespace {

constexpr std::uint32_t kSeed = 20260301;

std::vector<SlopeGroup> Ladder(std::vector<double> values, double half_width) {
  std::vector<SlopeGroup> groups;
  for (const double value : values) {
    groups.push_back({1000, value, {value - half_width, value + half_width}, {}});
  }
  return groups;
}

std::vector<SlopeGroup> LifeExpectancy() { return Ladder({70, 72, 74, 76, 78}, 1); }

SlopeOptions Quick() {
  SlopeOptions options;
  options.repetitions = 2000;
  return options;
}

TEST(EstimateSlopeIndex, GivesTheWorkedValue) {
  const auto index = EstimateSlopeIndex(LifeExpectancy(), Quick(), kSeed);
  ASSERT_TRUE(index.ok());
  EXPECT_NEAR(index->sii, 10, 1e-10);
  EXPECT_NEAR(index->rii, 1.144928, 5e-7);
  EXPECT_NEAR(index->intercept, 69, 1e-10);
}

TEST(EstimateSlopeIndex, WeighsGroupsByTheirPopulation) {
  auto groups = Ladder({1, 2, 3, 4, 50}, 0.1);
  groups.back().population = 1e-6;
  const auto index = EstimateSlopeIndex(groups, Quick(), kSeed);
  ASSERT_TRUE(index.ok());
  EXPECT_NEAR(index->sii, 4, 1e-5);
}

// With a normal value the slope of the draws is normal: limits = slope -/+ z * sqrt(sum c^2 se^2).
TEST(EstimateSlopeIndex, LimitsApproachTheAnalyticOnes) {
  SlopeOptions options;
  const auto index = EstimateSlopeIndex(LifeExpectancy(), options, kSeed);
  ASSERT_TRUE(index.ok());
  // Five equal shares: c = {-1, -0.5, 0, 0.5, 1}, so the half-width of the SII is sqrt(2.5).
  EXPECT_NEAR(index->limits.at(0).sii.lower, 10 - std::sqrt(2.5), 0.05);
  EXPECT_NEAR(index->limits.at(0).sii.upper, 10 + std::sqrt(2.5), 0.05);
}

TEST(EstimateSlopeIndex, HasTheSameLimitsFromFasterDraws) {
  FastRandomStream random(kSeed);
  const auto index = EstimateSlopeIndex(LifeExpectancy(), SlopeOptions(), random);
  ASSERT_TRUE(index.ok());
  EXPECT_NEAR(index->limits.at(0).sii.lower, 10 - std::sqrt(2.5), 0.05);
  EXPECT_NEAR(index->limits.at(0).sii.upper, 10 + std::sqrt(2.5), 0.05);
}

TEST(EstimateSlopeIndex, RefusesValuesThatHaveNoRatioOrNoEnd) {
  EXPECT_FALSE(EstimateSlopeIndex(Ladder({0, 0, 0, 0, 0}, 0), Quick(), kSeed).ok());
  auto boundless = Ladder({10, 20, 30, 40, 50}, 1);
  boundless.front().standard_error = 1e4;
  SlopeOptions rates = Quick();
  rates.value_type = SlopeValueType::kRate;
  EXPECT_FALSE(EstimateSlopeIndex(boundless, rates, kSeed).ok());
}

TEST(EstimateSlopeIndex, RepeatsItselfWithTheSameSeed) {
  const auto first = EstimateSlopeIndex(LifeExpectancy(), Quick(), kSeed);
  const auto again = EstimateSlopeIndex(LifeExpectancy(), Quick(), kSeed);
  const auto other = EstimateSlopeIndex(LifeExpectancy(), Quick(), kSeed + 1);
  ASSERT_TRUE(first.ok() && again.ok() && other.ok());
  EXPECT_EQ(first->limits[0].sii.lower, again->limits[0].sii.lower);
  EXPECT_NE(first->limits[0].sii.lower, other->limits[0].sii.lower);
}

TEST(EstimateSlopeIndex, ANegativeMultiplierTurnsTheOrientationRound) {
  SlopeOptions options = Quick();
  options.multiplier = -1;
  const auto index = EstimateSlopeIndex(LifeExpectancy(), options, kSeed);
  ASSERT_TRUE(index.ok());
  EXPECT_NEAR(index->sii, -10, 1e-10);
  EXPECT_NEAR(index->rii, 1 / 1.144928, 5e-7);
  EXPECT_LT(index->limits[0].sii.lower, index->limits[0].sii.upper);
  EXPECT_LT(index->limits[0].rii.lower, index->limits[0].rii.upper);
}

// A multiplier scales; it must not exchange limits, which the reference does below 1.
TEST(EstimateSlopeIndex, ASmallMultiplierKeepsTheLimitsInOrder) {
  SlopeOptions options = Quick();
  options.value_type = SlopeValueType::kRate;
  options.transform = true;
  options.multiplier = 0.5;
  const auto index = EstimateSlopeIndex(Ladder({300, 280, 260, 240, 220}, 10), options, kSeed);
  ASSERT_TRUE(index.ok());
  EXPECT_LT(index->limits[0].sii.lower, index->sii);
  EXPECT_GT(index->limits[0].sii.upper, index->sii);
  EXPECT_LT(index->limits[0].rii.lower, index->rii);
  EXPECT_GT(index->limits[0].rii.upper, index->rii);
}

TEST(EstimateSlopeIndex, GivesAPairOfLimitsForEachLevel) {
  SlopeOptions options = Quick();
  options.confidence = {0.95, 99.8};
  const auto index = EstimateSlopeIndex(LifeExpectancy(), options, kSeed);
  ASSERT_TRUE(index.ok());
  ASSERT_EQ(index->limits.size(), 2u);
  EXPECT_DOUBLE_EQ(index->limits[1].confidence, 0.998);
  EXPECT_LT(index->limits[1].sii.lower, index->limits[0].sii.lower);
}

TEST(EstimateSlopeIndex, MeasuresHowFarLimitsMoveOnlyWhenAsked) {
  SlopeOptions options = Quick();
  EXPECT_FALSE(
      EstimateSlopeIndex(LifeExpectancy(), options, kSeed)->limits[0].sii_reliability.has_value());
  options.reliability = true;
  const auto index = EstimateSlopeIndex(LifeExpectancy(), options, kSeed);
  ASSERT_TRUE(index.ok());
  EXPECT_GT(*index->limits[0].sii_reliability, 0);
  EXPECT_LT(*index->limits[0].sii_reliability, 0.2);
}

TEST(EstimateSlopeIndex, RefusesFewerThanFiveGroupsAndMoreThanAHundred) {
  EXPECT_FALSE(EstimateSlopeIndex(Ladder({1, 2, 3, 4}, 0.1), Quick(), kSeed).ok());
  EXPECT_FALSE(EstimateSlopeIndex(Ladder(std::vector<double>(101, 1), 0.1), Quick(), kSeed).ok());
}

TEST(EstimateSlopeIndex, RefusesGroupsItCannotUse) {
  const auto refused = [](auto&& spoil) {
    auto groups = LifeExpectancy();
    spoil(groups[2]);
    return !EstimateSlopeIndex(groups, Quick(), kSeed).ok();
  };
  EXPECT_TRUE(refused([](SlopeGroup& group) { group.population = 0; }));
  EXPECT_TRUE(refused([](SlopeGroup& group) { group.population = std::nan(""); }));
  EXPECT_TRUE(refused([](SlopeGroup& group) { group.value = std::nan(""); }));
  EXPECT_TRUE(refused([](SlopeGroup& group) { group.limits.upper = std::nan(""); }));
  EXPECT_TRUE(refused([](SlopeGroup& group) { group.standard_error = -1; }));
}

TEST(EstimateSlopeIndex, RefusesValuesOffTheScaleOfTheirType) {
  SlopeOptions options = Quick();
  options.value_type = SlopeValueType::kRate;
  EXPECT_FALSE(EstimateSlopeIndex(Ladder({0, 1, 2, 3, 4}, 0.1), options, kSeed).ok());
  options.value_type = SlopeValueType::kProportion;
  EXPECT_FALSE(EstimateSlopeIndex(Ladder({0.1, 0.2, 0.3, 0.4, 1.2}, 0.01), options, kSeed).ok());
}

TEST(EstimateSlopeIndex, RefusesOptionsThatDoNotFit) {
  const auto refused = [](auto&& spoil) {
    SlopeOptions options = Quick();
    spoil(options);
    return !EstimateSlopeIndex(LifeExpectancy(), options, kSeed).ok();
  };
  EXPECT_TRUE(refused([](SlopeOptions& options) { options.repetitions = 999; }));
  EXPECT_TRUE(refused([](SlopeOptions& options) { options.repetitions = 1'000'001; }));
  EXPECT_TRUE(refused([](SlopeOptions& options) { options.multiplier = 0; }));
  EXPECT_TRUE(refused([](SlopeOptions& options) { options.transform = true; }));
  EXPECT_TRUE(refused([](SlopeOptions& options) { options.confidence = {0.5}; }));
  EXPECT_TRUE(refused([](SlopeOptions& options) { options.confidence = {1}; }));
}

}  // namespace
}  // namespace fivestep::analysis::statistics
