// Priority score v2: gates, weighted sum of criteria, ranks, and how far the ranks can be relied
// on.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_PRIORITY_SCORE_H_
#define FIVESTEP_ANALYSIS_DOMAIN_PRIORITY_SCORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fivestep/analysis/v1/ranking.pb.h"

namespace fivestep::analysis {

inline constexpr char kPriorityScoreMethod[] = "priority score v2";
// Wide enough for decimal fractions in binary, too narrow for 0.333 three times.
inline constexpr double kWeightSumTolerance = 1e-6;
// Each weight in turn is made this much smaller and larger to see whether ranks hold.
inline constexpr double kWeightVariation = 0.25;
// Scores that differ by less are equal: they differ by rounding only.
inline constexpr double kEqualScores = 1e-9;

// Returns the scored findings of `ranking` in the order of the list.
//
// score = sum of weight x score over the criteria; `contributions` is its waterfall. A finding that
// fails a gate comes after all that pass. Ranks follow the ranking's tie rule. `best_rank` and
// `worst_rank` are the extremes when each weight in turn is a quarter less or more (the others
// scaled so that all make 1), and when all weights are equal. Ties and rank acceptabilities come
// from draws, see priority_draws.h. Placements move findings on the list and leave ranks as they
// are. Source: multi-criteria decision analysis as in Public Health England's Prioritisation
// Framework (2018), whose advice is to show how sensitive ranks are.
//
// REQUIRES: weights that make 1; scores in the order of the weights.
// Worked value: weights 0.6, 0.4; scores (80, 20) and (50, 70) -> 56 and 58, ranks 2 and 1, each
// somewhere from 1 to 2.
std::vector<v1::RankedFinding> RankByPriority(const v1::Ranking& ranking, int64_t seed);

// Returns Hanlon's basic priority rating, (A + 2 B) x C with size A, seriousness B and
// effectiveness C from 0 to 10, here tenths of the scores of size, severity and amenability; 0
// where a gate fails; nothing where one of the three is not scored.
//
// Source: Hanlon and Pickett, Public Health Administration and Practice; its PEARL are the gates.
// Worked value: size 60, severity 80, amenability 75 -> (6 + 16) x 7.5 = 165.
std::optional<double> HanlonRating(const v1::FindingScore& finding);

// Whether it passes all its gates.
bool PassesGates(const v1::FindingScore& finding);

// Weights, scores and placements as bytes, to see whether they have changed.
std::string BasisOf(const v1::Ranking& ranking);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_PRIORITY_SCORE_H_
