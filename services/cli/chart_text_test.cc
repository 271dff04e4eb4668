#include "cli/chart_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fivestep::cli {
namespace {

namespace pb = metrics::v1;
using testing::HasSubstr;
using testing::Not;

pb::ChartPoint& Add(pb::GetChartResponse& chart, const std::string& start, double value) {
  pb::ChartPoint& point = *chart.add_points();
  point.set_period_start_date(start);
  point.set_value(value);
  chart.set_value_count(chart.value_count() + 1);
  return point;
}

pb::GetChartResponse ControlChart() {
  pb::GetChartResponse chart;
  chart.set_metric("programmes/p/metrics/m");
  chart.set_title("Attendances");
  chart.set_kind(pb::CHART_KIND_CONTROL);
  Add(chart, "2023-01-01", 10);
  Add(chart, "2023-02-01", 0).set_special_cause(pb::SPECIAL_CAUSE_BELOW_LOWER_LIMIT);
  Add(chart, "2023-03-01", 44).set_special_cause(pb::SPECIAL_CAUSE_ABOVE_UPPER_LIMIT);
  chart.set_mean(22);
  chart.mutable_limits()->set_lower(4);
  chart.mutable_limits()->set_upper(40);
  return chart;
}

// The scale runs from 0 to 44, so each value is its own column.
TEST(ChartText, PutsEveryValueWhereItBelongs) {
  EXPECT_THAT(DrawChart(ControlChart()),
              HasSubstr("3 values, mean 22, limits 4 to 40\n"
                        "\n"
                        "2023-01-01         10      (     ●           │                 )\n"
                        "2023-02-01          0  ▼   (                 │                 )      "
                        "below the lower limit\n"
                        "2023-03-01         44      (                 │                 )   ▲  "
                        "above the upper limit\n"
                        "                       0"));
}

TEST(ChartText, DrawsARunChartWithItsMedianAndSaysWhyThereAreNoLimits) {
  pb::GetChartResponse chart;
  Add(chart, "2019-04-01", 12.5);
  Add(chart, "2020-04-01", 11.25);
  chart.set_kind(pb::CHART_KIND_RUN);
  chart.set_median(11.875);
  chart.set_target_value(6);
  chart.set_note("2 points: no limits yet");
  const std::string text = DrawChart(chart);
  EXPECT_THAT(text, HasSubstr("2 values, median 11.875, target 6\n2 points: no limits yet\n"));
  EXPECT_THAT(text, HasSubstr(":"));
  EXPECT_THAT(text, Not(HasSubstr("(")));
}

TEST(ChartText, ShowsWithheldAndMissingValuesAsSuch) {
  pb::GetChartResponse chart;
  Add(chart, "2023-01-01", 5);
  pb::ChartPoint& withheld = *chart.add_points();
  withheld.set_period_start_date("2023-02-01");
  withheld.set_suppressed(true);
  chart.add_points()->set_period_start_date("2023-03-01");
  const std::string text = DrawChart(chart);
  EXPECT_THAT(text, HasSubstr("2023-02-01   withheld\n"));
  EXPECT_THAT(text, HasSubstr("2023-03-01          -\n"));
}

TEST(ChartText, SaysWhatTheLatestValueMeans) {
  pb::GetChartResponse chart = ControlChart();
  chart.set_variation(pb::VARIATION_CONCERN);
  chart.set_assurance(pb::ASSURANCE_HIT_OR_MISS);
  EXPECT_THAT(DrawChart(chart), HasSubstr("Latest: concern.\n"));
  EXPECT_THAT(DrawChart(chart), HasSubstr("by chance.\n"));
}

TEST(ChartText, DrawsASeriesThatDoesNotVaryAndAnEmptyOne) {
  pb::GetChartResponse chart;
  EXPECT_THAT(DrawChart(chart), HasSubstr("0 values\n"));
  Add(chart, "2023-01-01", 5);
  EXPECT_THAT(DrawChart(chart), HasSubstr("1 value\n"));
  EXPECT_THAT(DrawChart(chart), HasSubstr("●"));
}

TEST(NumberText, LeavesOutZeros) {
  EXPECT_EQ(NumberText(12.50), "12.5");
  EXPECT_EQ(NumberText(1234567), "1.23457e+06");
  EXPECT_EQ(NumberText(0), "0");
}

}  // namespace
}  // namespace fivestep::cli
