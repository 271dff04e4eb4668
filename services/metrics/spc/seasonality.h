// Whether a series moves with the seasons: then a control chart without them signals winters.
#ifndef FIVESTEP_METRICS_SPC_SEASONALITY_H_
#define FIVESTEP_METRICS_SPC_SEASONALITY_H_

#include <cstddef>
#include <optional>
#include <span>

namespace fivestep::metrics::spc {

// Below this p-value a chart warns: 1 % of the series without a season are warned about.
inline constexpr double kSeasonalPValue = 0.01;

struct Seasonality {
  double f = 0;
  double p_value = 1;  // of "no month differs from the others"
};

// The F-test of month effects beside a straight line (analysis of covariance): how much better the
// line fits when every place of the `cycle` (12 for months, 4 for quarters) has a level of its own.
// Nothing when there are fewer than two full cycles with a value at every place, or the series does
// not vary.
//
// Source: analysis of covariance, Fisher (1932), Statistical Methods for Research Workers.
// Worked value: see seasonality_test.cc.
std::optional<Seasonality> TestSeasonality(std::span<const std::optional<double>> values,
                                           std::size_t cycle);

}  // namespace fivestep::metrics::spc

#endif  // FIVESTEP_METRICS_SPC_SEASONALITY_H_
