#include "analysis/statistics/attributable_risk.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace fivestep::analysis::statistics {
namespace {

Status CheckOptions(const AttributableRiskOptions& options) {
  if (options.scale && !(*options.scale > 0 && std::isfinite(*options.scale))) {
    return InvalidArgument("the scale of the estimates is a finite number above 0");
  }
  if (options.setting_average && !std::isfinite(*options.setting_average)) {
    return InvalidArgument("the setting average is not a finite number");
  }
  return OkStatus();
}

bool HasReference(std::span<const Subgroup> groups) {
  return std::any_of(groups.begin(), groups.end(),
                     [](const Subgroup& one) { return one.is_reference; });
}

// The best group; of equal ones the largest, whose error is the smallest.
std::size_t BestGroup(const KnownSubgroups& known, Polarity polarity) {
  const auto population = [&](std::size_t i) {
    return known.populations.empty() ? 0 : known.populations[i];
  };
  const double sign = polarity == Polarity::kHigherIsBetter ? 1 : -1;
  std::size_t best = 0;
  for (std::size_t i = 1; i < known.size(); ++i) {
    const double lead = sign * (known.estimates[i] - known.estimates[best]);
    if (lead > 0 || (lead == 0 && population(i) > population(best))) best = i;
  }
  return best;
}

// The standard error of the attributable fraction, from the counts with and without the outcome in
// the reference and elsewhere; absent where a count leaves it undefined.
std::optional<double> FractionError(const KnownSubgroups& known, std::size_t reference, double mean,
                                    double scale) {
  const double everybody = std::accumulate(known.populations.begin(), known.populations.end(), 0.0);
  const double in_reference = known.populations[reference];
  const double c = known.estimates[reference] / scale * in_reference;
  const double d = in_reference - c;
  const double a = mean / scale * everybody - c;
  const double b = everybody - a - in_reference;
  const double variance = c * everybody * (a * d * (everybody - c) + b * c * c) /
                          (std::pow(a + c, 3) * std::pow(c + d, 3));
  if (!(variance >= 0) || !std::isfinite(variance)) return std::nullopt;
  return std::sqrt(variance);
}

// Nothing is attributable where the reference fares no better than everybody.
double Attributable(double reference, double mean, Polarity polarity) {
  const double risk = reference - mean;
  return polarity == Polarity::kHigherIsBetter ? std::max(risk, 0.0) : std::min(risk, 0.0);
}

std::optional<double> Times(std::optional<double> error, double factor) {
  if (error) *error *= factor;
  return error;
}

}  // namespace

Result<AttributableRisk> PopulationAttributableRisk(std::span<const Subgroup> groups,
                                                    const AttributableRiskOptions& options) {
  if (const Status status = CheckOptions(options); !status.ok()) return status;
  SubgroupNeeds needs;
  needs.order = options.dimension == Dimension::kOrdered;
  needs.reference = !needs.order && HasReference(groups);
  needs.population = !options.setting_average ||
                     std::any_of(groups.begin(), groups.end(),
                                 [](const Subgroup& one) { return one.population.has_value(); });
  const auto known = KnownGroups(groups, needs, options.missing);
  if (!known.ok()) return known.status();

  const double mean = needs.population ? known->WeightedMean() : *options.setting_average;
  if (mean == 0) return InvalidArgument("everybody's level is 0: no fraction of it can be given");
  const std::size_t reference = needs.order       ? known->size() - 1
                                : needs.reference ? known->reference
                                                  : BestGroup(*known, options.polarity);
  std::optional<double> error;
  if (needs.population && options.scale) {
    error = FractionError(*known, reference, mean, *options.scale);
  }
  const double risk = Attributable(known->estimates[reference], mean, options.polarity);
  const auto absolute = Measured(risk, Times(error, std::abs(mean)), options.confidence);
  if (!absolute.ok()) return absolute.status();
  const auto fraction = Measured(100 * risk / mean, Times(error, 100), options.confidence);
  if (!fraction.ok()) return fraction.status();
  return AttributableRisk{*absolute, *fraction};
}

}  // namespace fivestep::analysis::statistics
