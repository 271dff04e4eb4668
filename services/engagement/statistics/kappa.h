// How far two coders agree beyond chance.
#ifndef FIVESTEP_ENGAGEMENT_STATISTICS_KAPPA_H_
#define FIVESTEP_ENGAGEMENT_STATISTICS_KAPPA_H_

#include <cstdint>
#include <optional>

#include "analysis/statistics/interval.h"
#include "platform/core/status.h"

namespace fivestep::engagement::statistics {

// What two coders said of the same contributions, about one code.
struct CoderTable {
  int64_t both = 0;         // both saw it
  int64_t only_first = 0;   // the first saw it, the second did not
  int64_t only_second = 0;  // the other way round
  int64_t neither = 0;
};

struct Agreement {
  // Share on which both say the same, in [0, 1].
  double observed = 0;
  // Cohen's kappa with its 95 % interval, at most 1. Nothing where chance alone would agree: both
  // saw the code everywhere, or nowhere.
  std::optional<analysis::statistics::Estimate> kappa;
};

// Computes agreement and kappa = (po - pe) / (1 - pe). The interval uses the large-sample standard
// error of a kappa that need not be 0, cut at -1 and 1.
//
// Errors: kInvalidArgument when a count is below 0, or all are 0.
// Sources: Cohen (1960), Educational and Psychological Measurement 20(1):37-46; Fleiss, Cohen and
// Everitt (1969), Psychological Bulletin 72(5):323-327, formula 13.
// Worked value: 20, 5, 10, 15 -> po 0.7, kappa 0.4, standard error 0.1270, [0.1511, 0.6489].
Result<Agreement> CohensKappa(const CoderTable& table);

}  // namespace fivestep::engagement::statistics

#endif  // FIVESTEP_ENGAGEMENT_STATISTICS_KAPPA_H_
