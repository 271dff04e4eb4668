// Whether a gap widens or narrows, and whether everybody got worse.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_TREND_H_
#define FIVESTEP_ANALYSIS_DOMAIN_TREND_H_

#include <string>

#include "fivestep/analysis/v1/finding.pb.h"
#include "fivestep/analysis/v1/indicator.pb.h"

namespace fivestep::analysis {

// The difference of two independent estimates, with the interval that square-and-add makes of
// theirs (Zou and Donner 2008, Statistics in Medicine 27:1693-1702).
// Worked value: 10 [8, 12] less 6 [5, 7] -> 4 [1.764, 6.236].
v1::Estimate DifferenceOf(const v1::Estimate& one, const v1::Estimate& other);

// Adds what became of the figures' gap since `earlier`, which holds the same two groups. A change
// is only that: what caused it is not shown.
//
// REQUIRES: both have a gap.
void AddTrend(const v1::IndicatorDefinition& definition, const std::string& earlier_period,
              const v1::Figures& earlier, v1::Figures& figures);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_TREND_H_
