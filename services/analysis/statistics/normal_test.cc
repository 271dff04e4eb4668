#include "analysis/statistics/normal.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace fivestep::analysis::statistics {
namespace {

TEST(NormalQuantile, GivesTheWorkedValue) {
  EXPECT_DOUBLE_EQ(NormalQuantile(0.975), 1.9599639845400536);
  EXPECT_DOUBLE_EQ(NormalQuantile(0.025), -1.9599639845400538);
  EXPECT_EQ(NormalQuantile(0.5), 0);
}

TEST(NormalQuantile, ReachesFarIntoTheTail) {
  EXPECT_NEAR(NormalQuantile(1e-10), -6.361340902404056, 1e-14);
  EXPECT_NEAR(NormalQuantile(1e-300), -37.0471, 1e-4);
}

TEST(NormalQuantile, IsInfiniteAtTheEndsAndNothingBeyond) {
  EXPECT_EQ(NormalQuantile(0), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(NormalQuantile(1), std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(NormalQuantile(-0.1)));
  EXPECT_TRUE(std::isnan(NormalQuantile(1.1)));
  EXPECT_TRUE(std::isnan(NormalQuantile(std::nan(""))));
}

TEST(TwoSidedPValue, GivesTheWorkedValueOnBothSides) {
  EXPECT_NEAR(TwoSidedPValue(1.9599639845400536), 0.05, 1e-15);
  EXPECT_NEAR(TwoSidedPValue(-1.9599639845400536), 0.05, 1e-15);
  EXPECT_EQ(TwoSidedPValue(0), 1);
}

TEST(ConfidenceFraction, ReadsBothNotations) {
  EXPECT_EQ(*ConfidenceFraction(0.998), 0.998);
  EXPECT_DOUBLE_EQ(*ConfidenceFraction(99.8), 0.998);
  EXPECT_EQ(*ConfidenceFraction(100), 1);
  EXPECT_EQ(*ConfidenceFraction(1), 1);
}

TEST(ConfidenceFraction, RefusesWhatIsInNeitherRange) {
  for (const double level : {0.0, 0.5, 0.8999, 1.0001, 9.5, 89.9, 100.1, -0.95, std::nan("")}) {
    const Result<double> fraction = ConfidenceFraction(level);
    ASSERT_FALSE(fraction.ok()) << level;
    EXPECT_EQ(fraction.status().code(), Code::kInvalidArgument);
  }
}

}  // namespace
}  // namespace fivestep::analysis::statistics
