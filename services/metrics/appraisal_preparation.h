// The slow part of an appraisal: all benefits and costs of a programme, over a snapshot and off the
// commit thread.
#ifndef FIVESTEP_METRICS_APPRAISAL_PREPARATION_H_
#define FIVESTEP_METRICS_APPRAISAL_PREPARATION_H_

#include "fivestep/metrics/v1/appraisal.pb.h"
#include "platform/core/status.h"
#include "platform/eventlog/reader.h"

namespace fivestep::metrics {

// What the benefits and costs that the caller may see come to.
//
// Errors: NOT_FOUND; FAILED_PRECONDITION SCHEDULE_REPLACED, LOW_RATES_MISSING, NOTHING_TO_APPRAISE.
Result<v1::ReturnResult> PrepareAppraisal(const v1::AppraiseReturnRequest& request,
                                          const ReadContext& context);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_APPRAISAL_PREPARATION_H_
