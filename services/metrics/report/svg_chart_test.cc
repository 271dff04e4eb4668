#include "metrics/report/svg_chart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "metrics/report/report_examples.h"
#include "metrics/report/svg_icons.h"

namespace fivestep::metrics::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

size_t Count(const std::string& text, const std::string& what) {
  size_t count = 0;
  for (size_t at = 0; (at = text.find(what, at)) != std::string::npos; ++at) ++count;
  return count;
}

TEST(ChartText, SaysWhatTheChartShows) {
  EXPECT_EQ(ChartText(SampleMetric()),
            "23 values from 1 January 2024 to 28 December 2025; the latest is 7.0 %. Mean 11.8 %, "
            "limits 9.0 % to 14.6 %. Target 10.0 %. More than noise: 1 value below the lower limit "
            "(2025-12).");
}

TEST(ChartText, SaysThatNothingIsThere) {
  EXPECT_EQ(ChartText(v1::ReportedMetric()), "No value is recorded yet.");
}

TEST(ChartSvg, DrawsEachValueOnceAndBreaksTheLineAtAMissingOne) {
  const std::string svg = ChartSvg(SampleMetric(), "m1");
  EXPECT_EQ(Count(svg, "class=\"o\""), 22u);
  EXPECT_EQ(Count(svg, "class=\"i\""), 1u);
  const size_t series = svg.find("stroke-width=\"1.5\"/>", svg.find("target"));
  ASSERT_NE(series, std::string::npos);
  EXPECT_EQ(Count(svg.substr(svg.rfind("<path d=\"", series), 400), "M"), 2u);
}

TEST(ChartSvg, HasItsTextAsItsAlternative) {
  const std::string svg = ChartSvg(SampleMetric(), "m1");
  EXPECT_THAT(svg, HasSubstr("role=\"img\" aria-labelledby=\"m1-t m1-d\""));
  EXPECT_THAT(svg, HasSubstr("<desc id=\"m1-d\">23 values"));
}

TEST(ChartSvg, IsEmptyWithoutValues) {
  EXPECT_EQ(ChartSvg(v1::ReportedMetric(), "m1"), "");
  v1::ReportedMetric withheld;
  withheld.add_points()->set_suppressed(true);
  EXPECT_EQ(ChartSvg(withheld, "m1"), "");
}

TEST(ChartSvg, DrawsOneValueAndAConstantSeries) {
  v1::ReportedMetric metric;
  metric.add_points()->set_value(5);
  metric.mutable_points(0)->set_period_start_date("2026-01-01");
  EXPECT_THAT(ChartSvg(metric, "m1"), Not(HasSubstr("nan")));
  *metric.add_points() = metric.points(0);
  EXPECT_THAT(ChartSvg(metric, "m1"), Not(HasSubstr("nan")));
}

TEST(ChartSvg, EscapesTheTitle) {
  v1::ReportedMetric metric = SampleMetric();
  metric.set_title("</title><script>");
  EXPECT_THAT(ChartSvg(metric, "m1"), Not(HasSubstr("<script>")));
}

TEST(Icons, SayInWordsWhatTheyShow) {
  v1::ReportedMetric metric = SampleMetric();
  EXPECT_THAT(VariationIcon(metric),
              HasSubstr("aria-label=\"Special cause, improvement: lower values\""));
  EXPECT_THAT(AssuranceIcon(metric), HasSubstr("Hit and miss"));
  for (int variation = v1::VARIATION_COMMON_CAUSE; variation <= v1::Variation_MAX; ++variation) {
    metric.set_variation(static_cast<v1::Variation>(variation));
    EXPECT_THAT(VariationIcon(metric), HasSubstr("role=\"img\""));
  }
}

TEST(Icons, AreAbsentWhereNothingCanBeTold) {
  EXPECT_EQ(VariationIcon(v1::ReportedMetric()), "");
  EXPECT_EQ(AssuranceIcon(v1::ReportedMetric()), "");
}

}  // namespace
}  // namespace fivestep::metrics::report
