// Why an overall level changed between two periods: because groups fare otherwise, or because there
// are more people of some groups and fewer of others.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_CHANGE_DECOMPOSITION_H_
#define FIVESTEP_ANALYSIS_STATISTICS_CHANGE_DECOMPOSITION_H_

#include <span>
#include <vector>

#include "analysis/statistics/gap.h"
#include "analysis/statistics/interval.h"
#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

// Whether numerators are people of the denominator, or events of which one person may have several.
enum class CountKind { kProportion, kRate };

// The same group in two periods.
struct GroupChange {
  GroupCount before;
  GroupCount after;
};

// What one group's change adds to the change of all.
struct ChangeContribution {
  double level = 0;        // it fares otherwise
  double composition = 0;  // it is a greater or smaller part of everybody
};

struct DecomposedChange {
  // All in the unit of numerator / denominator. `total` = `level` + `composition`.
  double total = 0;
  Estimate level;
  Estimate composition;
  std::vector<ChangeContribution> by_group;  // in the order given
};

// Returns the change of the overall level of `groups`, split without a rest: the level effect is
// the mean of the two periods' shares times the change of level, the composition effect the change
// of share times the mean of the two levels. Which period came first decides the sign only.
//
// The intervals are normal, from the binomial or Poisson variance of each group in each period;
// shares are taken as certain. One group's composition effect depends on where 0 is: add them up
// over groups that belong together before reading them.
//
// Errors:
//   kInvalidArgument  no group, or more than kMaxGapGroups; a numerator that is negative (or, for
//                     proportions, above the denominator); a denominator not above 0 (a group that
//                     is there in one period only cannot be compared); a value that is not finite;
//                     a confidence out of range or exactly 1. All that apply, in one message.
// Source: Kitagawa (1955), JASA 50(272):1168-1194. Worked value: groups of 10/100 -> 6/50 and
// 40/100 -> 57/150: total 0.065; level 0.625 * (-0.02) + 0.375 * 0.02 = -0.005; composition
// 0.25 * 0.39 - 0.25 * 0.11 = 0.07.
Result<DecomposedChange> DecomposeChange(std::span<const GroupChange> groups, CountKind kind,
                                         double confidence = kDefaultConfidence);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_CHANGE_DECOMPOSITION_H_
