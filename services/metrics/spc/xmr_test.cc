#include "metrics/spc/xmr.h"

#include <gtest/gtest.h>

#include <cmath>

namespace fivestep::metrics::spc {
namespace {

using Series = std::vector<std::optional<double>>;

const Series kWorked = {10, 12, 11, 13, 10, 12};

TEST(ComputeXmr, GivesTheWorkedValue) {
  const auto chart = ComputeXmr(kWorked, {});
  ASSERT_TRUE(chart.ok());
  const XmrPhase& phase = chart->phases.at(0);
  EXPECT_NEAR(*phase.mean, 11.333, 5e-4);
  EXPECT_NEAR(phase.limits->lower, 6.013, 5e-4);
  EXPECT_NEAR(phase.limits->upper, 16.653, 5e-4);
  EXPECT_NEAR(phase.limits->near_upper, 11.3333 + 2 * 5.32 / 3, 5e-4);
}

TEST(ComputeXmr, ScreensOneOutlyingRangeOnlyWhenAsked) {
  const Series series = {10, 11, 10, 11, 10, 11, 10, 60, 61, 60, 61, 60};
  XmrOptions options;
  const auto screened = ComputeXmr(series, options);
  options.screen_moving_ranges = false;
  const auto unscreened = ComputeXmr(series, options);
  ASSERT_TRUE(screened.ok() && unscreened.ok());
  const auto width = [](const Xmr& chart) {
    return chart.phases[0].limits->upper - *chart.phases[0].mean;
  };
  EXPECT_NEAR(width(*screened), 2.66, 1e-9);
  EXPECT_NEAR(width(*unscreened), 2.66 * 60 / 11, 1e-9);
}

TEST(ComputeXmr, HasNoLimitsForAConstantSeriesThatIsScreened) {
  const Series series(20, 1.7);
  const auto chart = ComputeXmr(series, {});
  ASSERT_TRUE(chart.ok());
  EXPECT_FALSE(chart->phases[0].limits.has_value());
  EXPECT_EQ(chart->variation, Variation::kCommonCause);
}

TEST(ComputeXmr, HasNoLimitsForOnePoint) {
  const auto chart = ComputeXmr(Series{17}, {});
  ASSERT_TRUE(chart.ok());
  EXPECT_EQ(chart->phases[0].mean, 17);
  EXPECT_FALSE(chart->phases[0].limits.has_value());
}

TEST(ComputeXmr, KeepsAMissingPointOutOfEveryMovingRange) {
  const auto chart = ComputeXmr(Series{10, 12, std::nullopt, 50, 52}, {});
  ASSERT_TRUE(chart.ok());
  EXPECT_NEAR(chart->phases[0].limits->upper - *chart->phases[0].mean, 2.66 * 2, 1e-9);
  EXPECT_EQ(chart->points[2].side, 0);
}

TEST(ComputeXmr, TakesTheIconFromTheLastPointThatHasAValue) {
  Series series(20, 10);
  for (std::size_t i = 0; i < series.size(); ++i) *series[i] += i % 2 == 0 ? 1 : -1;
  series.push_back(90);
  series.push_back(std::nullopt);
  const auto chart = ComputeXmr(series, XmrOptions{.direction = ImprovementDirection::kDecrease});
  ASSERT_TRUE(chart.ok());
  EXPECT_EQ(chart->variation, Variation::kConcern);
}

TEST(ComputeXmr, HasNoIconWithoutAnyValue) {
  const auto chart = ComputeXmr(Series(3), {});
  ASSERT_TRUE(chart.ok());
  EXPECT_FALSE(chart->variation.has_value());
  EXPECT_FALSE(chart->phases[0].mean.has_value());
}

TEST(ComputeXmr, StartsEachPhaseAfresh) {
  Series series(24, 10);
  for (std::size_t i = 0; i < series.size(); ++i) series[i] = (i < 12 ? 10 : 30) + (i % 2 ? 1 : -1);
  const auto chart = ComputeXmr(series, XmrOptions{.rebase_at = {0, 12}});
  ASSERT_TRUE(chart.ok());
  ASSERT_EQ(chart->phases.size(), 2u);
  EXPECT_EQ(chart->phases[1].first, 12u);
  EXPECT_EQ(*chart->phases[1].mean, 30);
  // The step between the phases is no moving range: both charts are as wide.
  EXPECT_NEAR(chart->phases[1].limits->upper - 30, chart->phases[0].limits->upper - 10, 1e-9);
  EXPECT_EQ(chart->points[12].phase, 1u);
}

TEST(ComputeXmr, FixesLimitsAfterTheFirstPoints) {
  Series series(24, 10);
  for (std::size_t i = 0; i < series.size(); ++i) series[i] = (i < 12 ? 10 : 30) + (i % 2 ? 1 : -1);
  const auto chart = ComputeXmr(series, XmrOptions{.fix_after = 12});
  ASSERT_TRUE(chart.ok());
  EXPECT_EQ(*chart->phases[0].mean, 10);
  EXPECT_TRUE(chart->points[23].outside_limits);
}

struct AssuranceCase {
  ImprovementDirection direction;
  double target;
  std::optional<Assurance> expected;
};

TEST(ComputeXmr, AssuresAgainstTheLimitsInTheDirectionOfImprovement) {
  using enum ImprovementDirection;
  using enum Assurance;
  const AssuranceCase cases[] = {
      {kIncrease, 1000, kConsistentlyFails},
      {kIncrease, -1000, kConsistentlyPasses},
      {kDecrease, 1000, kConsistentlyPasses},
      {kDecrease, -1000, kConsistentlyFails},
      {kIncrease, 11, kHitOrMiss},
      {kDecrease, 11, kHitOrMiss},
      {kNeutral, 1000, std::nullopt},
  };
  for (const AssuranceCase& one : cases) {
    const auto chart =
        ComputeXmr(kWorked, XmrOptions{.direction = one.direction, .target = one.target});
    ASSERT_TRUE(chart.ok());
    EXPECT_EQ(chart->assurance, one.expected) << one.target;
  }
}

TEST(ComputeXmr, AssuresNothingWithoutATargetOrWithoutLimits) {
  XmrOptions options{.direction = ImprovementDirection::kIncrease};
  EXPECT_FALSE(ComputeXmr(kWorked, options)->assurance.has_value());
  options.target = 1.7;
  EXPECT_FALSE(ComputeXmr(Series(20, 1.7), options)->assurance.has_value());
}

TEST(ComputeXmr, RefusesWhatItCannotChart) {
  const double nan = std::nan("");
  EXPECT_FALSE(ComputeXmr(Series{}, {}).ok());
  EXPECT_FALSE(ComputeXmr(Series(kMaxPoints + 1, 1), {}).ok());
  EXPECT_FALSE(ComputeXmr(Series{1, nan}, {}).ok());
  EXPECT_FALSE(ComputeXmr(kWorked, XmrOptions{.target = nan}).ok());
  EXPECT_FALSE(ComputeXmr(kWorked, XmrOptions{.fix_after = 11}).ok());
  EXPECT_FALSE(ComputeXmr(kWorked, XmrOptions{.rebase_at = {6}}).ok());
  EXPECT_FALSE(ComputeXmr(kWorked, XmrOptions{.rebase_at = {3, 2}}).ok());
  EXPECT_FALSE(ComputeXmr(kWorked, XmrOptions{.trend_length = 2}).ok());
}

}  // namespace
}  // namespace fivestep::metrics::spc
