#include "metrics/spc/attribute.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fivestep::metrics::spc {
namespace {

using ::testing::HasSubstr;
using Series = std::vector<std::optional<AttributeCount>>;

const Series kYear = {{{410, 5100}}, {{385, 4900}}, {{452, 5250}}, {{398, 5000}},
                      {{471, 5400}}, {{420, 5150}}, {{366, 4800}}, {{489, 5500}},
                      {{433, 5200}}, {{401, 4950}}, {{515, 5600}}, {{440, 5300}}};

TEST(ComputeAttributeChart, GivesTheWorkedValueOfAProportion) {
  const auto chart = ComputeAttributeChart(kYear, AttributeKind::kProportion, {});
  ASSERT_TRUE(chart.ok());
  EXPECT_NEAR(*chart->chart.phases[0].mean, 0.0833467417538214, 1e-15);
  EXPECT_NEAR(chart->sigma_z[0], 1.5762841718414262, 1e-12);
  EXPECT_NEAR(chart->limits[11]->lower, 0.06539259828760435, 1e-12);
  EXPECT_NEAR(chart->limits[11]->upper, 0.10130088522003844, 1e-12);
}

TEST(ComputeAttributeChart, GivesTheWorkedValueOfARate) {
  const auto chart = ComputeAttributeChart(kYear, AttributeKind::kRate, {});
  ASSERT_TRUE(chart.ok());
  EXPECT_NEAR(chart->sigma_z[0], 1.5091661579629063, 1e-12);
  EXPECT_NEAR(chart->limits[11]->upper, 0.10130088522003844, 1e-12);
}

TEST(ComputeAttributeChart, HasWiderLimitsWhereTheDenominatorIsSmaller) {
  const auto chart = ComputeAttributeChart(kYear, AttributeKind::kProportion, {});
  ASSERT_TRUE(chart.ok());
  const auto width = [&](std::size_t i) {
    return chart->limits[i]->upper - chart->limits[i]->lower;
  };
  EXPECT_GT(width(6), width(10));  // 4,800 against 5,600
}

TEST(ComputeAttributeChart, TellsOverdispersionFromASpecialCause) {
  // 60,000 a month: binomial limits would be 0.34 points wide on each side, and all would be out.
  Series large;
  for (int i = 0; i < 24; ++i) large.push_back({{i % 2 == 0 ? 5'400.0 : 4'600.0, 60'000}});
  const auto chart = ComputeAttributeChart(large, AttributeKind::kProportion, {});
  ASSERT_TRUE(chart.ok());
  EXPECT_GT(chart->sigma_z[0], 5);
  for (const XmrPoint& point : chart->chart.points) EXPECT_FALSE(point.outside_limits);
}

TEST(ComputeAttributeChart, FlagsAPointBeyondItsOwnLimits) {
  Series series = kYear;
  series.push_back({{900, 5'300}});
  const auto chart = ComputeAttributeChart(
      series, AttributeKind::kProportion,
      XmrOptions{.direction = ImprovementDirection::kDecrease, .fix_after = 12});
  ASSERT_TRUE(chart.ok());
  EXPECT_EQ(chart->chart.points[12].cause, SpecialCause::kAboveUpperLimit);
  EXPECT_EQ(chart->chart.variation, Variation::kConcern);
}

TEST(ComputeAttributeChart, KeepsAMissingPointOutOfEveryRange) {
  Series series = kYear;
  series[5].reset();
  const auto chart = ComputeAttributeChart(series, AttributeKind::kProportion, {});
  ASSERT_TRUE(chart.ok());
  EXPECT_FALSE(chart->limits[5].has_value());
  EXPECT_FALSE(chart->chart.points[5].value.has_value());
}

TEST(ComputeAttributeChart, HasNoLimitsForAPhaseThatDoesNotVary) {
  const auto chart =
      ComputeAttributeChart(Series(12, {{400, 5'000}}), AttributeKind::kProportion, {});
  ASSERT_TRUE(chart.ok());
  EXPECT_FALSE(chart->chart.phases[0].limits.has_value());
  EXPECT_EQ(chart->chart.variation, Variation::kCommonCause);
}

TEST(ComputeAttributeChart, KeepsLimitsWithinWhatIsPossible) {
  const auto chart = ComputeAttributeChart(Series{{{6, 100}}, {{20, 100}}, {{5, 100}}, {{30, 100}}},
                                           AttributeKind::kProportion, {});
  ASSERT_TRUE(chart.ok());
  EXPECT_EQ(chart->limits[0]->lower, 0);
}

TEST(ComputeAttributeChart, RefusesSmallNumbersAndNamesTheRemedy) {
  const auto few = ComputeAttributeChart(Series{{{2, 100}}, {{3, 100}}}, AttributeKind::kRate, {});
  EXPECT_EQ(few.status().code(), Code::kFailedPrecondition);
  EXPECT_THAT(few.status().message(), HasSubstr("XmR"));
  // As few outside the numerator of a proportion; a rate knows no outside.
  const Series full = {{{98, 100}}, {{97, 100}}};
  EXPECT_FALSE(ComputeAttributeChart(full, AttributeKind::kProportion, {}).ok());
  EXPECT_TRUE(ComputeAttributeChart(full, AttributeKind::kRate, {}).ok());
}

TEST(ComputeAttributeChart, RefusesWhatIsNoCount) {
  using enum AttributeKind;
  EXPECT_FALSE(ComputeAttributeChart(Series{}, kRate, {}).ok());
  EXPECT_FALSE(ComputeAttributeChart(Series{std::nullopt}, kRate, {}).ok());
  EXPECT_FALSE(ComputeAttributeChart(Series{{{10, 0}}}, kRate, {}).ok());
  EXPECT_FALSE(ComputeAttributeChart(Series{{{-1, 10}}}, kRate, {}).ok());
  EXPECT_FALSE(ComputeAttributeChart(Series{{{101, 100}}}, kProportion, {}).ok());
  EXPECT_FALSE(ComputeAttributeChart(kYear, kProportion, XmrOptions{.fix_after = 3}).ok());
}

}  // namespace
}  // namespace fivestep::metrics::spc
