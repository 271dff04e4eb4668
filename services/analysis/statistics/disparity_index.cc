#include "analysis/statistics/disparity_index.h"

#include <cmath>
#include <cstddef>

namespace fivestep::analysis::statistics {
namespace {

// The level that distances are measured from, where it is not drawn with the estimates.
std::optional<double> FixedLevel(const KnownSubgroups& groups, const DisparityOptions& options) {
  if (options.weighting == Weighting::kByPopulation) return groups.WeightedMean();
  return options.setting_average;
}

}  // namespace

Result<SummaryMeasure> IndexOfDisparity(std::span<const Subgroup> groups,
                                        const DisparityOptions& options) {
  if (options.setting_average && !std::isfinite(*options.setting_average)) {
    return InvalidArgument("the setting average is not a finite number");
  }
  const bool weighted = options.weighting == Weighting::kByPopulation;
  SubgroupNeeds needs;
  needs.population = weighted || !options.setting_average;
  const auto known = KnownGroups(groups, needs, options.missing);
  if (!known.ok()) return known.status();

  const std::optional<double> fixed = FixedLevel(*known, options);
  return MeasuredBySimulation(*known, options.simulation, [&](std::span<const double> estimates) {
    const double level = fixed ? *fixed : known->WeightedMean(estimates);
    double sum = 0;
    for (std::size_t i = 0; i < estimates.size(); ++i) {
      const double weight = weighted ? known->shares[i] : 1 / static_cast<double>(known->size());
      sum += weight * std::abs(estimates[i] - level);
    }
    return 100 * sum / level;
  });
}

}  // namespace fivestep::analysis::statistics
