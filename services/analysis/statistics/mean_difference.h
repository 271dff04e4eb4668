// How far groups lie, on average, from the best group, from a reference, or from everybody.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_MEAN_DIFFERENCE_H_
#define FIVESTEP_ANALYSIS_STATISTICS_MEAN_DIFFERENCE_H_

#include <optional>
#include <span>

#include "analysis/statistics/gap.h"
#include "analysis/statistics/simulated_limits.h"
#include "analysis/statistics/subgroups.h"

namespace fivestep::analysis::statistics {

// Whether every group counts the same, or by its population.
enum class Weighting { kEqual, kByPopulation };

// What the groups are compared with.
enum class Comparator {
  kBest,       // the largest estimate where higher is better, else the smallest
  kReference,  // the group marked as the reference
  kEverybody,  // the mean weighted by population, or the setting average
};

struct MeanDifferenceOptions {
  Comparator comparator = Comparator::kEverybody;
  Weighting weighting = Weighting::kByPopulation;
  // Read with kBest only.
  Polarity polarity = Polarity::kHigherIsBetter;
  // Everybody's level where it is known from elsewhere; taken as certain. Read with kEverybody and
  // kEqual only.
  std::optional<double> setting_average = std::nullopt;
  std::optional<Simulation> simulation = std::nullopt;
  MissingEstimates missing = MissingEstimates::kFew;
};

// Returns the mean distance of `groups` from the comparator, in the estimates' unit, with simulated
// limits. Both the comparator and the groups are drawn; the comparator counts as a group.
//
// Errors:
//   kInvalidArgument  as KnownGroups (populations are needed to weigh by them, and for everybody's
//                     level unless it is given; a reference with kReference); a setting average
//                     that is not finite; otherwise as SimulatedLimits.
// Source: WHO (2013), Handbook on Health Inequality Monitoring, p. 60. Worked value: 10, 20 and 60
// of 100, 200 and 100 people -> from everybody (27.5) 16.25, from the best 32.5.
Result<SummaryMeasure> MeanDifference(std::span<const Subgroup> groups,
                                      const MeanDifferenceOptions& options);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_MEAN_DIFFERENCE_H_
