#include "engagement/statistics/theme_strength.h"

#include <gtest/gtest.h>

namespace fivestep::engagement::statistics {
namespace {

TEST(ThemeStrength, HasTheWorkedValue) {
  const auto strength = ComputeStrength({{80, 100, 40}, {20, 20, 20}});
  ASSERT_TRUE(strength.ok());
  EXPECT_DOUBLE_EQ(strength->raw, 0.5);
  EXPECT_DOUBLE_EQ(strength->adjusted, 0.52);
  EXPECT_DOUBLE_EQ(strength->covered, 1);
}

TEST(ThemeStrength, LeavesOpenWhatGroupsThatWereNotReachedWouldHaveSaid) {
  const auto strength = ComputeStrength({{60, 100, 50}, {40, 0, 0}});
  EXPECT_DOUBLE_EQ(strength->adjusted, 0.5);
  EXPECT_DOUBLE_EQ(strength->covered, 0.6);
  // 48 to 52 of 98 to 102 in 60 % of the people, and nothing known of the other 40 %.
  EXPECT_NEAR(strength->lower, 0.6 * 48 / 102, 1e-12);
  EXPECT_NEAR(strength->upper, 0.6 * 52 / 98 + 0.4, 1e-12);
}

TEST(ThemeStrength, DoesNotLetALoudGroupSpeakForAll) {
  const auto strength = ComputeStrength({{90, 20, 0}, {10, 180, 180}});
  EXPECT_DOUBLE_EQ(strength->raw, 0.9);
  EXPECT_DOUBLE_EQ(strength->adjusted, 0.1);
}

TEST(ThemeStrength, IsTheSameForEverySmallCount) {
  const auto first = ComputeStrength({{50, 40, 1}, {50, 7, 1}});
  for (int64_t small = 2; small <= 7; ++small) {
    const auto other = ComputeStrength({{50, 40, small}, {50, small, 1}});
    EXPECT_EQ(other->adjusted, first->adjusted);
    EXPECT_EQ(other->lower, first->lower);
    EXPECT_EQ(other->upper, first->upper);
    EXPECT_EQ(other->raw, first->raw);
  }
}

TEST(ThemeStrength, StaysBetweenItsBounds) {
  const auto strength = ComputeStrength({{30, 8, 8}, {70, 3, 2}});
  EXPECT_LE(strength->lower, strength->adjusted);
  EXPECT_GE(strength->upper, strength->adjusted);
  EXPECT_LE(strength->upper, 1);
}

TEST(ThemeStrength, RefusesWhatCannotBe) {
  EXPECT_FALSE(ComputeStrength({{50, 10, 11}}).ok());
  EXPECT_FALSE(ComputeStrength({{0, 10, 1}}).ok());
  EXPECT_FALSE(ComputeStrength({{50, 0, 0}}).ok());
  EXPECT_FALSE(ComputeStrength({}).ok());
}

}  // namespace
}  // namespace fivestep::engagement::statistics
