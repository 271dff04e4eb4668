// Answers GetOutlook: plan against what came, forecast, and whether the target can be met.
#ifndef FIVESTEP_METRICS_OUTLOOK_QUERY_H_
#define FIVESTEP_METRICS_OUTLOOK_QUERY_H_

#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "fivestep/metrics/v1/reading.pb.h"
#include "platform/core/status.h"
#include "platform/eventlog/reader.h"

namespace fivestep::metrics {

// The outlook of a defined metric. Pure. Errors: FAILED_PRECONDITION PERIODS_NOT_CHARTABLE.
Result<v1::GetOutlookResponse> OutlookOf(const v1::Metric& metric, const v1::Series& series);

// Errors: NOT_FOUND, FAILED_PRECONDITION METRIC_NOT_DEFINED or PERIODS_NOT_CHARTABLE.
Result<v1::GetOutlookResponse> AnswerGetOutlook(const v1::GetOutlookRequest& request,
                                                const ReadContext& context);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_OUTLOOK_QUERY_H_
