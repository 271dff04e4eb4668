// Means of measurements and how sure we can be of them.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_MEAN_H_
#define FIVESTEP_ANALYSIS_STATISTICS_MEAN_H_

#include <cstddef>
#include <optional>
#include <span>

#include "analysis/statistics/interval.h"
#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

// All in the unit of the values, but `count`.
struct MeanEstimate {
  double value = 0;
  double sum = 0;
  std::size_t count = 0;
  // Of the sample (n - 1). Absent, like the interval, where there is one value only: one
  // measurement says nothing about its spread.
  std::optional<double> standard_deviation = std::nullopt;
  std::optional<Interval> interval = std::nullopt;
};

// Returns the mean of `values` with its interval by Student's t. At a confidence of exactly 1 the
// interval is infinite. `confidence` as in ConfidenceFraction.
//
// Errors:
//   kInvalidArgument  there is no value, one is not finite, or the confidence is out of range.
// Source: "Student" (1908), Biometrika 6:1-25.
// Worked value: {3, 17, 5} -> 8.3333 [-10.4763, 27.1429], standard deviation 7.5719.
Result<MeanEstimate> EstimateMean(std::span<const double> values,
                                  double confidence = kDefaultConfidence);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_MEAN_H_
