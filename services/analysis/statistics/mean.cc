#include "analysis/statistics/mean.h"

#include <algorithm>
#include <cmath>

#include "analysis/statistics/normal.h"
#include "analysis/statistics/student.h"

namespace fivestep::analysis::statistics {
namespace {

// In two passes of extended precision: values may be large beside their spread.
double StandardDeviation(std::span<const double> values, long double sum) {
  const auto count = static_cast<long double>(values.size());
  const long double mean = sum / count;
  long double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return static_cast<double>(std::sqrt(squares / (count - 1)));
}

}  // namespace

Result<MeanEstimate> EstimateMean(std::span<const double> values, double confidence) {
  const Result<double> fraction = ConfidenceFraction(confidence);
  if (!fraction.ok()) return fraction.status();
  if (values.empty()) return InvalidArgument("a mean needs at least one value");
  if (!std::all_of(values.begin(), values.end(), [](double one) { return std::isfinite(one); })) {
    return InvalidArgument("every value of a mean is a finite number");
  }
  long double sum = 0;
  for (const double value : values) sum += value;
  const auto count = static_cast<double>(values.size());
  MeanEstimate estimate;
  estimate.sum = static_cast<double>(sum);
  estimate.count = values.size();
  estimate.value = estimate.sum / count;
  if (values.size() == 1) return estimate;

  estimate.standard_deviation = StandardDeviation(values, sum);
  const double reach = -StudentQuantile((1 - *fraction) / 2, count - 1) *
                       *estimate.standard_deviation / std::sqrt(count);
  estimate.interval = Interval{estimate.value - reach, estimate.value + reach};
  return estimate;
}

}  // namespace fivestep::analysis::statistics
