// What a board report says of one metric: its chart, what those who know it say, its alerts.
#ifndef FIVESTEP_METRICS_REPORT_METRIC_SECTION_H_
#define FIVESTEP_METRICS_REPORT_METRIC_SECTION_H_

#include "fivestep/metrics/v1/board_report.pb.h"
#include "fivestep/metrics/v1/metric.pb.h"
#include "platform/eventlog/reader.h"

namespace fivestep::metrics {

// The metric with its newest chart; where none can be drawn its note says why. Sets the chart
// convention of `content`.
v1::ReportedMetric ReportedMetricOf(const v1::Metric& metric, const ReadContext& context,
                                    v1::BoardReportContent& content);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_REPORT_METRIC_SECTION_H_
