// Computes the lines of an equity audit on a snapshot, off the commit thread.
#ifndef FIVESTEP_ANALYSIS_EQUITY_AUDIT_PREPARATION_H_
#define FIVESTEP_ANALYSIS_EQUITY_AUDIT_PREPARATION_H_

#include "fivestep/analysis/v1/equity_audit.pb.h"
#include "fivestep/analysis/v1/internal.pb.h"
#include "platform/eventlog/reader.h"

namespace fivestep::analysis {

// One line for each measure of the programme and each of deprivation, ethnicity, age and sex. A
// measure is what indicators with the same numerator, denominator and kind measure; an indicator
// holds it against one dimension. Where there is no indicator, no figures, or the figures cannot be
// used, the line says so.
//
// Errors: INDICATOR_NOT_IN_PROGRAMME, RESOURCE_NOT_FOUND (a data set of `sources`),
// NOTHING_TO_AUDIT, TOO_MANY_LINES.
Result<v1::PreparedEquityAudit> PrepareEquityAudit(const v1::RecordEquityAuditRequest& request,
                                                   const ReadContext& context);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_EQUITY_AUDIT_PREPARATION_H_
