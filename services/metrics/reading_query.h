// Answers GetReading and ListReadings from the view `series`.
#ifndef FIVESTEP_METRICS_READING_QUERY_H_
#define FIVESTEP_METRICS_READING_QUERY_H_

#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "fivestep/metrics/v1/reading.pb.h"
#include "platform/core/status.h"
#include "platform/eventlog/reader.h"

namespace fivestep::metrics {

// Errors: NOT_FOUND, also when the metric may not be seen; FAILED_PRECONDITION
// EXACT_COUNTS_ELSEWHERE when exact counts are asked for.
Result<v1::Reading> AnswerGetReading(const v1::GetReadingRequest& request,
                                     const ReadContext& context);

// In the order of the periods. Errors: NOT_FOUND; INVALID_ARGUMENT PAGE_TOKEN_INVALID;
// FAILED_PRECONDITION EXACT_COUNTS_ELSEWHERE.
Result<v1::ListReadingsResponse> AnswerListReadings(const v1::ListReadingsRequest& request,
                                                    const ReadContext& context);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_READING_QUERY_H_
