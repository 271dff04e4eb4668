#include "analysis/domain/trend.h"

#include <gtest/gtest.h>

namespace fivestep::analysis {
namespace {

v1::Estimate Estimated(double value, double lower, double upper) {
  v1::Estimate estimate;
  estimate.set_value(value);
  estimate.mutable_interval()->set_lower(lower);
  estimate.mutable_interval()->set_upper(upper);
  return estimate;
}

// The figures of "poor" against "rich", lower being better.
v1::Figures Figures(double poor, double rich, double doubt) {
  v1::Figures figures;
  auto& group = *figures.add_groups();
  group.set_group("poor");
  *group.mutable_value() = Estimated(poor, poor - 1, poor + 1);
  auto& gap = *figures.mutable_gap();
  gap.set_group("poor");
  gap.set_comparator("rich");
  *gap.mutable_comparator_value() = Estimated(rich, rich - 1, rich + 1);
  *gap.mutable_absolute() = Estimated(poor - rich, poor - rich - doubt, poor - rich + doubt);
  return figures;
}

v1::Trend Trend(const v1::Figures& earlier, v1::Figures now,
                v1::Polarity polarity = v1::POLARITY_LOWER_IS_BETTER) {
  v1::IndicatorDefinition definition;
  definition.set_polarity(polarity);
  AddTrend(definition, "2021", earlier, now);
  return now.trend();
}

TEST(Trend, TakesTheDifferenceOfTwoEstimatesBySquareAndAdd) {
  const v1::Estimate difference = DifferenceOf(Estimated(10, 8, 12), Estimated(6, 5, 7));
  EXPECT_DOUBLE_EQ(difference.value(), 4);
  EXPECT_NEAR(difference.interval().lower(), 1.764, 1e-3);
  EXPECT_NEAR(difference.interval().upper(), 6.236, 1e-3);
}

TEST(Trend, SaysWidenedOnlyWhereTheIntervalOfTheChangeDoes) {
  EXPECT_EQ(Trend(Figures(12, 10, 1), Figures(16, 10, 1)).direction(), v1::TREND_DIRECTION_WIDENED);
  EXPECT_EQ(Trend(Figures(12, 10, 3), Figures(14, 10, 3)).direction(),
            v1::TREND_DIRECTION_NO_CLEAR_CHANGE);
}

TEST(Trend, SaysThatTheCauseIsNotShown) {
  const auto trend = Trend(Figures(16, 10, 1), Figures(12, 10, 1));
  EXPECT_EQ(trend.direction(), v1::TREND_DIRECTION_NARROWED);
  EXPECT_NE(trend.sentence().find("the cause is not shown"), std::string::npos);
  EXPECT_FALSE(trend.everyone_got_worse());
}

TEST(Trend, SaysWhenAGapNarrowsSinceEverybodyGotWorse) {
  const auto trend = Trend(Figures(16, 10, 1), Figures(17, 15, 1));
  EXPECT_EQ(trend.direction(), v1::TREND_DIRECTION_NARROWED);
  EXPECT_TRUE(trend.everyone_got_worse());
  EXPECT_NE(trend.sentence().find("no success"), std::string::npos);
}

TEST(Trend, DoesNotCallItEverybodyWhereOnlyOneGroupGotWorse) {
  const auto trend = Trend(Figures(16, 10, 1), Figures(17, 9, 1));
  EXPECT_TRUE(trend.disadvantaged_got_worse());
  EXPECT_FALSE(trend.everyone_got_worse());
}

TEST(Trend, KnowsThatLowerIsWorseWhereHigherIsBetter) {
  EXPECT_TRUE(Trend(Figures(50, 60, 1), Figures(40, 55, 1), v1::POLARITY_HIGHER_IS_BETTER)
                  .everyone_got_worse());
}

}  // namespace
}  // namespace fivestep::analysis
