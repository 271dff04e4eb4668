// Answers about legal duties: the evidence held, and the draft of the annual report.
#ifndef FIVESTEP_PROGRAMME_DUTY_QUERY_H_
#define FIVESTEP_PROGRAMME_DUTY_QUERY_H_

#include "fivestep/programme/v1/duty.pb.h"
#include "platform/eventlog/reader.h"

namespace fivestep::programme {

// Of what the caller may see. Errors: NOT_FOUND, INVALID_ARGUMENT (FINANCIAL_YEAR_NOT_VALID).
Result<v1::GetDutyEvidenceResponse> AnswerDutyEvidence(const v1::GetDutyEvidenceRequest& request,
                                                       const ReadContext& context);
Result<v1::GetAnnualReportResponse> AnswerAnnualReport(const v1::GetAnnualReportRequest& request,
                                                       const ReadContext& context);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DUTY_QUERY_H_
