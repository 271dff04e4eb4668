// Proportions of people and how sure we can be of them.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_PROPORTION_H_
#define FIVESTEP_ANALYSIS_STATISTICS_PROPORTION_H_

#include "analysis/statistics/interval.h"
#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

// Returns the Wilson score interval of `numerator` out of `denominator`, without continuity
// correction, as proportions in [0, 1]. At a confidence of exactly 1 it is [0, 1].
//
// Fractions of people are allowed (they occur in modelled counts). `confidence` as in
// ConfidenceFraction.
//
// Errors:
//   kInvalidArgument  not 0 <= numerator <= denominator, or denominator not above 0 (the caller
//                     decides what "nobody was asked" means), or a value is not a number, or the
//                     confidence is out of range.
// Source: Wilson (1927), JASA 22(158):209-212. Worked value: 10 of 100 -> [0.0552, 0.1744].
Result<Interval> WilsonInterval(double numerator, double denominator,
                                double confidence = kDefaultConfidence);

// Returns `numerator` / `denominator` with its Wilson interval, all times `multiplier` (1 for a
// proportion, 100 for a percentage).
//
// Errors: those of WilsonInterval; kInvalidArgument when `multiplier` is not above 0.
// Worked value: 3 of 50 as a percentage -> 6 [2.0615, 16.2171].
Result<Estimate> EstimateProportion(double numerator, double denominator,
                                    double confidence = kDefaultConfidence, double multiplier = 1);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_PROPORTION_H_
