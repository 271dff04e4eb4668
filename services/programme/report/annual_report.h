// A draft of what an integrated care board's annual report says about how it discharged its duties
// on inequalities, involvement and the triple aim (National Health Service Act 2006, section
// 14Z58), with the indicators held by deprivation, ethnicity, age and sex. Pure.
#ifndef FIVESTEP_PROGRAMME_REPORT_ANNUAL_REPORT_H_
#define FIVESTEP_PROGRAMME_REPORT_ANNUAL_REPORT_H_

#include <string>
#include <vector>

#include "fivestep/programme/v1/duty.pb.h"
#include "fivestep/programme/v1/internal.pb.h"
#include "fivestep/programme/v1/programme.pb.h"
#include "programme/report/document.h"

namespace fivestep::programme {

// Figures are as the analysis context released them; what is unknown is said to be so: a dimension
// by which nothing is held, a measure without data, a verdict that cannot be known, and groups
// without a value.
Document MakeAnnualReport(const v1::Programme& programme, const std::string& financial_year,
                          const v1::GetDutyEvidenceResponse& duties,
                          const std::vector<v1::StoredAuditLine>& indicators);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_REPORT_ANNUAL_REPORT_H_
