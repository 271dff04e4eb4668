// Priority score v1: weighted sum of criteria, ranks, and how far the ranks depend on the weights.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_PRIORITY_SCORE_H_
#define FIVESTEP_ANALYSIS_DOMAIN_PRIORITY_SCORE_H_

#include <vector>

#include "fivestep/analysis/v1/ranking.pb.h"

namespace fivestep::analysis {

inline constexpr char kPriorityScoreMethod[] = "priority score v1";
// Wide enough for decimal fractions in binary, too narrow for 0.333 three times.
inline constexpr double kWeightSumTolerance = 1e-6;
// Each weight in turn is made this much smaller and larger to see whether ranks hold.
inline constexpr double kWeightVariation = 0.25;
// Scores that differ by less are equal: they differ by rounding only.
inline constexpr double kEqualScores = 1e-9;

// Returns the scored findings of `ranking` in rank order, those that share a rank by name.
//
// score = sum of weight x score over the criteria. Ranks follow the ranking's tie rule. `best_rank`
// and `worst_rank` are the extremes when each weight in turn is a quarter less or more (the others
// scaled so that all make 1), and when all weights are equal.
// Source: multi-criteria decision analysis as in Public Health England's Prioritisation Framework
// (2018), whose advice is to show how sensitive ranks are.
//
// REQUIRES: weights that make 1; scores in the order of the weights.
// Worked value: weights 0.6, 0.4; scores (80, 20) and (50, 70) -> 56 and 58, ranks 2 and 1, each
// somewhere from 1 to 2.
std::vector<v1::RankedFinding> RankByPriority(const v1::Ranking& ranking);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_PRIORITY_SCORE_H_
