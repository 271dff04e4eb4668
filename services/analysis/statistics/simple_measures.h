// The two simplest summary measures: how far apart two groups of many are, and how many times.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_SIMPLE_MEASURES_H_
#define FIVESTEP_ANALYSIS_STATISTICS_SIMPLE_MEASURES_H_

#include <span>

#include "analysis/statistics/gap.h"
#include "analysis/statistics/subgroups.h"

namespace fivestep::analysis::statistics {

// Whether groups have an order (deprivation) or none (ethnicity).
enum class Dimension { kOrdered, kUnordered };

// Returns the difference of two groups, in the unit of the estimates.
//
// Which two: in an ordered dimension the ends, so that a positive value is worse for the most
// disadvantaged group. In an unordered one the largest minus the smallest, or, where a group is the
// reference, how far the worst of the others is behind it. Of equal groups the first given counts.
// The standard error is that of independent groups; absent where either group has none. Groups
// without an estimate are left out, those in between may be missing.
//
// Errors:
//   kInvalidArgument  fewer than two groups with an estimate; an end of an ordered dimension
//   without
//                     one; otherwise as KnownGroups; a confidence that is out of range.
// Source: WHO (2013), Handbook on Health Inequality Monitoring, p. 52. Worked value: estimates 40
// (standard error 3) and 60 (4), higher is better, ordered -> 20 [10.2002, 29.7998].
Result<SummaryMeasure> Difference(std::span<const Subgroup> groups, Dimension dimension,
                                  Polarity polarity, double confidence = kDefaultConfidence);

// Returns the ratio of the same two groups, in the same order. `standard_error` is that of the
// ratio's logarithm, where the interval is found.
//
// Errors: as Difference; kInvalidArgument when the ratio is not above 0, or its divisor is 0.
// Worked value: estimates 40 (standard error 3) and 60 (4), higher is better, ordered -> 1.5
// [1.2322, 1.8260].
Result<SummaryMeasure> Ratio(std::span<const Subgroup> groups, Dimension dimension,
                             Polarity polarity, double confidence = kDefaultConfidence);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_SIMPLE_MEASURES_H_
