#include "analysis/statistics/life_expectancy.h"

#include <gtest/gtest.h>

#include <cmath>

namespace fivestep::analysis::statistics {
namespace {

using Bands = std::vector<LifeTableBand>;

Bands Flat(double population, double deaths) {
  Bands bands;
  for (const double age : kLifeTableAges) bands.push_back({age, population, deaths});
  return bands;
}

TEST(EstimateLifeExpectancy, GivesTheWorkedValue) {
  const auto years = EstimateLifeExpectancy(Flat(100'000, 1'000));
  ASSERT_TRUE(years.ok());
  ASSERT_EQ(years->size(), kLifeTableBands);
  for (const LifeExpectancy& one : *years) {
    ASSERT_TRUE(one.value) << one.start_age;
    EXPECT_NEAR(*one.value, 100, 1e-9) << one.start_age;
  }
  EXPECT_EQ(years->front().population, 2'000'000);
  EXPECT_EQ(years->front().deaths, 20'000);
}

TEST(EstimateLifeExpectancy, IsSurerOfMorePeople) {
  const auto few = EstimateLifeExpectancy(Flat(1'000, 10));
  const auto many = EstimateLifeExpectancy(Flat(100'000, 1'000));
  ASSERT_TRUE(few.ok() && many.ok());
  EXPECT_NEAR(few->front().interval.lower + few->front().interval.upper,
              many->front().interval.lower + many->front().interval.upper, 1e-9);
  EXPECT_GT(many->front().interval.lower, few->front().interval.lower);
}

TEST(EstimateLifeExpectancy, FallsWhenMoreDieAtAnyAge) {
  const double before = EstimateLifeExpectancy(Flat(10'000, 200))->front().value.value_or(0);
  for (std::size_t band = 0; band < kLifeTableBands; ++band) {
    Bands bands = Flat(10'000, 200);
    bands[band].deaths += 50;
    const auto years = EstimateLifeExpectancy(bands);
    ASSERT_TRUE(years.ok() && years->front().value) << band;
    EXPECT_LT(*years->front().value, before) << band;
  }
}

TEST(EstimateLifeExpectancy, IsNotShownWhereTheIntervalIsWiderThanTwentyYears) {
  const auto years = EstimateLifeExpectancy(Flat(300, 1));
  ASSERT_TRUE(years.ok());
  EXPECT_FALSE(years->front().value);
  EXPECT_GT(years->front().interval.upper - years->front().interval.lower, 20);
}

TEST(EstimateLifeExpectancy, HasNoEndWhereNobodyOfTheOldestDied) {
  Bands bands = Flat(1'000, 10);
  bands.back().deaths = 0;
  const auto years = EstimateLifeExpectancy(bands);
  ASSERT_TRUE(years.ok());
  EXPECT_FALSE(years->front().value);
}

TEST(EstimateLifeExpectancy, IsZeroWhereNobodyLivesToAnAge) {
  Bands bands = Flat(1'000, 10);
  bands[5].deaths = 1'000;
  const auto years = EstimateLifeExpectancy(bands);
  ASSERT_TRUE(years.ok());
  EXPECT_EQ(years->at(6).value, 0);
}

TEST(EstimateLifeExpectancy, RefusesWhatIsNoLifeTable) {
  const auto refused = [](auto change) {
    Bands bands = Flat(1'000, 10);
    change(bands);
    return !EstimateLifeExpectancy(bands).ok();
  };
  EXPECT_TRUE(refused([](Bands& bands) { bands.pop_back(); }));
  EXPECT_TRUE(refused([](Bands& bands) { bands.clear(); }));
  EXPECT_TRUE(refused([](Bands& bands) { std::swap(bands[3], bands[4]); }));
  EXPECT_TRUE(refused([](Bands& bands) { bands[0].start_age = 1; }));
  EXPECT_TRUE(refused([](Bands& bands) { bands[3].population = 0; }));
  EXPECT_TRUE(refused([](Bands& bands) { bands[3].population = std::nan(""); }));
  EXPECT_TRUE(refused([](Bands& bands) { bands[3].deaths = -1; }));
  EXPECT_TRUE(refused([](Bands& bands) { bands[3].deaths = 1'001; }));
  EXPECT_TRUE(refused([](Bands& bands) { bands[3].deaths = std::nan(""); }));
  EXPECT_TRUE(refused([](Bands& bands) { bands = Flat(250, 1); }));
  EXPECT_FALSE(EstimateLifeExpectancy(Flat(1'000, 10), 0.5).ok());
}

}  // namespace
}  // namespace fivestep::analysis::statistics
