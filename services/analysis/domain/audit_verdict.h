// What the lines of an equity audit allow to be said once they are counted together.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_AUDIT_VERDICT_H_
#define FIVESTEP_ANALYSIS_DOMAIN_AUDIT_VERDICT_H_

#include <vector>

#include "fivestep/analysis/v1/equity_audit.pb.h"
#include "fivestep/analysis/v1/finding.pb.h"
#include "platform/core/status.h"

namespace fivestep::analysis {

// Of the lines that an audit calls unequal, at most this share is expected to be so by chance.
inline constexpr double kFalseDiscoveryRate = 0.05;

// Takes over what `figures` say of gap, groups and unit. The p-value is multiplied by the pairs
// that the two groups were picked from (Bonferroni), since an audit always compares the extremes.
void TakeOver(const v1::Figures& figures, v1::AuditLine& line);

// Sets the verdicts. 100 measures by 4 dimensions would give 20 false "unequal" if each line were
// judged alone, so p-values are adjusted over all lines that have one (Benjamini and Hochberg
// 1995):
//   unequal          adjusted p-value at most kFalseDiscoveryRate
//   cannot be known  a gap in the data, no gap to be computed, or too few people to tell
//   no evidence      else, with the smallest gap that would have been seen
//
// Errors: kInternal where a p-value is none.
Status JudgeTogether(std::vector<v1::AuditLine>& lines);

// Counts the lines by verdict.
v1::AuditSummary Summarise(const std::vector<v1::AuditLine>& lines);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_AUDIT_VERDICT_H_
