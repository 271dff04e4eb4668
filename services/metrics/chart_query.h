// Answers GetChart: a metric's released values as a control chart.
#ifndef FIVESTEP_METRICS_CHART_QUERY_H_
#define FIVESTEP_METRICS_CHART_QUERY_H_

#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "fivestep/metrics/v1/reading.pb.h"
#include "platform/core/status.h"
#include "platform/eventlog/reader.h"

namespace fivestep::metrics {

// The chart of the readings of a defined metric. Pure.
//
// Errors: FAILED_PRECONDITION PERIODS_NOT_CHARTABLE (a hole in the series, counts that a p' or u'
// chart would need) with the remedy.
Result<v1::GetChartResponse> ChartOf(
    const v1::Metric& metric, const v1::Series& series,
    v1::ChartConvention convention = v1::CHART_CONVENTION_UNSPECIFIED,
    v1::ChartMethod method = v1::CHART_METHOD_UNSPECIFIED);

// Errors: NOT_FOUND, FAILED_PRECONDITION METRIC_NOT_DEFINED or PERIODS_NOT_CHARTABLE.
Result<v1::GetChartResponse> AnswerGetChart(const v1::GetChartRequest& request,
                                            const ReadContext& context);

// The row of a metric that is defined. Errors: NOT_FOUND, FAILED_PRECONDITION METRIC_NOT_DEFINED.
Result<v1::Metric> ReadDefined(const ReadContext& context, const std::string& name);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_CHART_QUERY_H_
