// Areas put into equally large groups by a value: deciles, quintiles.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_QUANTILE_GROUPS_H_
#define FIVESTEP_ANALYSIS_STATISTICS_QUANTILE_GROUPS_H_

#include <optional>
#include <span>
#include <vector>

#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

// More groups than this are no longer read as groups.
inline constexpr int kMaxQuantileGroups = 100;

// Which values quantile 1 holds.
enum class FirstQuantile { kHighestValues, kLowestValues };

// Returns the quantile of each value, from 1 to `quantiles`, in the order of the values; nothing
// for a value that is missing. Values that are equal share the quantile of the best-ranked one of
// them, so groups may differ in size. All are nothing when there are fewer values than quantiles.
//
// Errors:
//   kInvalidArgument  `quantiles` is not from 1 to kMaxQuantileGroups, or a value is not finite.
// Source: the rank rule of PHEindicatormethods 2.1.0, phe_quantile.
// Worked value: 30, 10, 20, 40 in 2 quantiles, highest first -> 1, 2, 2, 1.
Result<std::vector<std::optional<int>>> AssignQuantiles(
    std::span<const std::optional<double>> values, int quantiles, FirstQuantile first);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_QUANTILE_GROUPS_H_
