#include "analysis/statistics/direct_rate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace fivestep::analysis::statistics {
namespace {

using Bands = std::vector<StandardisedBand>;

Bands Worked() { return {{30, 1000, 3}, {50, 2000, 2}}; }

TEST(EstimateDirectRate, GivesTheWorkedValue) {
  const auto rate = EstimateDirectRate(Worked(), 1000);
  ASSERT_TRUE(rate.ok());
  EXPECT_NEAR(*rate->value, 28, 1e-12);
  EXPECT_EQ(rate->events, 80);
  EXPECT_EQ(rate->population, 3000);
  const auto interval = DobsonInterval(*rate);
  ASSERT_TRUE(interval.ok());
  EXPECT_NEAR((*interval)->lower, 21.3731, 5e-5);
  EXPECT_NEAR((*interval)->upper, 35.8273, 5e-5);
}

TEST(EstimateDirectRate, IsWiderWhereEventsAreNotIndependent) {
  const auto rate = EstimateDirectRate(Worked(), std::vector<EventFrequency>{{2, {15, 25}}}, 1000);
  ASSERT_TRUE(rate.ok());
  EXPECT_NEAR(*rate->value, 28, 1e-12);
  EXPECT_EQ(rate->events, 80);
  const auto interval = DobsonInterval(*rate);
  ASSERT_TRUE(interval.ok());
  EXPECT_NEAR((*interval)->lower, 18.6282, 5e-5);
  EXPECT_NEAR((*interval)->upper, 39.0694, 5e-5);
}

TEST(EstimateDirectRate, OfPeopleWithOneEventEachIsThatOfIndependentEvents) {
  const auto independent = EstimateDirectRate(Worked());
  const auto each = EstimateDirectRate(Worked(), std::vector<EventFrequency>{{1, {30, 50}}});
  ASSERT_TRUE(independent.ok() && each.ok());
  EXPECT_NEAR(*independent->value, *each->value, 1e-9);
  EXPECT_NEAR(independent->variance, each->variance, 1e-18);
}

TEST(EstimateDirectRate, HasNoValueBelowTenEvents) {
  const auto nine = EstimateDirectRate(Bands{{9, 1000, 1}});
  const auto ten = EstimateDirectRate(Bands{{10, 1000, 1}});
  ASSERT_TRUE(nine.ok() && ten.ok());
  EXPECT_FALSE(nine->value);
  EXPECT_FALSE(DobsonInterval(*nine)->has_value());
  EXPECT_TRUE(ten->value);
}

TEST(EstimateDirectRate, IsTheCrudeRateWhereTheStandardHasThePopulationsAges) {
  const auto rate = EstimateDirectRate(Bands{{30, 1000, 100}, {50, 2000, 200}}, 3000);
  ASSERT_TRUE(rate.ok());
  EXPECT_NEAR(*rate->value, 80, 1e-12);
}

TEST(EstimateDirectRate, DoesNotDependOnTheStandardsUnit) {
  const auto small = EstimateDirectRate(Bands{{30, 1000, 3}, {50, 2000, 2}});
  const auto large = EstimateDirectRate(Bands{{30, 1000, 30000}, {50, 2000, 20000}});
  ASSERT_TRUE(small.ok() && large.ok());
  EXPECT_NEAR(*small->value, *large->value, 1e-9);
  EXPECT_NEAR((*DobsonInterval(*small))->upper, (*DobsonInterval(*large))->upper, 1e-9);
}

TEST(EstimateDirectRate, RefusesWhatIsNoRate) {
  EXPECT_FALSE(EstimateDirectRate(Bands{}).ok());
  EXPECT_FALSE(EstimateDirectRate(Bands{{-1, 1000, 1}}).ok());
  EXPECT_FALSE(EstimateDirectRate(Bands{{std::nan(""), 1000, 1}}).ok());
  EXPECT_FALSE(EstimateDirectRate(Bands{{10, 0, 1}}).ok());
  EXPECT_FALSE(EstimateDirectRate(Bands{{10, 1000, -1}}).ok());
  EXPECT_FALSE(EstimateDirectRate(Bands{{10, 1000, 0}}).ok());
  EXPECT_FALSE(EstimateDirectRate(Worked(), 0.0).ok());
}

TEST(EstimateDirectRate, RefusesFrequenciesThatDoNotFitTheBands) {
  const auto refused = [](EventFrequency frequency) {
    return !EstimateDirectRate(Worked(), std::vector{frequency}).ok();
  };
  EXPECT_TRUE(refused({2, {15}}));
  EXPECT_TRUE(refused({0, {15, 25}}));
  EXPECT_TRUE(refused({2, {15, -25}}));
}

TEST(DobsonInterval, RefusesAConfidenceThatIsNone) {
  EXPECT_FALSE(DobsonInterval(*EstimateDirectRate(Worked()), 0.5).ok());
}

}  // namespace
}  // namespace fivestep::analysis::statistics
