// Whether a group gained more between two periods than a comparator did: what guard-rail 7 asks
// before a change is put down to an intervention.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_DIFFERENCE_IN_DIFFERENCES_H_
#define FIVESTEP_ANALYSIS_STATISTICS_DIFFERENCE_IN_DIFFERENCES_H_

#include <optional>

#include "analysis/statistics/change_decomposition.h"
#include "analysis/statistics/gap.h"
#include "analysis/statistics/interval.h"
#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

struct RelativeGain {
  // The group's change of level minus the comparator's, turned so that positive is better for the
  // group; in the unit of numerator / denominator times the multiplier.
  Estimate absolute;
  // The ratio of the two ratios after / before, turned so that above 1 is better for the group.
  // Absent when a count is 0, or nobody is left without the outcome anywhere.
  std::optional<Estimate> relative = std::nullopt;
  // Two-sided, of "both changed alike" on the absolute scale: Wald, with each level's own variance.
  double p_value = 1;
};

// Returns the difference in differences of two independent groups.
//
// It answers for chance only: that the two would have changed alike without the intervention is an
// assumption, which a longer series before it may support or refute. People counted in both periods
// make the interval too wide, if anything.
//
// absolute: the square-and-add interval (MOVER) over the four levels' own intervals, Wilson's for
//   proportions, exact below 10 events and Byar's from there for rates: Zou and Donner (2008),
//   Statistics in Medicine 27:1693-1702.
// relative: the interval on the scale of logarithms, as in gap.h.
//
// Errors:
//   kInvalidArgument  a count is not a proportion or rate (see EstimateProportion, EstimateRate);
//                     the multiplier is not above 0, or so large that a limit is not finite; the
//                     confidence is out of range or exactly 1.
// Source: Card and Krueger (1994), American Economic Review 84:772-793, for the design.
// Worked value: 40/100 -> 60/100 against 50/100 -> 55/100, higher better -> 0.15
// [-0.0430, 0.3376].
Result<RelativeGain> DifferenceInDifferences(const GroupChange& group,
                                             const GroupChange& comparator, CountKind kind,
                                             Polarity polarity,
                                             double confidence = kDefaultConfidence,
                                             double multiplier = 1);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_DIFFERENCE_IN_DIFFERENCES_H_
