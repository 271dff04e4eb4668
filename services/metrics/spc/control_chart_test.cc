#include "metrics/spc/control_chart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fivestep::metrics::spc {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year;
using ::testing::HasSubstr;

sys_days MonthStart(int number) { return sys_days((year{2022} / 1 + months(number)) / 1); }

// Monthly readings from January 2022 that swing by one around `level`.
std::vector<Reading> Monthly(int count, double level = 10) {
  std::vector<Reading> readings;
  for (int i = 0; i < count; ++i) {
    const Period period{MonthStart(i), MonthStart(i + 1) - days(1)};
    readings.push_back({period, level + (i % 2 == 0 ? 1 : -1)});
  }
  return readings;
}

TEST(DrawChart, ElevenPointsMakeARunChartWithoutAnIcon) {
  const auto chart = DrawChart(Monthly(11), {});
  ASSERT_TRUE(chart.ok());
  EXPECT_EQ(chart->kind, ChartKind::kRunChart);
  EXPECT_FALSE(chart->xmr.has_value());
  EXPECT_EQ(chart->median, 11);
  EXPECT_EQ(chart->note, "11 points: no limits yet, they need 12");
}

TEST(DrawChart, TwelvePointsMakeAControlChart) {
  const auto chart = DrawChart(Monthly(12), {});
  ASSERT_TRUE(chart.ok());
  EXPECT_EQ(chart->kind, ChartKind::kControlChart);
  EXPECT_EQ(chart->xmr->variation, Variation::kCommonCause);
  EXPECT_EQ(chart->note, "");
}

TEST(DrawChart, APointWithoutAValueDoesNotCount) {
  auto readings = Monthly(12);
  readings[4].value.reset();
  const auto chart = DrawChart(readings, {});
  ASSERT_TRUE(chart.ok());
  EXPECT_EQ(chart->kind, ChartKind::kRunChart);
}

TEST(DrawChart, OfNoValuesHasNoMedian) {
  auto readings = Monthly(1);
  readings[0].value.reset();
  EXPECT_FALSE(DrawChart(readings, {})->median.has_value());
}

TEST(DrawChart, OrdersReadingsByTheirPeriods) {
  auto readings = Monthly(13);
  std::swap(readings[0], readings[12]);
  const auto chart = DrawChart(readings, {});
  ASSERT_TRUE(chart.ok());
  EXPECT_EQ(chart->readings.front().period.start, MonthStart(0));
}

TEST(DrawChart, RefusesReadingsThatOverlap) {
  auto readings = Monthly(24);
  for (Reading& reading : readings) reading.period.end += days(60);
  EXPECT_EQ(DrawChart(readings, {}).status().code(), Code::kFailedPrecondition);
}

TEST(DrawChart, FreezesLimitsAtTheStartOfTheIntervention) {
  auto readings = Monthly(24);
  for (std::size_t i = 12; i < 24; ++i) *readings[i].value += 20;
  const auto chart = DrawChart(readings, ChartOptions{.direction = ImprovementDirection::kIncrease,
                                                      .freeze_from = MonthStart(12)});
  ASSERT_TRUE(chart.ok());
  EXPECT_EQ(*chart->xmr->phases[0].mean, 10);
  EXPECT_EQ(chart->xmr->variation, Variation::kImprovement);
}

// The month in which an intervention starts is part of what it changes.
TEST(DrawChart, LeavesAPeriodThatTheInterventionFallsIntoOutOfTheBaseline) {
  const auto chart = DrawChart(Monthly(24), ChartOptions{.freeze_from = MonthStart(12) - days(1)});
  EXPECT_EQ(chart.status().code(), Code::kFailedPrecondition);
}

TEST(DrawChart, RefusesToFreezeBeforeTwelvePoints) {
  const auto chart = DrawChart(Monthly(24), ChartOptions{.freeze_from = MonthStart(11)});
  EXPECT_EQ(chart.status().code(), Code::kFailedPrecondition);
  EXPECT_THAT(chart.status().message(), HasSubstr("12 readings"));
}

TEST(DrawChart, RebasesOnTheFirstDayOfAPeriod) {
  const auto chart = DrawChart(Monthly(24), ChartOptions{.rebase = {MonthStart(12)}});
  ASSERT_TRUE(chart.ok());
  EXPECT_EQ(chart->xmr->phases.size(), 2u);
  EXPECT_EQ(
      DrawChart(Monthly(24), ChartOptions{.rebase = {MonthStart(12) + days(1)}}).status().code(),
      Code::kInvalidArgument);
}

TEST(DrawChart, WithholdsTheIconWhileTheLastPhaseIsShort) {
  auto readings = Monthly(20);
  for (std::size_t i = 12; i < 20; ++i) *readings[i].value = static_cast<double>(i);
  const auto chart = DrawChart(readings, ChartOptions{.direction = ImprovementDirection::kIncrease,
                                                      .target = 12,
                                                      .rebase = {MonthStart(12)}});
  ASSERT_TRUE(chart.ok());
  EXPECT_EQ(chart->kind, ChartKind::kControlChart);
  EXPECT_TRUE(chart->xmr->phases[0].limits.has_value());
  EXPECT_FALSE(chart->xmr->phases[1].limits.has_value());
  EXPECT_EQ(chart->xmr->points[19].cause, SpecialCause::kNone);
  EXPECT_FALSE(chart->xmr->variation.has_value());
  EXPECT_FALSE(chart->xmr->assurance.has_value());
  EXPECT_EQ(chart->note, "8 points since the rebase: no new limits yet, they need 12");
}

