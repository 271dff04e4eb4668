// Appraises what comes back of the money, as of a moment.
//
// Stream: `appraisal/{appraisal}`, one event: another look is another appraisal.
#ifndef FIVESTEP_METRICS_DOMAIN_APPRAISAL_H_
#define FIVESTEP_METRICS_DOMAIN_APPRAISAL_H_

#include "fivestep/metrics/v1/appraisal.pb.h"
#include "fivestep/metrics/v1/events.pb.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

// `result` was computed over a snapshot; it says up to which position it holds.
Decision Decide(const v1::Appraisal& appraisal, const v1::AppraiseReturnRequest& command,
                const v1::ReturnResult& result, const CommandContext& context);

void Evolve(v1::Appraisal& appraisal, const v1::ReturnAppraised& event);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_APPRAISAL_H_
