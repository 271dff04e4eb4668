// A metric's chart as text, one reading a line.
#ifndef FIVESTEP_CLI_CHART_TEXT_H_
#define FIVESTEP_CLI_CHART_TEXT_H_

#include <string>

#include "fivestep/metrics/v1/metrics_service.pb.h"

namespace fivestep::cli {

// Time runs down, the value to the right. `│` is the centre line, `(` and `)` the limits, `:` the
// target, `●` a value, `▲` and `▼` a special cause upwards or downwards.
std::string DrawChart(const metrics::v1::GetChartResponse& chart);

// At most six significant digits, without zeros at the end.
std::string NumberText(double value);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_CHART_TEXT_H_
