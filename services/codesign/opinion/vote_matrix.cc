#include "codesign/opinion/vote_matrix.h"

namespace fivestep::codesign::opinion {
namespace {

constexpr int8_t kNoVote = 2;

}  // namespace

void VoteCounts::Add(Vote vote) {
  if (vote == Vote::kAgree) ++agree;
  if (vote == Vote::kDisagree) ++disagree;
  if (vote == Vote::kPass) ++pass;
}

VoteMatrix::VoteMatrix(size_t voters, size_t statements)
    : voters_(voters), statements_(statements), cells_(voters * statements, kNoVote) {}

void VoteMatrix::Set(size_t voter, size_t statement, Vote vote) {
  cells_[voter * statements_ + statement] = static_cast<int8_t>(vote);
}

std::optional<Vote> VoteMatrix::At(size_t voter, size_t statement) const {
  const int8_t cell = cells_[voter * statements_ + statement];
  if (cell == kNoVote) return std::nullopt;
  return static_cast<Vote>(cell);
}

int VoteMatrix::VoteCountOf(size_t voter) const {
  int count = 0;
  for (size_t s = 0; s < statements_; ++s) count += At(voter, s).has_value() ? 1 : 0;
  return count;
}

VoteCounts VoteMatrix::CountsOf(size_t statement) const {
  VoteCounts counts;
  for (size_t v = 0; v < voters_; ++v) {
    if (const auto vote = At(v, statement)) counts.Add(*vote);
  }
  return counts;
}

VoteCounts VoteMatrix::CountsOf(size_t statement, const std::vector<size_t>& members) const {
  VoteCounts counts;
  for (const size_t v : members) {
    if (const auto vote = At(v, statement)) counts.Add(*vote);
  }
  return counts;
}

VoteMatrix VoteMatrix::Part(const std::vector<size_t>& voters,
                            const std::vector<size_t>& statements) const {
  VoteMatrix part(voters.size(), statements.size());
  for (size_t v = 0; v < voters.size(); ++v) {
    for (size_t s = 0; s < statements.size(); ++s) {
      if (const auto vote = At(voters[v], statements[s])) part.Set(v, s, *vote);
    }
  }
  return part;
}

}  // namespace fivestep::codesign::opinion
