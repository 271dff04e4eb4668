#include "analysis/statistics/mean_difference.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace fivestep::analysis::statistics {
namespace {

bool HasSettingAverage(const MeanDifferenceOptions& options) {
  return options.setting_average && options.comparator == Comparator::kEverybody &&
         options.weighting == Weighting::kEqual;
}

SubgroupNeeds NeedsOf(const MeanDifferenceOptions& options) {
  SubgroupNeeds needs;
  needs.population = options.weighting == Weighting::kByPopulation ||
                     (options.comparator == Comparator::kEverybody && !HasSettingAverage(options));
  needs.reference = options.comparator == Comparator::kReference;
  return needs;
}

double LevelOf(const KnownSubgroups& groups, const MeanDifferenceOptions& options,
               std::span<const double> estimates) {
  switch (options.comparator) {
    case Comparator::kBest:
      return options.polarity == Polarity::kHigherIsBetter
                 ? *std::max_element(estimates.begin(), estimates.end())
                 : *std::min_element(estimates.begin(), estimates.end());
    case Comparator::kReference:
      return estimates[groups.reference];
    case Comparator::kEverybody:
      break;
  }
  return HasSettingAverage(options) ? *options.setting_average : groups.WeightedMean(estimates);
}

double Distance(const KnownSubgroups& groups, const MeanDifferenceOptions& options,
                std::span<const double> estimates) {
  const double level = LevelOf(groups, options, estimates);
  double sum = 0;
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    const double weight = options.weighting == Weighting::kByPopulation
                              ? groups.shares[i]
                              : 1 / static_cast<double>(groups.size());
    sum += weight * std::abs(estimates[i] - level);
  }
  return sum;
}

}  // namespace

Result<SummaryMeasure> MeanDifference(std::span<const Subgroup> groups,
                                      const MeanDifferenceOptions& options) {
  if (options.setting_average && !std::isfinite(*options.setting_average)) {
    return InvalidArgument("the setting average is not a finite number");
  }
  const auto known = KnownGroups(groups, NeedsOf(options), options.missing);
  if (!known.ok()) return known.status();
  return MeasuredBySimulation(*known, options.simulation, [&](std::span<const double> estimates) {
    return Distance(*known, options, estimates);
  });
}

}  // namespace fivestep::analysis::statistics
