#include "analysis/statistics/entropy.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

namespace fivestep::analysis::statistics {
namespace {

// Groups whose estimates are relative to the mean: shares, ratios and relative errors.
struct RelativeGroups {
  std::vector<double> shares;
  std::vector<double> ratios;
  std::vector<double> errors;  // empty unless every group has one
};

Result<RelativeGroups> RelativeTo(std::span<const Subgroup> groups, MissingEstimates missing) {
  auto known = KnownGroups(groups, SubgroupNeeds{.population = true}, missing);
  if (!known.ok()) return known.status();
  for (double& estimate : known->estimates) {
    if (estimate < 0) return InvalidArgument("an entropy index needs estimates of at least 0");
    if (estimate == 0) estimate = kEntropyFloor;
  }
  const double mean = known->WeightedMean();
  RelativeGroups relative{known->shares, known->estimates, known->standard_errors};
  for (double& ratio : relative.ratios) ratio /= mean;
  for (double& error : relative.errors) error /= mean;
  return relative;
}

// The delta method: `derivative(i)` is that by the estimate of group i, in units of its share over
// the mean.
template <class Derivative>
std::optional<double> Error(const RelativeGroups& groups, Derivative derivative) {
  if (groups.errors.empty()) return std::nullopt;
  double variance = 0;
  for (std::size_t i = 0; i < groups.ratios.size(); ++i) {
    const double term = derivative(i) * groups.shares[i] * groups.errors[i];
    variance += term * term;
  }
  return kEntropyMultiplier * std::sqrt(variance);
}

}  // namespace

Result<SummaryMeasure> TheilIndex(std::span<const Subgroup> groups, double confidence,
                                  MissingEstimates missing) {
  const auto relative = RelativeTo(groups, missing);
  if (!relative.ok()) return relative.status();
  double index = 0;
  double centre = 0;
  for (std::size_t i = 0; i < relative->ratios.size(); ++i) {
    const double ratio = relative->ratios[i];
    index += relative->shares[i] * ratio * std::log(ratio);
    centre += relative->shares[i] * ratio * (1 + std::log(ratio));
  }
  const auto error =
      Error(*relative, [&](std::size_t i) { return 1 + std::log(relative->ratios[i]) - centre; });
  return Measured(kEntropyMultiplier * index, error, confidence);
}

Result<SummaryMeasure> MeanLogDeviation(std::span<const Subgroup> groups, double confidence,
                                        MissingEstimates missing) {
  const auto relative = RelativeTo(groups, missing);
  if (!relative.ok()) return relative.status();
  double deviation = 0;
  for (std::size_t i = 0; i < relative->ratios.size(); ++i) {
    deviation -= relative->shares[i] * std::log(relative->ratios[i]);
  }
  const auto error = Error(*relative, [&](std::size_t i) { return 1 - 1 / relative->ratios[i]; });
  return Measured(kEntropyMultiplier * deviation, error, confidence);
}

}  // namespace fivestep::analysis::statistics
