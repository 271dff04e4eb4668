// What the next readings will be if nothing changes. Only a stable process has an answer.
#ifndef FIVESTEP_METRICS_SPC_FORECAST_H_
#define FIVESTEP_METRICS_SPC_FORECAST_H_

#include <string>

#include "metrics/spc/control_chart.h"

namespace fivestep::metrics::spc {

// The next reading lies between `lower` and `upper` as long as the process stays as it is, about
// `mean`. Without a stable last phase (guard-rail 12) there is no range but a `why_not`.
struct Forecast {
  bool stable = false;
  double mean = 0;
  double lower = 0;
  double upper = 0;
  // For people to read; empty when there is a range.
  std::string why_not = {};
};

// Stable is a last phase of at least kMinPoints values with limits and no special cause in it.
// A p' or u' chart's range is that of its last point's denominator.
Forecast ForecastFrom(const ControlChart& chart);

}  // namespace fivestep::metrics::spc

#endif  // FIVESTEP_METRICS_SPC_FORECAST_H_
