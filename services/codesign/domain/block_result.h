// What the ballots of a block come to.
#ifndef FIVESTEP_CODESIGN_DOMAIN_BLOCK_RESULT_H_
#define FIVESTEP_CODESIGN_DOMAIN_BLOCK_RESULT_H_

#include <vector>

#include "fivestep/codesign/v1/method_block.pb.h"

namespace fivestep::codesign {

// Counts by value: `counts[i]` ballots gave the value `i`.
using ValueCounts = google::protobuf::RepeatedField<int32_t>;

// Returns the value at `share` of the way through the sorted values, with linear interpolation
// (type 7 of Hyndman and Fan 1996, The American Statistician 50(4); R's default). 0 where there are
// none. Worked value: values 1, 2, 4, 9 -> lower quartile 1.75, median 3, upper quartile 5.25.
double QuantileOf(const ValueCounts& counts, double share);

// Consensus of ratings from 1 to 9: three quarters or more in one end third of the scale (the third
// of the RAND/UCLA manual, the bar that Delphi studies use most: Diamond et al. 2014).
v1::Consensus ConsensusOf(const ValueCounts& counts);

// The items of the block with their results, best first; equals in the order of their codes on the
// sheet. By kind of ballot:
//
//   dots     most dots
//   ranks    sum of points: the best of n ranks gives n points, the last 1. Worked value: with 5
//            ranks, two first places and one third give 5 + 5 + 3 = 13.
//   ratings  highest median
//   MoSCoW   placed where most ballots place it, in a tie at the less binding; then most "must"
//   impact and effort   median impact less median effort; above 3 is high
std::vector<v1::ItemResult> ResultsOf(const v1::MethodBlock& block);

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_DOMAIN_BLOCK_RESULT_H_
