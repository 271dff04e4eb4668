#include "analysis/statistics/funnel.h"

#include <cmath>

namespace fivestep::analysis::statistics {
namespace {

bool IsAboveZero(const std::optional<double>& value) {
  return value && *value > 0 && std::isfinite(*value);
}

Status CheckOptions(std::size_t areas, const FunnelOptions& options) {
  if (areas == 0 || areas > kMaxFunnelAreas) {
    return InvalidArgument("a funnel plot takes from 1 to 100,000 areas");
  }
  if (!IsAboveZero(options.multiplier) || !IsAboveZero(options.years)) {
    return InvalidArgument("multiplier and years are numbers above zero");
  }
  return OkStatus();
}

Status CheckArea(const FunnelArea& area, FunnelStatistic statistic) {
  if (!(area.numerator >= 0) || !std::isfinite(area.numerator)) {
    return InvalidArgument("every area needs a numerator of at least zero");
  }
  if (area.denominator && !IsAboveZero(area.denominator)) {
    return InvalidArgument("a denominator is a number above zero");
  }
  if (statistic == FunnelStatistic::kRate) {
    if (area.numerator > 0 && !IsAboveZero(area.rate)) {
      return InvalidArgument("every area with events needs a rate above zero");
    }
    if (area.numerator == 0 && !area.denominator) {
      return InvalidArgument("an area without events needs its denominator: no rate gives it");
    }
    return OkStatus();
  }
  if (!area.denominator) return InvalidArgument("every area needs a denominator");
  if (statistic == FunnelStatistic::kProportion && area.numerator > *area.denominator) {
    return InvalidArgument("a proportion needs a numerator from zero to its denominator");
  }
  return OkStatus();
}

std::optional<double> Denominator(const FunnelArea& area, const FunnelOptions& options) {
  if (options.statistic != FunnelStatistic::kRate) return area.denominator;
  if (area.numerator > 0) return options.multiplier * area.numerator / *area.rate;
  if (options.rate_kind == RateKind::kCrude) return area.denominator;
  return std::nullopt;
}

}  // namespace

Result<std::vector<std::optional<double>>> FunnelDenominators(std::span<const FunnelArea> areas,
                                                              const FunnelOptions& options) {
  FIVESTEP_RETURN_IF_ERROR(CheckOptions(areas.size(), options));
  std::vector<std::optional<double>> denominators;
  for (const FunnelArea& area : areas) {
    FIVESTEP_RETURN_IF_ERROR(CheckArea(area, options.statistic));
    denominators.push_back(Denominator(area, options));
    if (denominators.back() && !IsAboveZero(denominators.back())) {
      return InvalidArgument("numerator and rate of an area give no denominator");
    }
  }
  return denominators;
}

Result<double> FunnelAverage(std::span<const FunnelArea> areas, const FunnelOptions& options) {
  const auto denominators = FunnelDenominators(areas, options);
  if (!denominators.ok()) return denominators.status();
  double numerators = 0;
  double total = 0;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    numerators += areas[i].numerator;
    total += (*denominators)[i].value_or(0);
  }
  if (!(total > 0) || !std::isfinite(total) || !std::isfinite(numerators)) {
    return InvalidArgument("a funnel plot needs an area with events or a denominator");
  }
  return numerators / total;
}

double ProportionFunnelLimit(double average, double population, double z, int side) {
  const double p = average;
  const double n = population;
  const double z2 = z * z;
  const double scaled = n / z2 + 1;
  const double root = 64 * p * p * scaled * scaled -
                      64 * (1 / z2 + 1 / n) * p * (n * (p * (n / z2 + 2) - 1) + z2 * (p - 1));
  // Rounding may leave the root of an average of 0 or 1 just below zero.
  const double spread = std::sqrt(std::max(0.0, root)) / 8;
  return (p * scaled + side * spread) / (1 / z2 + 1 / n) / n;
}

Result<std::vector<FunnelPoint>> FunnelPoints(std::span<const FunnelArea> areas,
                                              const FunnelOptions& options) {
  if (options.statistic != FunnelStatistic::kRate) {
    return InvalidArgument("only rates need points of their own: others are drawn as they are");
  }
  const auto denominators = FunnelDenominators(areas, options);
  if (!denominators.ok()) return denominators.status();
  std::vector<FunnelPoint> points;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    const bool withheld = options.rate_kind == RateKind::kDirectlyStandardised &&
                          areas[i].numerator < kMinFunnelDirectRateEvents;
    if (withheld) {
      points.push_back({});
      continue;
    }
    points.push_back(
        {areas[i].numerator > 0 ? areas[i].rate : 0, *(*denominators)[i] / options.years});
  }
  return points;
}

}  // namespace fivestep::analysis::statistics
