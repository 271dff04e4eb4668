#include "metrics/chart_query.h"

#include <gtest/gtest.h>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/examples.h"
#include "platform/core/date.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::metrics {
namespace {

using ::testing::HasSubstr;

v1::Reading ReadingOf(int month, std::optional<double> value) {
  const Date start = Date(std::chrono::year(2024), std::chrono::January, std::chrono::day(1)) +
                     std::chrono::months(month);
  const Date last(std::chrono::sys_days(start + std::chrono::months(1)) - std::chrono::days(1));
  v1::Reading reading;
  reading.set_period_start_date(ToText(start));
  reading.set_period_end_date(ToText(last));
  if (value) {
    reading.mutable_released()->set_value(*value);
  } else {
    reading.mutable_released()->set_suppressed(true);
  }
  return reading;
}

// Monthly readings from January 2024.
std::vector<v1::Reading> Monthly(const std::vector<std::optional<double>>& values) {
  std::vector<v1::Reading> readings;
  for (size_t i = 0; i < values.size(); ++i) {
    readings.push_back(ReadingOf(static_cast<int>(i), values[i]));
  }
  return readings;
}

TEST(Chart, SaysThatFivePointsGiveNoLimitsYet) {
  const auto chart = ChartOf(DefinedMetric(), Monthly({14, 13, 15, 14, 12}));
  ASSERT_TRUE(chart.ok()) << chart.status().ToString();
  EXPECT_EQ(chart->kind(), v1::CHART_KIND_RUN);
  EXPECT_EQ(chart->value_count(), 5);
  EXPECT_DOUBLE_EQ(chart->median(), 14);
  EXPECT_FALSE(chart->has_mean());
  EXPECT_FALSE(chart->has_limits());
  EXPECT_EQ(chart->variation(), v1::VARIATION_UNSPECIFIED);
  EXPECT_EQ(chart->points(0).variation(), v1::VARIATION_UNSPECIFIED);
  EXPECT_THAT(chart->note(), HasSubstr("5 points: no limits yet"));
}

TEST(Chart, OfAMetricWithoutReadingsIsEmptyAndSaysSo) {
  const auto chart = ChartOf(DefinedMetric(), {});
  ASSERT_TRUE(chart.ok());
  EXPECT_EQ(chart->points_size(), 0);
  EXPECT_FALSE(chart->has_median());
  EXPECT_THAT(chart->note(), HasSubstr("0 points: no limits yet"));
}

TEST(Chart, DrawsLimitsFromTwelvePointsOn) {
  const auto chart =
      ChartOf(DefinedMetric(), Monthly({10, 12, 11, 13, 10, 12, 10, 12, 11, 13, 10, 12}));
  ASSERT_TRUE(chart.ok()) << chart.status().ToString();
  EXPECT_EQ(chart->kind(), v1::CHART_KIND_CONTROL);
  EXPECT_NEAR(chart->mean(), 136.0 / 12, 1e-9);
  // Eleven moving ranges that add up to 22.
  EXPECT_NEAR(chart->limits().upper(), chart->mean() + 2.66 * 2, 1e-9);
  EXPECT_NEAR(chart->limits().lower(), chart->mean() - 2.66 * 2, 1e-9);
  EXPECT_EQ(chart->variation(), v1::VARIATION_COMMON_CAUSE);
  EXPECT_EQ(chart->assurance(), v1::ASSURANCE_HIT_OR_MISS);
  EXPECT_TRUE(chart->note().empty());
  EXPECT_THAT(chart->convention(), HasSubstr("NHSRplotthedots 0.2.2"));
  EXPECT_THAT(chart->convention(), HasSubstr("trends of 7 points"));
}

TEST(Chart, CallsAFallAnImprovementWhereLowerIsBetter) {
  const auto readings = Monthly({20, 21, 20, 19, 20, 21, 20, 19, 20, 21, 20, 19, 20, 12});
  const auto better = ChartOf(DefinedMetric(), readings);
  ASSERT_TRUE(better.ok());
  EXPECT_EQ(better->variation(), v1::VARIATION_IMPROVEMENT);
  EXPECT_EQ(better->points(13).special_cause(), v1::SPECIAL_CAUSE_BELOW_LOWER_LIMIT);
  EXPECT_EQ(better->points(0).special_cause(), v1::SPECIAL_CAUSE_UNSPECIFIED);
  auto definition = SampleDefinition();
  definition.set_polarity(v1::POLARITY_HIGHER_IS_BETTER);
  EXPECT_EQ(ChartOf(DefinedMetric(definition), readings)->variation(), v1::VARIATION_CONCERN);
  definition.set_polarity(v1::POLARITY_NEUTRAL);
  const auto neutral = ChartOf(DefinedMetric(definition), readings);
  EXPECT_EQ(neutral->variation(), v1::VARIATION_NEITHER_LOW);
  EXPECT_EQ(neutral->assurance(), v1::ASSURANCE_UNSPECIFIED);
}

TEST(Chart, SaysWhetherTheTargetIsMetAsThingsAre) {
  const auto readings = Monthly({20, 21, 20, 19, 20, 21, 20, 19, 20, 21, 20, 19});
  EXPECT_EQ(ChartOf(DefinedMetric(), readings)->assurance(), v1::ASSURANCE_FAILS);
  auto definition = SampleDefinition();
  definition.set_target_value(40);
  EXPECT_EQ(ChartOf(DefinedMetric(definition), readings)->assurance(), v1::ASSURANCE_PASSES);
}

TEST(Chart, TakesReadingsInAnyOrder) {
  auto readings = Monthly({14, 13, 15});
  std::swap(readings[0], readings[2]);
  const auto chart = ChartOf(DefinedMetric(), readings);
  ASSERT_TRUE(chart.ok());
  EXPECT_EQ(chart->points(0).period_start_date(), "2024-01-01");
  EXPECT_DOUBLE_EQ(chart->points(0).value(), 14);
}

TEST(Chart, ShowsASuppressedReadingAsAHoleInTheLine) {
  const auto chart = ChartOf(DefinedMetric(), Monthly({14, std::nullopt, 15}));
  ASSERT_TRUE(chart.ok());
  EXPECT_TRUE(chart->points(1).suppressed());
  EXPECT_FALSE(chart->points(1).has_value());
  EXPECT_EQ(chart->value_count(), 2);
}

TEST(Chart, RefusesASeriesWithAMissingPeriod) {
  auto readings = Monthly({14, 13, 15, 12});
  readings.erase(readings.begin() + 2);
  const auto chart = ChartOf(DefinedMetric(), readings);
  ASSERT_FALSE(chart.ok());
  EXPECT_EQ(chart.status().code(), Code::kFailedPrecondition);
  EXPECT_EQ(chart.status().reason(), "PERIODS_NOT_CHARTABLE");
}

TEST(ChartQuery, ReadsTheReadingsOfItsMetricOnly) {
  testing::FakeReadContext context;
  v1::Metric metric = DefinedMetric();
  metric.set_name(kMetric);
  context.PutRow(kMetric, metric)
      .PutRow(kMetric + "/readings/2024-01-01", ReadingOf(0, 14))
      .PutRow("programmes/p1/metrics/m2/readings/2024-02-01", ReadingOf(1, 15));
  v1::GetChartRequest request;
  request.set_name(kMetric);
  const auto chart = AnswerGetChart(request, context);
  ASSERT_TRUE(chart.ok());
  EXPECT_EQ(chart->metric(), kMetric);
  EXPECT_EQ(chart->value_count(), 1);
  EXPECT_DOUBLE_EQ(chart->target_value(), 10);
}

TEST(ChartQuery, RefusesADraft) {
  testing::FakeReadContext context;
  context.PutRow(kMetric, DraftedMetric());
  v1::GetChartRequest request;
  request.set_name(kMetric);
  EXPECT_EQ(AnswerGetChart(request, context).status().reason(), "METRIC_NOT_DEFINED");
}

TEST(ChartQuery, DoesNotFindWhatIsNotThere) {
  v1::GetChartRequest request;
  request.set_name(kMetric);
  EXPECT_EQ(AnswerGetChart(request, testing::FakeReadContext()).status().code(), Code::kNotFound);
}

}  // namespace
}  // namespace fivestep::metrics
