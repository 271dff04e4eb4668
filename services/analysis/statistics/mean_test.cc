#include "analysis/statistics/mean.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace fivestep::analysis::statistics {
namespace {

using Values = std::vector<double>;

TEST(EstimateMean, GivesTheWorkedValue) {
  const auto mean = EstimateMean(Values{3, 17, 5});
  ASSERT_TRUE(mean.ok());
  EXPECT_NEAR(mean->value, 8.3333, 5e-5);
  EXPECT_NEAR(mean->interval->lower, -10.4763, 5e-5);
  EXPECT_NEAR(mean->interval->upper, 27.1429, 5e-5);
  EXPECT_NEAR(*mean->standard_deviation, 7.5719, 5e-5);
  EXPECT_EQ(mean->sum, 25);
  EXPECT_EQ(mean->count, 3u);
}

TEST(EstimateMean, KnowsNoSpreadOfOneValue) {
  const auto mean = EstimateMean(Values{17});
  ASSERT_TRUE(mean.ok());
  EXPECT_EQ(mean->value, 17);
  EXPECT_FALSE(mean->standard_deviation || mean->interval);
}

TEST(EstimateMean, HasAnIntervalOfNoWidthWhereValuesAreEqual) {
  const auto mean = EstimateMean(Values(9, 17.0 / 7));
  ASSERT_TRUE(mean.ok());
  EXPECT_EQ(mean->standard_deviation, 0);
  EXPECT_EQ(mean->interval->lower, mean->interval->upper);
}

TEST(EstimateMean, MovesWithTheValuesAndKeepsItsWidth) {
  const auto mean = EstimateMean(Values{3, 17, 5});
  const auto moved = EstimateMean(Values{1e9 + 3, 1e9 + 17, 1e9 + 5});
  ASSERT_TRUE(mean.ok() && moved.ok());
  EXPECT_NEAR(moved->value - 1e9, mean->value, 1e-6);
  EXPECT_NEAR(*moved->standard_deviation, *mean->standard_deviation, 1e-9);
}

TEST(EstimateMean, IsInfinitelyUnsureAtFullConfidence) {
  const auto mean = EstimateMean(Values{3, 17, 5}, 1);
  ASSERT_TRUE(mean.ok());
  EXPECT_TRUE(std::isinf(mean->interval->lower) && std::isinf(mean->interval->upper));
}

TEST(EstimateMean, RefusesWhatHasNoMean) {
  EXPECT_FALSE(EstimateMean(Values{}).ok());
  EXPECT_FALSE(EstimateMean(Values{1, std::nan("")}).ok());
  EXPECT_FALSE(EstimateMean(Values{1, std::numeric_limits<double>::infinity()}).ok());
  EXPECT_FALSE(EstimateMean(Values{1, 2}, 0.5).ok());
}

}  // namespace
}  // namespace fivestep::analysis::statistics
