#include "analysis/statistics/rate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace fivestep::analysis::statistics {
namespace {

TEST(ByarsInterval, GivesTheWorkedValue) {
  const auto interval = ByarsInterval(10);
  ASSERT_TRUE(interval.ok());
  EXPECT_NEAR(interval->lower, 4.7874, 5e-5);
  EXPECT_NEAR(interval->upper, 18.3915, 5e-5);
}

TEST(ByarsInterval, HasNoLowerLimitWhereTheApproximationTurnsNegative) {
  EXPECT_TRUE(std::isnan(ByarsInterval(0)->lower));
  EXPECT_TRUE(std::isnan(ByarsInterval(1, 0.998)->lower));
}

TEST(ExactPoissonInterval, GivesTheWorkedValue) {
  const auto interval = ExactPoissonInterval(0);
  ASSERT_TRUE(interval.ok());
  EXPECT_EQ(interval->lower, 0);
  EXPECT_NEAR(interval->upper, 3.6889, 5e-5);
}

TEST(ExactPoissonInterval, AtFullConfidenceKnowsNothing) {
  const auto interval = ExactPoissonInterval(3, 100);
  ASSERT_TRUE(interval.ok());
  EXPECT_EQ(interval->lower, 0);
  EXPECT_EQ(interval->upper, std::numeric_limits<double>::infinity());
}

TEST(EventCountInterval, ChangesMethodAtExactlyTenEvents) {
  const auto below = EventCountInterval(9.999);
  const auto from = EventCountInterval(10);
  ASSERT_TRUE(below.ok() && from.ok());
  EXPECT_EQ(below->method, RateMethod::kExactPoisson);
  EXPECT_EQ(from->method, RateMethod::kByars);
}

TEST(EventCountInterval, GivesTheWorkedValues) {
  const auto nine = EventCountInterval(9);
  ASSERT_TRUE(nine.ok());
  EXPECT_NEAR(nine->interval.lower, 4.1154, 5e-5);
  EXPECT_NEAR(nine->interval.upper, 17.0848, 5e-5);
}

TEST(EstimateRate, GivesTheWorkedValue) {
  const auto rate = EstimateRate(1, 1700);
  ASSERT_TRUE(rate.ok());
  EXPECT_NEAR(rate->value, 58.8235, 5e-5);
  EXPECT_NEAR(rate->interval.lower, 1.4893, 5e-5);
  EXPECT_NEAR(rate->interval.upper, 327.7437, 5e-5);
}

TEST(EstimateRate, AllowsMoreEventsThanPeople) { EXPECT_TRUE(EstimateRate(100, 17).ok()); }

TEST(EstimateRate, RefusesWhatIsNoRate) {
  EXPECT_FALSE(EstimateRate(-1, 100).ok());
  EXPECT_FALSE(EstimateRate(1, 0).ok());
  EXPECT_FALSE(EstimateRate(1, -1).ok());
  EXPECT_FALSE(EstimateRate(std::nan(""), 100).ok());
  EXPECT_FALSE(EstimateRate(1, std::nan("")).ok());
  EXPECT_FALSE(EstimateRate(std::numeric_limits<double>::infinity(), 100).ok());
  EXPECT_FALSE(EstimateRate(1, 100, 0.74).ok());
  EXPECT_FALSE(EstimateRate(1, 100, 0.95, 0).ok());
}

}  // namespace
}  // namespace fivestep::analysis::statistics
