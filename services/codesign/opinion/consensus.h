// Which statements stand for a group, and which unite all.
#ifndef FIVESTEP_CODESIGN_OPINION_CONSENSUS_H_
#define FIVESTEP_CODESIGN_OPINION_CONSENSUS_H_

#include <cstddef>
#include <vector>

#include "codesign/opinion/vote_matrix.h"

namespace fivestep::codesign::opinion {

// One-sided 90 %: what Polis takes as significant. = NormalQuantile(0.9).
inline constexpr double kSignificantZ = 1.2815515655446004;
// Statements shown for a group, and in each consensus list.
inline constexpr size_t kMaxShown = 5;

// Returns (votes + 1) / (seen + 2): the share with one vote for and one against added, so that two
// votes out of two are not certainty. Worked values: 0 of 0 -> 0.5; 8 of 8 -> 0.9.
double SmoothedShare(int votes, int seen);

// Returns the test value of "more than half": 2 sqrt(n + 1) ((x + 1) / (n + 1) - 0.5).
// Worked value: 8 of 10 -> 2.1106.
double HalfTest(int votes, int seen);

// Returns the test value of "a larger share inside than outside", all four counts raised by one; 0
// where both shares are 1. Worked value: 8 of 10 inside, 2 of 10 outside -> 2.5690.
double DifferenceTest(int votes_inside, int seen_inside, int votes_outside, int seen_outside);

// How far a statement stands for a group.
struct Representative {
  size_t statement = 0;
  // The group agrees with it more than others do, or disagrees more.
  bool agrees = true;
  VoteCounts inside;
  VoteCounts outside;
  double share = 0;       // smoothed share of the group on this side
  double share_test = 0;  // HalfTest
  double ratio = 0;       // share / smoothed share of the others on this side
  double ratio_test = 0;  // DifferenceTest
  double score = 0;       // ratio x ratio_test x share x share_test
};

// The statements that tell a group from all others: more than half of it on one side and more than
// elsewhere, both significant; at most kMaxShown by score, the best that it agrees with first.
// `members` and `others` are indices of voters. May be empty: a group may have nothing of its own.
std::vector<Representative> RepresentativeOf(const VoteMatrix& votes,
                                             const std::vector<size_t>& statements,
                                             const std::vector<size_t>& members,
                                             const std::vector<size_t>& others);

// Returns the group-informed consensus of a statement: the product over groups of the smoothed
// share of agreement. A statement that one group rejects cannot come out high, however small the
// group. Worked value: 8 of 8 and 3 of 8 -> 0.9 x 0.4 = 0.36.
double GroupInformedConsensus(const std::vector<VoteCounts>& groups);

struct Consensus {
  size_t statement = 0;
  VoteCounts counts;
  double share = 0;       // smoothed
  double share_test = 0;  // HalfTest
};

// Statements that more than half of all agree with (or, with `agree` false, disagree with),
// significantly; at most kMaxShown, by share x test.
std::vector<Consensus> ConsensusOf(const VoteMatrix& votes, const std::vector<size_t>& statements,
                                   bool agree);

// What may be said of a declared group on one statement.
enum class Stance {
  kNotSaid,        // too few of the group voted for anything to be said
  kAgreed,         // three quarters or more agree
  kAgreedAgainst,  // three quarters or more disagree
  kSplit,
};

// A declared group is said to be agreed from three quarters on: the usual bar of a Delphi study
// (Diamond et al. 2014, J. Clin. Epidemiol. 67:401-409, median 75 %).
inline constexpr double kAgreedShare = 0.75;
// Fewer votes than this would say how a person voted.
inline constexpr int kFewestVotesShown = 3;
// Declared groups below this are shown as agreed or split only.
inline constexpr int kSmallestDeclaredGroup = 8;

// Worked values: 6 of 8 agree -> kAgreed; 5 of 8 -> kSplit; 2 of 2 -> kNotSaid.
Stance StanceOf(const VoteCounts& counts);

}  // namespace fivestep::codesign::opinion

#endif  // FIVESTEP_CODESIGN_OPINION_CONSENSUS_H_
