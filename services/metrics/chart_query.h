// Answers GetChart: a metric's released values as an XmR chart.
#ifndef FIVESTEP_METRICS_CHART_QUERY_H_
#define FIVESTEP_METRICS_CHART_QUERY_H_

#include <vector>

#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "fivestep/metrics/v1/reading.pb.h"
#include "platform/core/status.h"
#include "platform/eventlog/reader.h"

namespace fivestep::metrics {

// The chart of `readings`, in any order, of a defined metric. Pure.
//
// Errors: FAILED_PRECONDITION PERIODS_NOT_CHARTABLE (a hole in the series) with the dates and the
// remedy.
Result<v1::GetChartResponse> ChartOf(const v1::Metric& metric,
                                     const std::vector<v1::Reading>& readings);

// Errors: NOT_FOUND, FAILED_PRECONDITION METRIC_NOT_DEFINED or PERIODS_NOT_CHARTABLE.
Result<v1::GetChartResponse> AnswerGetChart(const v1::GetChartRequest& request,
                                            const ReadContext& context);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_CHART_QUERY_H_
