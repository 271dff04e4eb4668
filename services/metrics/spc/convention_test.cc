#include "metrics/spc/convention.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fivestep::metrics::spc {
namespace {

using ::testing::HasSubstr;

TEST(Convention, OfThePackageScreensRangesAndFlagsTrendsOfSeven) {
  const ConventionRules rules = RulesOf(Convention::kNhsrPlotTheDots);
  EXPECT_TRUE(rules.screen_moving_ranges);
  EXPECT_EQ(rules.trend_length, 7u);
  EXPECT_EQ(rules.shift_length, 7u);
}

TEST(Convention, OfTheWorkbookScreensNothingAndFlagsTrendsOfSix) {
  const ConventionRules rules = RulesOf(Convention::kMakingDataCount);
  EXPECT_FALSE(rules.screen_moving_ranges);
  EXPECT_EQ(rules.trend_length, 6u);
}

TEST(Convention, IsNamedWithItsNumbers) {
  const std::string package = DescribeXmr(Convention::kNhsrPlotTheDots);
  EXPECT_THAT(package, HasSubstr("NHSRplotthedots 0.2.2"));
  EXPECT_THAT(package, HasSubstr("3.267 averages or more screened"));
  EXPECT_THAT(package, HasSubstr("trends of 7"));
  const std::string workbook = DescribeXmr(Convention::kMakingDataCount);
  EXPECT_THAT(workbook, HasSubstr("Making Data Count workbook"));
  EXPECT_THAT(workbook, HasSubstr("not screened"));
  EXPECT_THAT(workbook, HasSubstr("trends of 6"));
  EXPECT_THAT(DescribeAttribute(Convention::kMakingDataCount, true), HasSubstr("Laney 2002"));
  EXPECT_THAT(DescribeAttribute(Convention::kMakingDataCount, false), HasSubstr("u'"));
}

}  // namespace
}  // namespace fivestep::metrics::spc
