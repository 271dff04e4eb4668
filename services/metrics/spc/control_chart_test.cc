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

TEST(DrawChart, RefusesToFreezeAndRebaseAtOnce) {
  const ChartOptions options{.freeze_from = MonthStart(12), .rebase = {MonthStart(12)}};
  EXPECT_EQ(DrawChart(Monthly(24), options).status().code(), Code::kInvalidArgument);
  EXPECT_EQ(DrawChart(Monthly(3), options).status().code(), Code::kInvalidArgument);
}

TEST(DrawChart, RefusesNoReadingsAtAll) { EXPECT_FALSE(DrawChart({}, {}).ok()); }

}  // namespace
}  // namespace fivestep::metrics::spc