TEST(DrawChart, RefusesARebaseThatLeavesAShortPhaseBehind) {
  const auto chart = DrawChart(Monthly(24), ChartOptions{.rebase = {MonthStart(5)}});
  EXPECT_EQ(chart.status().code(), Code::kFailedPrecondition);
}

TEST(DrawChart, RefusesARebaseBeforeTheDayLimitsAreFrozenFrom) {
  const ChartOptions options{.freeze_from = MonthStart(13), .rebase = {MonthStart(12)}};
  EXPECT_EQ(DrawChart(Monthly(25), options).status().code(), Code::kInvalidArgument);
}

TEST(DrawChart, ARebaseEndsFrozenLimits) {
  auto readings = Monthly(36);
  for (std::size_t i = 18; i < 36; ++i) *readings[i].value += 20;
  const ChartOptions options{.freeze_from = MonthStart(12), .rebase = {MonthStart(18)}};
  const auto chart = DrawChart(readings, options);
  ASSERT_TRUE(chart.ok());
  EXPECT_EQ(*chart->xmr->phases[0].mean, 10);
  EXPECT_EQ(*chart->xmr->phases[1].mean, 30);
  EXPECT_EQ(chart->xmr->variation, Variation::kCommonCause);
}

TEST(DrawChart, FixesLimitsAfterTheFirstReadings) {
  auto readings = Monthly(24);
  for (std::size_t i = 12; i < 24; ++i) *readings[i].value += 20;
  const auto chart = DrawChart(readings, ChartOptions{.fix_after = 12});
  ASSERT_TRUE(chart.ok());
  EXPECT_EQ(*chart->xmr->phases[0].mean, 10);
  EXPECT_FALSE(DrawChart(readings, ChartOptions{.fix_after = 11}).ok());
}

TEST(DrawChart, OfTheWorkbookFlagsATrendOfSixThatThePackageDoesNot) {
  auto readings = Monthly(24);
  for (std::size_t i = 12; i < 18; ++i) readings[i].value = 9 + 0.3 * static_cast<double>(i - 12);
  readings[11].value = 10.2;
  readings[18].value = 10;
  const auto package = DrawChart(readings, {});
  const auto workbook =
      DrawChart(readings, ChartOptions{.convention = Convention::kMakingDataCount});
  ASSERT_TRUE(package.ok() && workbook.ok());
  EXPECT_NE(package->xmr->points[14].cause, SpecialCause::kTrendUp);
  EXPECT_EQ(workbook->xmr->points[14].cause, SpecialCause::kTrendUp);
}

TEST(DrawChart, ChartsRatiosByTheirLogarithms) {
  auto readings = Monthly(12);
  for (std::size_t i = 0; i < 12; ++i) readings[i].value = i % 2 == 0 ? 0.5 : 2.0;
  const auto chart = DrawChart(readings, ChartOptions{.log_scale = true});
  ASSERT_TRUE(chart.ok());
  EXPECT_NEAR(*chart->xmr->phases[0].mean, 1, 1e-12);
  // Half and double are equally far from 1: so are the limits.
  EXPECT_NEAR(chart->xmr->phases[0].limits->lower * chart->xmr->phases[0].limits->upper, 1, 1e-9);
  EXPECT_EQ(chart->xmr->points[0].value, 0.5);
  readings[3].value = 0;
  EXPECT_FALSE(DrawChart(readings, ChartOptions{.log_scale = true}).ok());
}

TEST(DrawChart, GivesEachPointOfAProportionItsOwnLimits) {
  auto readings = Monthly(12);
  for (std::size_t i = 0; i < 12; ++i) {
    readings[i].counts = AttributeCount{i % 2 == 0 ? 110.0 : 90.0, i == 11 ? 2'000.0 : 1'000.0};
    readings[i].value = 100 * readings[i].counts->numerator / readings[i].counts->denominator;
  }
  ChartOptions options{.method = Method::kProportionPrime, .multiplier = 100};
  const auto chart = DrawChart(readings, options);
  ASSERT_TRUE(chart.ok());
  EXPECT_GT(chart->point_limits[0]->upper, chart->point_limits[11]->upper);
  EXPECT_NEAR(*chart->xmr->phases[0].mean, 100.0 * 1'200 / 13'000, 1e-9);
  EXPECT_TRUE(chart->sigma_z.has_value());
  readings[4].counts.reset();
  EXPECT_EQ(DrawChart(readings, options).status().code(), Code::kInvalidArgument);
}

TEST(DrawChart, WarnsOfAShortSeriesAndOfASeason) {
  EXPECT_THAT(DrawChart(Monthly(12), {})->warnings, ::testing::ElementsAre(HasSubstr("short")));
  auto readings = Monthly(36);
  for (std::size_t i = 0; i < 36; ++i) *readings[i].value += i % 12 < 3 ? 5 : 0.01 * double(i);
  EXPECT_THAT(DrawChart(readings, {})->warnings, ::testing::ElementsAre(HasSubstr("season")));
}

TEST(DrawChart, RefusesNoReadingsAtAll) { EXPECT_FALSE(DrawChart({}, {}).ok()); }

}  // namespace
}  // namespace fivestep::metrics::spc
