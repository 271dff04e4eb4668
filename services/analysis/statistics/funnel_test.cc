#include "analysis/statistics/funnel.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/statistics/funnel_limits.h"
#include "analysis/statistics/funnel_significance.h"
#include "analysis/statistics/poisson_limit.h"

namespace fivestep::analysis::statistics {
namespace {

using Areas = std::vector<FunnelArea>;

constexpr FunnelOptions kPercentages{FunnelStatistic::kProportion, 100, RateKind::kCrude, 1};
constexpr FunnelOptions kRatios{FunnelStatistic::kRatio, 100, RateKind::kCrude, 1};
constexpr FunnelOptions kRates{FunnelStatistic::kRate, 100'000, RateKind::kCrude, 1};
constexpr FunnelOptions kDirectRates{FunnelStatistic::kRate, 100'000,
                                     RateKind::kDirectlyStandardised, 1};

TEST(PoissonShare, GivesTheWorkedValue) { EXPECT_NEAR(PoissonShare(2, 0, 1), 0.406006, 5e-7); }

TEST(PoissonShare, NeedsNoTermFarBelowTheMean) {
  EXPECT_NEAR(PoissonShare(10'000, 0, 9'900), PoissonShare(10'000, 0, 9'900, 8'500), 1e-13);
}

TEST(PoissonLimit, IsNearTheExactQuantile) {
  EXPECT_NEAR(ExactPoissonLimit(10, 0.025, PoissonSide::kFewEvents), 18.390356, 1e-6);
  for (const double events : {1.0, 5.0, 80.0, 3'000.0, 250'000.0}) {
    for (const PoissonSide side : {PoissonSide::kManyEvents, PoissonSide::kFewEvents}) {
      const double exact = ExactPoissonLimit(events, 0.025, side);
      EXPECT_NEAR(PoissonLimit(events, 0.025, side) / exact, 1, 5e-5) << events;
    }
  }
}

TEST(PoissonLimit, BracketsTheEventsAndRisesWithThem) {
  double last = 0;
  for (double events = 1; events < 2e6; events *= 3) {
    const double low = PoissonLimit(events, 0.001, PoissonSide::kManyEvents);
    EXPECT_LT(low, events);
    EXPECT_GT(PoissonLimit(events, 0.001, PoissonSide::kFewEvents), events);
    EXPECT_GT(low, last);
    last = low;
  }
}

TEST(ProportionFunnelLimit, GivesTheWorkedValue) {
  EXPECT_NEAR(ProportionFunnelLimit(0.2, 100, 1.96, +1), 0.2784, 5e-5);
}

TEST(FunnelDenominators, FollowFromEventsAndRate) {
  const auto denominators = FunnelDenominators(Areas{{5, {}, 10}}, kRates);
  ASSERT_TRUE(denominators.ok());
  EXPECT_NEAR(*denominators->front(), 50'000, 1e-9);
}

TEST(FunnelDenominators, OfAreasWithoutEventsAreGivenOrUnknown) {
  EXPECT_EQ(*FunnelDenominators(Areas{{0, 700, {}}}, kRates)->front(), 700);
  EXPECT_FALSE(FunnelDenominators(Areas{{0, 700, {}}}, kDirectRates)->front());
  EXPECT_FALSE(FunnelDenominators(Areas{{0, {}, 0}}, kRates).ok());
}

TEST(FunnelDenominators, RefuseWhatIsNoFunnel) {
  const auto refused = [](const Areas& areas, FunnelOptions options) {
    return !FunnelDenominators(areas, options).ok();
  };
  EXPECT_TRUE(refused({}, kPercentages));
  EXPECT_TRUE(refused({{5, 4, {}}}, kPercentages));
  EXPECT_TRUE(refused({{5, {}, {}}}, kPercentages));
  EXPECT_TRUE(refused({{-1, 4, {}}}, kRatios));
  EXPECT_TRUE(refused({{5, 0, {}}}, kRatios));
  EXPECT_TRUE(refused({{5, std::nan(""), {}}}, kRatios));
  EXPECT_TRUE(refused({{5, 100, {}}}, kRates));
  EXPECT_TRUE(refused({{5, 100, 0}}, kRates));
  FunnelOptions years = kRates;
  years.years = 0;
  EXPECT_TRUE(refused({{5, 100, 10}}, years));
}

TEST(FunnelPoints, GiveTheWorkedValue) {
  FunnelOptions options = kRates;
  options.years = 2;
  const auto points = FunnelPoints(Areas{{20, {}, 10}}, options);
  ASSERT_TRUE(points.ok());
  EXPECT_EQ(points->front().rate, 10);
  EXPECT_NEAR(*points->front().population, 100'000, 1e-9);
}

TEST(FunnelPoints, AreNotDrawnForStandardisedRatesOfFewEvents) {
  const auto points = FunnelPoints(Areas{{9, {}, 10}, {10, {}, 10}}, kDirectRates);
  ASSERT_TRUE(points.ok());
  EXPECT_FALSE(points->front().rate || points->front().population);
  EXPECT_TRUE(points->back().rate && points->back().population);
}

TEST(FunnelPoints, AreOfRatesOnly) { EXPECT_FALSE(FunnelPoints(Areas{{1, 2, {}}}, kRatios).ok()); }

TEST(ComputeFunnelLimits, GivesTheWorkedValue) {
  const auto plot = ComputeFunnelLimits(Areas{{39, 43.6, {}}, {11, 11.1, {}}}, kRatios);
  ASSERT_TRUE(plot.ok());
  ASSERT_EQ(plot->limits.size(), static_cast<std::size_t>(kFunnelSizes));
  EXPECT_EQ(plot->limits.front().size, 1);
  EXPECT_NEAR(plot->limits.front().inner.lower, 0.179480, 5e-7);
  EXPECT_NEAR(plot->limits.front().inner.upper, 39.497749, 5e-7);
}

TEST(ComputeFunnelLimits, NarrowWithSizeAroundTheBaseline) {
  for (const FunnelOptions& options : {kPercentages, kRates}) {
    const auto plot = ComputeFunnelLimits(
        Areas{{20, 100, 20'000}, {150, 1'000, 15'000}, {900, 5'000, 18'000}}, options);
    ASSERT_TRUE(plot.ok());
    for (std::size_t i = 0; i < plot->limits.size(); ++i) {
      const FunnelLimits& at = plot->limits[i];
      EXPECT_LE(at.outer.lower, at.inner.lower);
      EXPECT_LE(at.inner.lower, plot->baseline);
      EXPECT_LE(plot->baseline, at.inner.upper);
      EXPECT_LE(at.inner.upper, at.outer.upper);
      if (i == 0) continue;
      EXPECT_GT(at.size, plot->limits[i - 1].size);
      EXPECT_LE(at.inner.upper, plot->limits[i - 1].inner.upper);
    }
  }
}

TEST(ComputeFunnelLimits, OfProportionsStayWithinAllOfThePeople) {
  FunnelOptions per_thousand = kPercentages;
  per_thousand.multiplier = 1'000;
  const auto plot = ComputeFunnelLimits(Areas{{80, 100, {}}, {400, 500, {}}}, per_thousand);
  ASSERT_TRUE(plot.ok());
  EXPECT_EQ(plot->limits.front().outer.upper, 1'000);
  EXPECT_GT(plot->limits.back().outer.upper, 800);
}

TEST(ComputeFunnelLimits, RefuseWhatCannotBeDrawn) {
  EXPECT_FALSE(ComputeFunnelLimits(Areas{{0, 100, {}}}, kRates).ok());
  EXPECT_FALSE(ComputeFunnelLimits(Areas{{1, 1e300, {}}}, kPercentages).ok());
  FunnelOptions moments = kRates;
  moments.years = 1e-300;
  EXPECT_FALSE(ComputeFunnelLimits(Areas{{1, 1e30, 1e-30}}, moments).ok());
}

TEST(AssignFunnelSignificance, GivesTheWorkedValue) {
  const auto judged =
      AssignFunnelSignificance(Areas{{0, 10, {}}, {9, 3, {}}, {30, 30, {}}}, kRatios);
  ASSERT_TRUE(judged.ok());
  EXPECT_EQ(*judged, (std::vector{FunnelSignificance::kLowOuter, FunnelSignificance::kHighInner,
                                  FunnelSignificance::kNotSignificant}));
}

TEST(AssignFunnelSignificance, JudgesNoStandardisedRateOfFewEvents) {
  const auto judged = AssignFunnelSignificance(Areas{{9, {}, 10}, {90, {}, 10}}, kDirectRates);
  ASSERT_TRUE(judged.ok());
  EXPECT_EQ(judged->front(), FunnelSignificance::kNotApplicable);
}

TEST(AssignFunnelSignificance, FindsNothingAmongEqualAreas) {
  const Areas equal(20, FunnelArea{30, 100, {}});
  const auto judged = AssignFunnelSignificance(equal, kPercentages);
  ASSERT_TRUE(judged.ok());
  for (const FunnelSignificance one : *judged) {
    EXPECT_EQ(one, FunnelSignificance::kNotSignificant);
  }
}

TEST(FunnelRatioInterval, GivesTheWorkedValue) {
  const auto interval = FunnelRatioInterval(5, 85.0 / 14, 0.95);
  ASSERT_TRUE(interval.ok());
  EXPECT_NEAR(interval->lower, 0.267398, 5e-7);
  EXPECT_NEAR(interval->upper, 1.921843, 5e-7);
}

TEST(FunnelRatioInterval, RefusesWhatIsNoRatio) {
  EXPECT_FALSE(FunnelRatioInterval(5, 0, 0.95).ok());
  EXPECT_FALSE(FunnelRatioInterval(-5, 1, 0.95).ok());
  EXPECT_FALSE(FunnelRatioInterval(5, 1, 0.5).ok());
}

}  // namespace
}  // namespace fivestep::analysis::statistics
