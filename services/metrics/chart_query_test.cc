#include "metrics/chart_query.h"

#include <gtest/gtest.h>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/examples.h"
#include "metrics/domain/plan.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::metrics {
namespace {

using ::testing::HasSubstr;

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

TEST(Chart, SaysWhichReadingsWereRevised) {
  auto series = Monthly({14, 13, 15});
  auto revision = MonthFigure(1, 12);
  revision.set_revision_reason("late returns");
  Take(revision, kMetric + "/submissions/s2", testing::kNow, series);
  const auto chart = ChartOf(DefinedMetric(), series);
  ASSERT_TRUE(chart.ok());
  EXPECT_DOUBLE_EQ(chart->points(1).value(), 12);
  EXPECT_TRUE(chart->points(1).revised());
  EXPECT_FALSE(chart->points(0).revised());
}

TEST(Chart, IsDrawnByTheConventionAskedForAndSaysSo) {
  const auto series = Monthly({10, 11, 10, 11, 10, 11, 10, 60, 61, 60, 61, 60});
  const auto screened = ChartOf(DefinedMetric(), series);
  const auto unscreened = ChartOf(DefinedMetric(), series, v1::CHART_CONVENTION_MAKING_DATA_COUNT);
  ASSERT_TRUE(screened.ok() && unscreened.ok());
  EXPECT_LT(screened->limits().upper(), unscreened->limits().upper());
  EXPECT_THAT(unscreened->convention(), HasSubstr("Making Data Count"));
  EXPECT_THAT(unscreened->convention(), HasSubstr("trends of 6"));
}

TEST(Chart, ShowsPhasesWithTheirReasons) {
  std::vector<std::optional<double>> values;
  for (int i = 0; i < 24; ++i) values.push_back((i < 12 ? 20 : 12) + (i % 2 == 0 ? 1 : -1));
  auto metric = DefinedMetric();
  v1::LimitsRebased rebased;
  rebased.set_start_date("2025-01-01");
  rebased.set_reason("support at every visit");
  Evolve(metric, rebased);
  const auto chart = ChartOf(metric, Monthly(values));
  ASSERT_TRUE(chart.ok()) << chart.status().ToString();
  ASSERT_EQ(chart->phases_size(), 2);
  EXPECT_DOUBLE_EQ(chart->phases(0).mean(), 20);
  EXPECT_DOUBLE_EQ(chart->phases(1).mean(), 12);
  EXPECT_DOUBLE_EQ(chart->mean(), 12);
  EXPECT_EQ(chart->phases(1).reason(), "support at every visit");
  EXPECT_EQ(chart->points(12).phase(), 1);
}

TEST(Chart, OfLargeDenominatorsGivesEachPointItsLimits) {
  v1::Series series;
  for (int i = 0; i < 12; ++i) {
    auto figure = MonthFigure(i, i % 2 == 0 ? 11 : 9);
    figure.mutable_released()->set_numerator(i % 2 == 0 ? 1'100 : 900);
    figure.mutable_released()->set_denominator(10'000);
    Take(figure, "", testing::kNow, series);
  }
  const auto chart =
      ChartOf(DefinedMetric(), series, v1::CHART_CONVENTION_UNSPECIFIED, v1::CHART_METHOD_P_PRIME);
  ASSERT_TRUE(chart.ok()) << chart.status().ToString();
  EXPECT_EQ(chart->kind(), v1::CHART_KIND_P_PRIME);
  EXPECT_TRUE(chart->has_sigma_z());
  EXPECT_TRUE(chart->points(3).has_limits());
  EXPECT_THAT(chart->convention(), HasSubstr("Laney 2002"));
  EXPECT_FALSE(ChartOf(DefinedMetric(), Monthly(std::vector<std::optional<double>>(12, 7.0)),
                       v1::CHART_CONVENTION_UNSPECIFIED, v1::CHART_METHOD_P_PRIME)
                   .ok());
}

TEST(Chart, WarnsOfTrialLimits) {
  const auto chart =
      ChartOf(DefinedMetric(), Monthly({10, 12, 11, 13, 10, 12, 10, 12, 11, 13, 10, 12}));
  ASSERT_EQ(chart->warnings_size(), 1);
  EXPECT_THAT(chart->warnings(0), HasSubstr("short series"));
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
  readings.mutable_readings()->DeleteSubrange(2, 1);
  const auto chart = ChartOf(DefinedMetric(), readings);
  ASSERT_FALSE(chart.ok());
  EXPECT_EQ(chart.status().code(), Code::kFailedPrecondition);
  EXPECT_EQ(chart.status().reason(), "PERIODS_NOT_CHARTABLE");
}

TEST(ChartQuery, ReadsTheReadingsOfItsMetricOnly) {
  testing::FakeReadContext context;
  v1::Metric metric = DefinedMetric();
  metric.set_name(kMetric);
  testing::FakeViewWriter view;
  view.Put(kMetric, Monthly({14}).SerializeAsString());
  view.Put("programmes/p1/metrics/m2", Monthly({15, 16}).SerializeAsString());
  context.PutRow(kMetric, metric).WithView(kSeriesView, view);
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
