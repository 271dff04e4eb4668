// Records equity audits, and raises inequalities that are new.
//
// Streams: `equity_audit/{equity_audit}`, `audit_line/{audit_line}`,
// `emerging_inequality/{emerging_inequality}`. See services/analysis/README.md for the commands ->
// events table. The lines are computed beforehand (equity_audit_preparation.h), on a snapshot.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_EQUITY_AUDIT_H_
#define FIVESTEP_ANALYSIS_DOMAIN_EQUITY_AUDIT_H_

#include "fivestep/analysis/v1/equity_audit.pb.h"
#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/analysis/v1/internal.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {

// Measures in one audit; with four dimensions 400 lines, each an event of its own.
inline constexpr int kMaxMeasuresInAudit = 100;

// Refuses lines whose data set was withdrawn, or whose indicator was revised, since they were
// computed. An inequality that was raised before is not raised again.
Decision Decide(const v1::EquityAudit& audit, const v1::RecordEquityAuditRequest& command,
                const v1::PreparedEquityAudit& prepared, const CommandContext& context);

void Evolve(v1::EquityAudit& audit, const v1::EquityAuditRecorded& event);
void Evolve(v1::AuditLine& line, const v1::AuditLineRecorded& event);
void Evolve(v1::EmergingInequality& inequality, const v1::EmergingInequalityRaised& event);

// The name of the inequality of one indicator and one group: the same one whenever it is seen.
std::string EmergingInequalityName(const std::string& programme, const std::string& indicator,
                                   const std::string& group);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_EQUITY_AUDIT_H_
