// What holds of every interval, whatever the counts are.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/statistics/direct_rate.h"
#include "analysis/statistics/indirect_standardisation.h"
#include "analysis/statistics/life_expectancy.h"
#include "analysis/statistics/mean.h"
#include "analysis/statistics/proportion.h"
#include "analysis/statistics/rate.h"

namespace fivestep::analysis::statistics {
namespace {

int Count(int least, int most) { return *rc::gen::inRange(least, most); }

RC_GTEST_PROP(ProportionProperty, LiesInsideAnIntervalThatWidensWithConfidence, ()) {
  const int denominator = Count(1, 1'000'000);
  const int numerator = Count(0, denominator + 1);
  const auto usual = EstimateProportion(numerator, denominator);
  const auto surer = EstimateProportion(numerator, denominator, 0.998);
  RC_ASSERT(usual.ok() && surer.ok());
  RC_ASSERT(surer->interval.lower <= usual->interval.lower);
  RC_ASSERT(usual->interval.lower <= usual->value + 1e-12);
  RC_ASSERT(usual->value <= usual->interval.upper + 1e-12);
  RC_ASSERT(usual->interval.upper <= surer->interval.upper);
}

RC_GTEST_PROP(ProportionProperty, TurnsRoundWithWhatIsCounted, ()) {
  const int denominator = Count(1, 100'000);
  const int numerator = Count(0, denominator + 1);
  const auto with = WilsonInterval(numerator, denominator);
  const auto without = WilsonInterval(denominator - numerator, denominator);
  RC_ASSERT(with.ok() && without.ok());
  RC_ASSERT(std::abs(with->lower - (1 - without->upper)) < 1e-12);
}

RC_GTEST_PROP(RateProperty, RisesWithEventsButForTheChangeOfMethod, ()) {
  const int events = Count(0, 1'000'000);
  RC_PRE(events + 1 != kByarsFromEvents);
  const auto fewer = EventCountInterval(events);
  const auto more = EventCountInterval(events + 1);
  RC_ASSERT(fewer.ok() && more.ok());
  RC_ASSERT(fewer->interval.lower < more->interval.lower);
  RC_ASSERT(fewer->interval.upper < more->interval.upper);
  RC_ASSERT(fewer->interval.lower <= events && events <= fewer->interval.upper);
}

RC_GTEST_PROP(MeanProperty, IsCentredInAnIntervalThatWidensWithConfidence, ()) {
  std::vector<double> values;
  for (int left = Count(2, 30); left > 0; --left) values.push_back(Count(-1'000, 1'000) / 8.0);
  const auto usual = EstimateMean(values);
  const auto surer = EstimateMean(values, 0.998);
  RC_ASSERT(usual.ok() && surer.ok());
  const Interval& interval = *usual->interval;
  RC_ASSERT(std::abs((interval.lower + interval.upper) / 2 - usual->value) < 1e-9);
  RC_ASSERT(surer->interval->upper >= interval.upper);
}

std::vector<StandardisedBand> AnyBands() {
  std::vector<StandardisedBand> bands;
  for (int left = Count(1, 22); left > 0; --left) {
    bands.push_back({10.0 + Count(0, 500), 1.0 + Count(0, 50'000), 1.0 + Count(0, 7'000)});
  }
  return bands;
}

RC_GTEST_PROP(DirectRateProperty, IsTheSameInAnyOrderOfBandsAndUnitOfTheStandard, ()) {
  const std::vector<StandardisedBand> bands = AnyBands();
  std::vector<StandardisedBand> other(bands.rbegin(), bands.rend());
  for (StandardisedBand& band : other) band.standard_population *= 37;
  const auto rate = EstimateDirectRate(bands);
  const auto same = EstimateDirectRate(other);
  RC_ASSERT(rate.ok() && same.ok());
  const Interval interval = **DobsonInterval(*rate);
  const Interval again = **DobsonInterval(*same);
  RC_ASSERT(std::abs(*same->value / *rate->value - 1) < 1e-12);
  RC_ASSERT(std::abs(again.lower - interval.lower) < 1e-9 * *rate->value);
  RC_ASSERT(interval.lower <= *rate->value && *rate->value <= interval.upper);
}

RC_GTEST_PROP(DirectRateProperty, LiesBetweenTheRatesOfItsBands, ()) {
  const std::vector<StandardisedBand> bands = AnyBands();
  double least = INFINITY;
  double most = 0;
  for (const StandardisedBand& band : bands) {
    least = std::min(least, band.events / band.population);
    most = std::max(most, band.events / band.population);
  }
  const auto rate = EstimateDirectRate(bands, 1);
  RC_ASSERT(rate.ok());
  RC_ASSERT(least * (1 - 1e-12) <= *rate->value && *rate->value <= most * (1 + 1e-12));
}

RC_GTEST_PROP(IndirectRatioProperty, DoublesWithTheObservedAndHalvesWithTheExpected, ()) {
  std::vector<ReferenceBand> bands;
  for (int left = Count(1, 22); left > 0; --left) {
    bands.push_back({1.0 + Count(0, 5'000), 1.0 + Count(0, 900), 1.0 + Count(0, 90'000)});
  }
  const int observed = Count(0, 5'000);
  const auto ratio = EstimateIndirectRatio(observed, bands);
  const auto twice = EstimateIndirectRatio(2 * observed, bands);
  for (ReferenceBand& band : bands) band.population *= 2;
  const auto half = EstimateIndirectRatio(observed, bands);
  RC_ASSERT(ratio.ok() && twice.ok() && half.ok());
  RC_ASSERT(std::abs(twice->value - 2 * ratio->value) <= 1e-9 * twice->value);
  RC_ASSERT(std::abs(half->interval.upper - ratio->interval.upper / 2) <=
            1e-9 * half->interval.upper);
}

RC_GTEST_PROP(LifeExpectancyProperty, FallsByNoMoreThanTheYearsThatPass, ()) {
  std::vector<LifeTableBand> bands;
  for (const double age : kLifeTableAges) {
    const int population = Count(5'000, 100'000);
    bands.push_back({age, static_cast<double>(population), 1.0 + Count(0, population / 10)});
  }
  const auto years = EstimateLifeExpectancy(bands);
  RC_ASSERT(years.ok());
  for (std::size_t i = 1; i < years->size(); ++i) {
    const LifeExpectancy& before = (*years)[i - 1];
    const LifeExpectancy& after = (*years)[i];
    if (!before.value || !after.value) continue;
    RC_ASSERT(before.start_age + *before.value <= after.start_age + *after.value + 1e-9);
  }
}

}  // namespace
}  // namespace fivestep::analysis::statistics
