// How far groups lie from their common mean, weighted by population: variance, standard deviation
// and coefficient of variation between groups. For dimensions without an order.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_DISPERSION_H_
#define FIVESTEP_ANALYSIS_STATISTICS_DISPERSION_H_

#include <optional>
#include <span>

#include "analysis/statistics/simulated_limits.h"
#include "analysis/statistics/subgroups.h"

namespace fivestep::analysis::statistics {

// Returns the between-group variance, in the square of the estimates' unit, with the error that
// follows from independent normal estimates.
//
// Errors:
//   kInvalidArgument  as KnownGroups with populations; a confidence out of range.
// Source: WHO (2013), Handbook on Health Inequality Monitoring, p. 58. Worked value: 10, 20 and 30
// of equal populations, standard errors 1 -> 66.6667 (standard error 9.4516).
Result<SummaryMeasure> BetweenGroupVariance(std::span<const Subgroup> groups,
                                            double confidence = kDefaultConfidence,
                                            MissingEstimates missing = MissingEstimates::kFew);

// Returns the square root of the between-group variance, in the estimates' unit, with simulated
// limits.
//
// Errors: as KnownGroups with populations, and SimulatedLimits.
// Worked value: 10, 20 and 30 of equal populations -> 8.1650.
Result<SummaryMeasure> BetweenGroupStandardDeviation(
    std::span<const Subgroup> groups, const std::optional<Simulation>& simulation,
    MissingEstimates missing = MissingEstimates::kFew);

// Returns the between-group standard deviation in per cent of the mean, with simulated limits.
//
// Errors: as BetweenGroupStandardDeviation; kInvalidArgument when the mean is 0.
// Worked value: 10, 20 and 30 of equal populations -> 40.8248 %.
Result<SummaryMeasure> CoefficientOfVariation(std::span<const Subgroup> groups,
                                              const std::optional<Simulation>& simulation,
                                              MissingEstimates missing = MissingEstimates::kFew);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_DISPERSION_H_
