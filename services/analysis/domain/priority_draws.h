// How sure a ranking is, by drawing weights and scores anew many times.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_PRIORITY_DRAWS_H_
#define FIVESTEP_ANALYSIS_DOMAIN_PRIORITY_DRAWS_H_

#include <cstdint>
#include <vector>

#include "fivestep/analysis/v1/ranking.pb.h"

namespace fivestep::analysis {

// Enough for shares that hold to a hundredth (standard error 0.003 at 0.9).
inline constexpr int kPriorityDraws = 10'000;
// Two findings are tied when neither ranks above the other in this share of the draws. Overlapping
// intervals of their figures are no tie: they say nothing about the order of the two.
inline constexpr double kRankedApart = 0.9;
// Concentration of the weights' Dirichlet distribution: a weight of 0.25 has a standard deviation
// of 0.06, a quarter of itself, as in the sensitivity to weights.
inline constexpr double kWeightConcentration = 50;
// Half the width of a score's plausible range where the panel gives none: nobody scores finer.
inline constexpr double kScoreDoubt = 5;

struct PriorityDraws {
  // above[i][j]: in which share of the draws finding i ranks above finding j.
  std::vector<std::vector<double>> above;
  // acceptability[i][k]: in which share of the draws finding i gets rank k + 1.
  std::vector<std::vector<double>> acceptability;

  bool AreTied(size_t one, size_t other) const {
    return above[one][other] < kRankedApart && above[other][one] < kRankedApart;
  }
};

// Draws weights from a Dirichlet distribution around the agreed ones, and each score from a normal
// distribution with the plausible range as its 95 % interval (either side for itself, cut at 0 and
// 100). A finding that fails a gate ranks below all that pass in every draw. The same seed gives
// the same draws. Source: stochastic multicriteria acceptability analysis, Lahdelma and Salminen
// (2001), Operations Research 49(3):444-454; gamma variates by Marsaglia and Tsang (2000), ACM TOMS
// 26(3):363-372.
PriorityDraws DrawPriorities(const v1::Ranking& ranking, int64_t seed, int draws = kPriorityDraws);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_PRIORITY_DRAWS_H_
