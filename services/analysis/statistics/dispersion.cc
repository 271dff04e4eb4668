#include "analysis/statistics/dispersion.h"

#include <cmath>
#include <cstddef>

namespace fivestep::analysis::statistics {
namespace {

constexpr SubgroupNeeds kWithPopulation{.population = true};

double Variance(const KnownSubgroups& groups, std::span<const double> estimates) {
  const double mean = groups.WeightedMean(estimates);
  double variance = 0;
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    variance += groups.shares[i] * (estimates[i] - mean) * (estimates[i] - mean);
  }
  return variance;
}

// The variance of a quadratic form in independent normal estimates.
std::optional<double> VarianceError(const KnownSubgroups& groups) {
  if (groups.standard_errors.empty()) return std::nullopt;
  const double mean = groups.WeightedMean();
  double linear = 0;    // from the distances to the mean
  double squared = 0;   // from the mean's own error, twice
  double quartic = 0;   // what the square counts double
  double residual = 0;  // from the estimates' own squares
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const double share = groups.shares[i];
    const double error = groups.standard_errors[i] * groups.standard_errors[i];
    const double distance = groups.estimates[i] - mean;
    linear += share * share * error * distance * distance;
    squared += share * share * error;
    quartic += std::pow(share, 4) * error * error;
    residual += share * share * (1 - share) * (1 - share) * error * error;
  }
  return std::sqrt(4 * linear + 2 * (squared * squared - quartic + residual));
}

}  // namespace

Result<SummaryMeasure> BetweenGroupVariance(std::span<const Subgroup> groups, double confidence,
                                            MissingEstimates missing) {
  const auto known = KnownGroups(groups, kWithPopulation, missing);
  if (!known.ok()) return known.status();
  return Measured(Variance(*known, known->estimates), VarianceError(*known), confidence);
}

Result<SummaryMeasure> BetweenGroupStandardDeviation(std::span<const Subgroup> groups,
                                                     const std::optional<Simulation>& simulation,
                                                     MissingEstimates missing) {
  const auto known = KnownGroups(groups, kWithPopulation, missing);
  if (!known.ok()) return known.status();
  return MeasuredBySimulation(*known, simulation, [&](std::span<const double> estimates) {
    return std::sqrt(Variance(*known, estimates));
  });
}

Result<SummaryMeasure> CoefficientOfVariation(std::span<const Subgroup> groups,
                                              const std::optional<Simulation>& simulation,
                                              MissingEstimates missing) {
  const auto known = KnownGroups(groups, kWithPopulation, missing);
  if (!known.ok()) return known.status();
  return MeasuredBySimulation(*known, simulation, [&](std::span<const double> estimates) {
    return 100 * std::sqrt(Variance(*known, estimates)) / known->WeightedMean(estimates);
  });
}

}  // namespace fivestep::analysis::statistics
