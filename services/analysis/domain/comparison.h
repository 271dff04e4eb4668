// Which two groups are compared, the gap between them, and what it allows to be said.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_COMPARISON_H_
#define FIVESTEP_ANALYSIS_DOMAIN_COMPARISON_H_

#include "analysis/domain/figures.h"

namespace fivestep::analysis {

// How a comparator of several groups is called.
inline constexpr char kAllOtherGroups[] = "all other groups";
// A verdict of "unequal" is wrong at most this often where there is no gap.
inline constexpr double kFalseAlarmRate = 0.05;

// Picks the two groups that `question` asks for out of the figures' groups, and adds their gap.
// Adds none where one of them has no value.
//
// Errors: SAME_GROUP, COMPARATOR_GROUP_NEEDED, GROUP_NOT_IN_DATA_SET.
Status AddGap(const AnalysisQuestion& question, v1::Figures& figures);

// Adds the verdict.
//
// Unequal: the interval leaves out "no gap", and so does the p-value times the pairs that the two
// were picked from because of their figures (Bonferroni): of 14 equal groups, worst and best alone
// look unequal far more often than one time in twenty.
// Cannot be known: no gap, or a group so small that even twice as much harm would probably not be
// seen. Else: no evidence.
void AddVerdict(const v1::IndicatorDefinition& definition, v1::Figures& figures);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_COMPARISON_H_
