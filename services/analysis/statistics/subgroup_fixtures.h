// Groups for the tests of summary measures. Included by tests only.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_SUBGROUP_FIXTURES_H_
#define FIVESTEP_ANALYSIS_STATISTICS_SUBGROUP_FIXTURES_H_

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/statistics/subgroups.h"

namespace fivestep::analysis::statistics {

// Groups in order, of `populations` (100 each where empty) and standard errors 1.
inline std::vector<Subgroup> InOrder(const std::vector<double>& estimates,
                                     const std::vector<double>& populations = {}) {
  std::vector<Subgroup> groups;
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    Subgroup group{estimates[i], 1, populations.empty() ? 100 : populations[i]};
    group.order = static_cast<int>(i) + 1;
    groups.push_back(group);
  }
  return groups;
}

// The WHO package's own example of ordered groups.
inline std::vector<Subgroup> FiveGroups() {
  return InOrder({20, 30, 40, 50, 60}, {78, 91, 162, 103, 105});
}

// Whether the caller is told `reason`, and that it is the caller's mistake.
template <class T>
bool IsRefused(const Result<T>& result, std::string_view reason) {
  return !result.ok() && result.status().code() == Code::kInvalidArgument &&
         result.status().message().find(reason) != std::string::npos;
}

// Whether the interval is this one to four decimals.
inline bool HasInterval(const SummaryMeasure& measure, double lower, double upper,
                        double tolerance = 5e-5) {
  return measure.interval && std::abs(measure.interval->lower - lower) <= tolerance &&
         std::abs(measure.interval->upper - upper) <= tolerance;
}

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_SUBGROUP_FIXTURES_H_
