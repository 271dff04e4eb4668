// A metric's chart as inline SVG that needs nothing else, with its text alternative.
#ifndef FIVESTEP_METRICS_REPORT_SVG_CHART_H_
#define FIVESTEP_METRICS_REPORT_SVG_CHART_H_

#include <string>

#include "fivestep/metrics/v1/board_report.pb.h"

namespace fivestep::metrics::report {

// What the chart shows, in sentences: how many values, from when to when, the latest, the centre
// line, the limits, the target, and which values are more than noise.
std::string ChartText(const v1::ReportedMetric& metric);

// The chart; empty where no point has a value. `id` is unique in the page and needs no escaping.
std::string ChartSvg(const v1::ReportedMetric& metric, const std::string& id);

// `12.3 %`, in the unit and to the places of the metric.
std::string ValueText(const v1::ReportedMetric& metric, double value);

// `above the upper limit`; empty for what is not special.
std::string CauseText(v1::SpecialCause cause);

}  // namespace fivestep::metrics::report

#endif  // FIVESTEP_METRICS_REPORT_SVG_CHART_H_
