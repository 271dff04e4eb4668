// Voters as points of a plane: the two directions in which their votes differ most.
#ifndef FIVESTEP_CODESIGN_OPINION_PROJECTION_H_
#define FIVESTEP_CODESIGN_OPINION_PROJECTION_H_

#include <Eigen/Core>
#include <cstdint>

#include "codesign/opinion/vote_matrix.h"

namespace fivestep::codesign::opinion {

// One row per voter, two columns.
using Points = Eigen::Matrix<double, Eigen::Dynamic, 2>;

struct Projection {
  Points points;
  // What each statement weighs in the two directions: one row per statement, columns of length 1.
  Points loadings;
  // Share of the variance of the filled matrix that each direction explains, in [0, 1].
  double explained[2] = {0, 0};
};

// Principal components of the votes as Polis takes them (Small et al. 2021, Recerca 26(2)): agree
// 1, pass 0, disagree -1; a missing vote is filled with the statement's mean; a voter's place is
// stretched by the square root of (statements / votes of the voter), so that whoever voted little
// does not look like the middle. The sign of a direction is such that its largest loading is
// positive.
//
// The components come from subspace iteration with `iterations` rounds from a start that `seed`
// gives (Halko, Martinsson and Tropp 2011, SIAM Review 53(2), algorithm 4.4): the filled matrix
// minus its means is zero wherever nobody voted, so a round costs as much as there are votes.
//
// REQUIRES: at least two voters and two statements. A voter without votes is put in the middle.
// Worked value: 4 voters, two who agree with A and disagree with B and two the other way round, lie
// at -sqrt(2) and sqrt(2) on the first axis, which explains everything.
Projection Project(const VoteMatrix& votes, uint64_t seed, int iterations);

}  // namespace fivestep::codesign::opinion

#endif  // FIVESTEP_CODESIGN_OPINION_PROJECTION_H_
