#include "analysis/statistics/proportion.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace fivestep::analysis::statistics {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(WilsonInterval, GivesTheWorkedValue) {
  const auto interval = WilsonInterval(10, 100);
  ASSERT_TRUE(interval.ok());
  EXPECT_NEAR(interval->lower, 0.0552, 5e-5);
  EXPECT_NEAR(interval->upper, 0.1744, 5e-5);
}

TEST(WilsonInterval, OfNobodyAmongTwelveStillReachesAQuarter) {
  const auto interval = WilsonInterval(0, 12);
  ASSERT_TRUE(interval.ok());
  EXPECT_EQ(interval->lower, 0);
  EXPECT_NEAR(interval->upper, 0.2425, 5e-5);
}

TEST(WilsonInterval, WidensWithConfidence) {
  const auto usual = WilsonInterval(10, 100, 95);
  const auto wide = WilsonInterval(10, 100, 99.8);
  ASSERT_TRUE(usual.ok() && wide.ok());
  EXPECT_LT(wide->lower, usual->lower);
  EXPECT_GT(wide->upper, usual->upper);
}

TEST(WilsonInterval, AtFullConfidenceKnowsNothing) {
  const auto interval = WilsonInterval(10, 100, 1);
  ASSERT_TRUE(interval.ok());
  EXPECT_EQ(interval->lower, 0);
  EXPECT_EQ(interval->upper, 1);
}

TEST(WilsonInterval, RefusesWhatIsNoProportion) {
  const double nan = std::nan("");
  EXPECT_FALSE(WilsonInterval(0, 0).ok());
  EXPECT_FALSE(WilsonInterval(1, -5).ok());
  EXPECT_FALSE(WilsonInterval(-1, 5).ok());
  EXPECT_FALSE(WilsonInterval(6, 5).ok());
  EXPECT_FALSE(WilsonInterval(nan, 5).ok());
  EXPECT_FALSE(WilsonInterval(1, nan).ok());
  EXPECT_FALSE(WilsonInterval(1, kInfinity).ok());
  EXPECT_FALSE(WilsonInterval(1, 5, 0.5).ok());
}

TEST(EstimateProportion, GivesTheWorkedValueAsAPercentage) {
  const auto estimate = EstimateProportion(3, 50, 0.95, 100);
  ASSERT_TRUE(estimate.ok());
  EXPECT_DOUBLE_EQ(estimate->value, 6);
  EXPECT_NEAR(estimate->interval.lower, 2.0615, 5e-5);
  EXPECT_NEAR(estimate->interval.upper, 16.2171, 5e-5);
}

TEST(EstimateProportion, RefusesAMultiplierThatIsNotAboveZero) {
  EXPECT_FALSE(EstimateProportion(3, 50, 0.95, 0).ok());
  EXPECT_FALSE(EstimateProportion(3, 50, 0.95, -100).ok());
  EXPECT_FALSE(EstimateProportion(3, 50, 0.95, kInfinity).ok());
}

TEST(WilsonInterval, HoldsTheProportionOfCountsThatCannotBeDoubled) {
  const auto interval = WilsonInterval(1e308, 1.7e308, 0.95);
  ASSERT_TRUE(interval.ok());
  EXPECT_NEAR(interval->lower, 1 / 1.7, 1e-12);
  EXPECT_NEAR(interval->upper, 1 / 1.7, 1e-12);
}

}  // namespace
}  // namespace fivestep::analysis::statistics
