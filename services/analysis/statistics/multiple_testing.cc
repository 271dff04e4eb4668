#include "analysis/statistics/multiple_testing.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace fivestep::analysis::statistics {

Result<std::vector<double>> BenjaminiHochberg(std::span<const double> p_values) {
  for (const double p : p_values) {
    if (!(p >= 0 && p <= 1)) return InvalidArgument("a p-value is a number from 0 to 1");
  }
  std::vector<std::size_t> descending(p_values.size());
  std::iota(descending.begin(), descending.end(), std::size_t{0});
  std::stable_sort(descending.begin(), descending.end(),
                   [&](std::size_t a, std::size_t b) { return p_values[a] > p_values[b]; });

  const auto tests = static_cast<double>(p_values.size());
  std::vector<double> adjusted(p_values.size());
  double smallest = 1;
  double rank = tests;
  for (const std::size_t index : descending) {
    smallest = std::min(smallest, p_values[index] * tests / rank);
    adjusted[index] = smallest;
    rank -= 1;
  }
  return adjusted;
}

}  // namespace fivestep::analysis::statistics
