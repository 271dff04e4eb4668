// Deprivation quantiles of small areas within each of several larger ones, by OHID's rule.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_AREA_QUANTILES_H_
#define FIVESTEP_ANALYSIS_STATISTICS_AREA_QUANTILES_H_

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

// Above a hundred a quantile is no summary.
inline constexpr int kMaxAreaQuantiles = 100;
// Every small area of England three times over.
inline constexpr std::size_t kMaxSmallAreas = 100'000;

// A small area (an LSOA), the larger one it is part of, and its deprivation score.
struct SmallArea {
  std::string geography;  // the larger area's code
  double score = 0;       // higher is more deprived, as scores of the Indices of Deprivation are
};

// Returns the quantile of each small area within its geography, in the order given; 1 is the most
// deprived. National quantiles are those of one geography, England.
//
// Small areas are counted, not people. Each quantile gets the whole part of areas / quantiles; the
// areas left over go to the quantiles that the rule names, spread from the most deprived on: of
// five, one left over to the first, two to the first and third, three to the first, second and
// fourth, four to the first to fourth. In general the first q quantiles together hold areas * q /
// quantiles, rounded up. Equally deprived areas stay together, in the most deprived quantile that
// any of them reaches.
//
// Errors:
//   kInvalidArgument  not 2 to kMaxAreaQuantiles quantiles; no area, or more than kMaxSmallAreas; a
//                     score that is not finite; a geography without code, or with fewer small areas
//                     than quantiles (the message names it). All that apply, in one message.
// Source: OHID, Public health technical guidance, "Assigning deprivation categories"
// (fingertips.phe.org.uk, data processing methods). quantile_groups.h repeats the reference
// package's form of it, divisions of doubles that now and then round an area of twenty quantiles
// into the next one; this one counts in whole numbers, and both agree on quintiles and deciles.
// Worked value: seven areas in quintiles -> 2, 1, 2, 1 and 1 of them.
Result<std::vector<int>> QuantilesWithinAreas(std::span<const SmallArea> areas, int quantiles);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_AREA_QUANTILES_H_
