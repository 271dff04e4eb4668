// The view `evidence`: what rests on what; see domain/evidence_index.h for its keys.
//
// Folded from this service's own log, and from those of analysis (findings answer themes) and
// metrics (reports that were issued).
#ifndef FIVESTEP_ENGAGEMENT_VIEWS_EVIDENCE_H_
#define FIVESTEP_ENGAGEMENT_VIEWS_EVIDENCE_H_

#include <vector>

#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "fivestep/engagement/v1/thematic_analysis.pb.h"
#include "platform/core/status.h"
#include "platform/eventlog/model.h"
#include "platform/eventlog/reader.h"

namespace fivestep::engagement {

// One fold for each log.
std::vector<ViewFold> EvidenceViews();

// Everything that rests on a contribution, whether or not it was taken back already.
//
// Errors: NOT_FOUND.
Result<v1::GetWithdrawalImpactResponse> AnswerWithdrawalImpact(
    const v1::GetWithdrawalImpactRequest& request, const ReadContext& context);

// Cohen's kappa of two coders for each code that is in use. Contributions that were taken back do
// not count, nor do codings with an earlier version.
//
// Errors: NOT_FOUND; RECORD_INCOMPLETE when both coders are the same one.
Result<v1::GetCoderAgreementResponse> AnswerCoderAgreement(
    const v1::GetCoderAgreementRequest& request, const ReadContext& context);

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_VIEWS_EVIDENCE_H_
