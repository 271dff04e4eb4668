// The index of disparity: how far groups lie from everybody's level, in per cent of it.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_DISPARITY_INDEX_H_
#define FIVESTEP_ANALYSIS_STATISTICS_DISPARITY_INDEX_H_

#include <optional>
#include <span>

#include "analysis/statistics/mean_difference.h"
#include "analysis/statistics/simulated_limits.h"
#include "analysis/statistics/subgroups.h"

namespace fivestep::analysis::statistics {

struct DisparityOptions {
  Weighting weighting = Weighting::kEqual;
  // Everybody's level where it is known from elsewhere; taken as certain. Read with kEqual only.
  std::optional<double> setting_average = std::nullopt;
  std::optional<Simulation> simulation = std::nullopt;
  MissingEstimates missing = MissingEstimates::kFew;
};

// Returns the index of disparity of `groups` in per cent, with simulated limits.
//
// Everybody's level is drawn with the groups when they count the same; when they are weighted it
// stays at its observed value, as in the WHO's package.
//
// Errors:
//   kInvalidArgument  everybody's level is 0; otherwise as MeanDifference from everybody.
// Source: Pearcy and Keppel (2002), Public Health Reports 117:273-280. Worked value: 10, 20 and 60
// of 100, 200 and 100 people (mean 27.5) -> equal 69.6970 %, weighted 59.0909 %.
Result<SummaryMeasure> IndexOfDisparity(std::span<const Subgroup> groups,
                                        const DisparityOptions& options);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_DISPARITY_INDEX_H_
