// Levels of many small areas, drawn towards their common level by as much as chance explains: what
// guard-rail 7 asks of a baseline that was chosen because it was extreme.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_EMPIRICAL_BAYES_H_
#define FIVESTEP_ANALYSIS_STATISTICS_EMPIRICAL_BAYES_H_

#include <span>
#include <vector>

#include "analysis/statistics/change_decomposition.h"
#include "analysis/statistics/gap.h"
#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

// One area, with what was counted and what to expect of it again. Show both.
struct ShrunkLevel {
  double raw = 0;
  double shrunk = 0;
  // How much of the raw level is kept: 0 (all is chance) to below 1.
  double weight = 0;
};

struct ShrunkLevels {
  std::vector<ShrunkLevel> areas;  // in the order given
  // The common level, all numerators over all denominators.
  double overall = 0;
  // The variance between areas beyond chance; 0 where chance explains all of it.
  double variance_between = 0;
};

// Returns the levels of `areas` (as numerator / denominator) shrunk towards the common level.
//
// Moments: the denominator-weighted variance of the raw levels, less the part that chance gives at
// the mean denominator, is the variance between areas; each area keeps the share of its own
// variance that lies between areas. Chance is Poisson for rates (Marshall's global estimator) and
// binomial for proportions (then it is the mean of the beta-binomial posterior).
//
// Errors:
//   kInvalidArgument  fewer than kMinSubgroups areas, or more than kMaxGapGroups; a numerator that
//                     is negative (or, for proportions, above its denominator), a denominator not
//                     above 0 (for proportions, below 1), or a value that is not finite. All that
//                     apply, in one message.
// Source: Marshall (1991), Applied Statistics 40(2):283-294; for proportions Kleinman (1973), JASA
// 68(341):46-54. Worked value: rates of 5, 15 and 40 in 100 -> overall 0.2, variance between
// 0.0197; shrunk 0.0638, 0.1546 and 0.3815.
Result<ShrunkLevels> Shrink(std::span<const GroupCount> areas, CountKind kind);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_EMPIRICAL_BAYES_H_
