#include "analysis/statistics/funnel_limits.h"

#include <algorithm>
#include <cmath>

#include "analysis/statistics/normal.h"
#include "analysis/statistics/poisson_limit.h"

namespace fivestep::analysis::statistics {
namespace {

// Larger denominators than there will be people.
constexpr double kMaxSize = 1e12;

double PowerOfTen(double whole_number, int digits_off) {
  const int digits =
      whole_number < 1 ? 1 : static_cast<int>(std::floor(std::log10(whole_number))) + 1;
  return std::pow(10, digits - digits_off);
}

// 95 % of `x`, rounded down to one significant digit.
double RoundedDown(double x) {
  const double step = PowerOfTen(std::floor(0.95 * x), 1);
  return std::floor(0.95 * x / step) * step;
}

// 105 % of `x`, rounded up to two significant digits.
double RoundedUp(double x) {
  const double step = PowerOfTen(std::ceil(1.05 * x), 2);
  return std::ceil(1.05 * x / step) * step;
}

// The sizes from the smallest to the largest that the plot shows.
Result<Interval> Range(const std::vector<std::optional<double>>& denominators, double average,
                       const FunnelOptions& options) {
  const bool rate = options.statistic == FunnelStatistic::kRate;
  const double years = rate ? options.years : 1;
  Interval range{kMaxSize, 0};
  for (const std::optional<double>& denominator : denominators) {
    if (!denominator) continue;
    range.lower = std::min(range.lower, *denominator / years);
    range.upper = std::max(range.upper, *denominator / years);
  }
  if (range.upper <= kMaxSize) {
    const double lower = range.upper > 2 * range.lower ? 0 : RoundedDown(range.lower);
    range = {lower * years, RoundedUp(range.upper) * years};
    if (rate) range = {std::floor(range.lower * average), std::ceil(range.upper * average)};
  }
  if (!(range.upper <= kMaxSize)) {
    return InvalidArgument("the areas are too large to draw: more than 1,000,000,000,000");
  }
  return range;
}

// Sizes that grow by a constant factor, recomputed at each step, and by 1 at least.
std::vector<double> Sizes(const Interval& range, FunnelStatistic statistic) {
  // The reference lets a ratio's sizes take one step more than they have.
  const int steps = kFunnelSizes + (statistic == FunnelStatistic::kRatio ? 1 : 0);
  std::vector<double> sizes = {std::max(1.0, range.lower)};
  for (int taken = 1; taken < kFunnelSizes; ++taken) {
    const double last = sizes.back();
    const double factor = std::pow(range.upper / last, 1.0 / (steps - taken));
    // std::nearbyint rounds halves to even, as R's round() does.
    sizes.push_back(std::max(std::nearbyint(factor * last), last + 1));
  }
  return sizes;
}

double OneSided(double confidence) { return confidence + (1 - confidence) / 2; }

Interval ProportionLimits(double average, double population, double confidence, double multiplier) {
  const double z = NormalQuantile(OneSided(confidence));
  return {std::max(0.0, ProportionFunnelLimit(average, population, z, -1)) * multiplier,
          std::min(1.0, ProportionFunnelLimit(average, population, z, +1)) * multiplier};
}

// The expected events at which so many events are just probable: many at the lower limit.
Interval ExpectedEvents(double events, double confidence) {
  // 0.025 and 0.001 to the last bit, as the reference writes them.
  const double tail = confidence == kInnerConfidence ? 0.025 : 0.001;
  return {PoissonLimit(events, tail, PoissonSide::kFewEvents),
          PoissonLimit(events, tail, PoissonSide::kManyEvents)};
}

FunnelLimits EventLimits(double events, double average, const FunnelOptions& options) {
  FunnelLimits limits{events,
                      {},
                      {},
                      ExpectedEvents(events, kInnerConfidence),
                      ExpectedEvents(events, kOuterConfidence)};
  const bool rate = options.statistic == FunnelStatistic::kRate;
  const double scale = rate ? options.multiplier : 1;
  const auto finish = [&](Interval& denominators) {
    const double people = rate ? average : 1;  // events expected of one person-year
    const Interval own = {events / (denominators.lower / people) * scale,
                          events / (denominators.upper / people) * scale};
    if (rate) {
      denominators = {denominators.lower / average / options.years,
                      denominators.upper / average / options.years};
    }
    return own;
  };
  limits.inner = finish(*limits.inner_denominator);
  limits.outer = finish(*limits.outer_denominator);
  return limits;
}

FunnelLimits LimitsAt(double size, double average, const FunnelOptions& options) {
  if (options.statistic != FunnelStatistic::kProportion) return EventLimits(size, average, options);
  return {size, ProportionLimits(average, size, kInnerConfidence, options.multiplier),
          ProportionLimits(average, size, kOuterConfidence, options.multiplier)};
}

}  // namespace

Result<FunnelPlot> ComputeFunnelLimits(std::span<const FunnelArea> areas,
                                       const FunnelOptions& options) {
  const auto denominators = FunnelDenominators(areas, options);
  if (!denominators.ok()) return denominators.status();
  const Result<double> average = FunnelAverage(areas, options);
  if (!average.ok()) return average.status();
  if (options.statistic == FunnelStatistic::kRate && !(*average > 0)) {
    return InvalidArgument("a funnel plot of rates needs at least one event");
  }
  const Result<Interval> range = Range(*denominators, *average, options);
  if (!range.ok()) return range.status();
  FunnelPlot plot;
  plot.baseline = options.statistic == FunnelStatistic::kRatio ? 1 : *average * options.multiplier;
  for (const double size : Sizes(*range, options.statistic)) {
    plot.limits.push_back(LimitsAt(size, *average, options));
  }
  return plot;
}

}  // namespace fivestep::analysis::statistics
