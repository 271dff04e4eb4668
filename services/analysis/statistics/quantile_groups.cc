#include "analysis/statistics/quantile_groups.h"

#include <algorithm>
#include <cmath>

namespace fivestep::analysis::statistics {
namespace {

// The quantile of the value at this rank from 1 of `count`. The two divisions are the reference's,
// in its order: exact multiples lie on the edge that std::ceil decides by the last bit.
int QuantileOf(double rank, double count, int quantiles) {
  const double steps = ((count + 1) - rank) / (count / quantiles);
  const double quantile = std::floor((quantiles + 1.0) - std::ceil(steps));
  return std::max(1, static_cast<int>(quantile));
}

}  // namespace

Result<std::vector<std::optional<int>>> AssignQuantiles(
    std::span<const std::optional<double>> values, int quantiles, FirstQuantile first) {
  if (quantiles < 1 || quantiles > kMaxQuantileGroups) {
    return InvalidArgument("there are from 1 to 100 quantiles");
  }
  // Sorted so that rank 1 comes first.
  const double sign = first == FirstQuantile::kHighestValues ? -1 : 1;
  std::vector<double> keys;
  for (const std::optional<double>& value : values) {
    if (!value) continue;
    if (!std::isfinite(*value)) {
      return InvalidArgument("every value to be ranked is a finite number");
    }
    keys.push_back(sign * *value);
  }
  std::sort(keys.begin(), keys.end());
  std::vector<std::optional<int>> assigned(values.size());
  if (keys.size() < static_cast<std::size_t>(quantiles)) return assigned;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i]) continue;
    const auto place = std::lower_bound(keys.begin(), keys.end(), sign * *values[i]);
    const auto rank = static_cast<double>(place - keys.begin() + 1);
    assigned[i] = QuantileOf(rank, static_cast<double>(keys.size()), quantiles);
  }
  return assigned;
}

}  // namespace fivestep::analysis::statistics
