#include "metrics/spc/seasonality.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace fivestep::metrics::spc {
namespace {

using Series = std::vector<std::optional<double>>;

// Noise that anybody can repeat: the fractional parts of multiples of the golden ratio.
double Noise(int i) { return std::fmod((i + 1) * 0.6180339887498949, 1.0) - 0.5; }

Series Monthly(int count, double winter, double slope) {
  Series series;
  for (int i = 0; i < count; ++i) {
    series.push_back(50 + slope * i + Noise(i) + (i % 12 < 3 ? winter : 0));
  }
  return series;
}

TEST(TestSeasonality, FindsAWinter) {
  const auto season = TestSeasonality(Monthly(36, 5, 0), 12);
  ASSERT_TRUE(season.has_value());
  EXPECT_LT(season->p_value, 1e-6);
}

TEST(TestSeasonality, FindsNoSeasonInNoise) {
  const auto season = TestSeasonality(Monthly(36, 0, 0), 12);
  ASSERT_TRUE(season.has_value());
  EXPECT_GT(season->p_value, kSeasonalPValue);
}

TEST(TestSeasonality, DoesNotTakeALineForASeason) {
  const auto season = TestSeasonality(Monthly(36, 0, 2), 12);
  ASSERT_TRUE(season.has_value());
  EXPECT_GT(season->p_value, kSeasonalPValue);
}

TEST(TestSeasonality, GivesTheWorkedValue) {
  // 1 2 3 4 and 2 2 4 5: a line leaves 179/28 of the squares over, quarters beside it 3/8, so that
  // F on 3 and 3 degrees of freedom is 337/21.
  const auto season = TestSeasonality(Series{1, 2, 3, 4, 2, 2, 4, 5}, 4);
  ASSERT_TRUE(season.has_value());
  EXPECT_NEAR(season->f, 337.0 / 21, 1e-9);
}

TEST(TestSeasonality, NeedsTwoFullCyclesAndSomethingThatVaries) {
  EXPECT_FALSE(TestSeasonality(Monthly(23, 5, 0), 12).has_value());
  EXPECT_FALSE(TestSeasonality(Series(36, 7.0), 12).has_value());
  EXPECT_FALSE(TestSeasonality(Monthly(36, 5, 0), 0).has_value());
  Series holes = Monthly(36, 5, 0);
  for (int i = 2; i < 36; i += 12) holes[static_cast<std::size_t>(i)].reset();
  EXPECT_FALSE(TestSeasonality(holes, 12).has_value());
}

}  // namespace
}  // namespace fivestep::metrics::spc
