#include "codesign/opinion/consensus.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace fivestep::codesign::opinion {
namespace {

Representative SideOf(size_t statement, bool agrees, const VoteCounts& inside,
                      const VoteCounts& outside) {
  Representative side{statement, agrees, inside, outside};
  const int votes_inside = agrees ? inside.agree : inside.disagree;
  const int votes_outside = agrees ? outside.agree : outside.disagree;
  side.share = SmoothedShare(votes_inside, inside.seen());
  side.share_test = HalfTest(votes_inside, inside.seen());
  side.ratio = side.share / SmoothedShare(votes_outside, outside.seen());
  side.ratio_test = DifferenceTest(votes_inside, inside.seen(), votes_outside, outside.seen());
  side.score = side.ratio * side.ratio_test * side.share * side.share_test;
  return side;
}

}  // namespace

double SmoothedShare(int votes, int seen) { return (votes + 1.0) / (seen + 2.0); }

double HalfTest(int votes, int seen) {
  return 2 * std::sqrt(seen + 1.0) * ((votes + 1.0) / (seen + 1.0) - 0.5);
}

double DifferenceTest(int votes_inside, int seen_inside, int votes_outside, int seen_outside) {
  const double inside = seen_inside + 1.0;
  const double outside = seen_outside + 1.0;
  const double share_inside = (votes_inside + 1.0) / inside;
  const double share_outside = (votes_outside + 1.0) / outside;
  const double pooled = (votes_inside + votes_outside + 2.0) / (inside + outside);
  if (pooled >= 1) return 0;
  return (share_inside - share_outside) /
         std::sqrt(pooled * (1 - pooled) * (1 / inside + 1 / outside));
}

std::vector<Representative> RepresentativeOf(const VoteMatrix& votes,
                                             const std::vector<size_t>& statements,
                                             const std::vector<size_t>& members,
                                             const std::vector<size_t>& others) {
  std::vector<Representative> found;
  for (const size_t s : statements) {
    const VoteCounts inside = votes.CountsOf(s, members);
    const VoteCounts outside = votes.CountsOf(s, others);
    for (const bool agrees : {true, false}) {
      const Representative side = SideOf(s, agrees, inside, outside);
      if (side.share_test > kSignificantZ && side.ratio_test > kSignificantZ) {
        found.push_back(side);
      }
    }
  }
  std::sort(found.begin(), found.end(), [](const Representative& a, const Representative& b) {
    return std::make_pair(-a.score, a.statement) < std::make_pair(-b.score, b.statement);
  });
  // What a group is for says more about it than what it is against.
  const auto best_agreed = std::find_if(found.begin(), found.end(),
                                        [](const Representative& side) { return side.agrees; });
  if (best_agreed != found.end()) std::rotate(found.begin(), best_agreed, best_agreed + 1);
  if (found.size() > kMaxShown) found.resize(kMaxShown);
  return found;
}

double GroupInformedConsensus(const std::vector<VoteCounts>& groups) {
  double product = 1;
  for (const VoteCounts& counts : groups) product *= SmoothedShare(counts.agree, counts.seen());
  return product;
}

std::vector<Consensus> ConsensusOf(const VoteMatrix& votes, const std::vector<size_t>& statements,
                                   bool agree) {
  std::vector<Consensus> found;
  for (const size_t s : statements) {
    Consensus consensus{s, votes.CountsOf(s)};
    const int side = agree ? consensus.counts.agree : consensus.counts.disagree;
    consensus.share = SmoothedShare(side, consensus.counts.seen());
    consensus.share_test = HalfTest(side, consensus.counts.seen());
    if (consensus.share > 0.5 && consensus.share_test > kSignificantZ) found.push_back(consensus);
  }
  std::sort(found.begin(), found.end(), [](const Consensus& a, const Consensus& b) {
    return std::make_pair(-a.share * a.share_test, a.statement) <
           std::make_pair(-b.share * b.share_test, b.statement);
  });
  if (found.size() > kMaxShown) found.resize(kMaxShown);
  return found;
}

Stance StanceOf(const VoteCounts& counts) {
  if (counts.seen() < kFewestVotesShown) return Stance::kNotSaid;
  const double bar = kAgreedShare * counts.seen();
  if (counts.agree >= bar) return Stance::kAgreed;
  if (counts.disagree >= bar) return Stance::kAgreedAgainst;
  return Stance::kSplit;
}

}  // namespace fivestep::codesign::opinion
