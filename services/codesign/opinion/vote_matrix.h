// Who voted how on which statement.
#ifndef FIVESTEP_CODESIGN_OPINION_VOTE_MATRIX_H_
#define FIVESTEP_CODESIGN_OPINION_VOTE_MATRIX_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace fivestep::codesign::opinion {

enum class Vote : int8_t { kDisagree = -1, kPass = 0, kAgree = 1 };

// Votes on one statement, or of one group of voters on it.
struct VoteCounts {
  int agree = 0;
  int disagree = 0;
  int pass = 0;

  // Who saw the statement and said something, a pass included.
  int seen() const { return agree + disagree + pass; }
  void Add(Vote vote);
  bool operator==(const VoteCounts&) const = default;
};

// Voters by statements; most cells are empty, since nobody is asked to vote on everything. A plain
// value. Indices are REQUIRED to be below `voters()` and `statements()`.
class VoteMatrix {
 public:
  VoteMatrix(size_t voters, size_t statements);

  size_t voters() const { return voters_; }
  size_t statements() const { return statements_; }
  // The last vote wins.
  void Set(size_t voter, size_t statement, Vote vote);
  // Nothing where the voter did not vote on the statement.
  std::optional<Vote> At(size_t voter, size_t statement) const;
  // Statements that the voter voted on.
  int VoteCountOf(size_t voter) const;
  // Votes of all voters on the statement.
  VoteCounts CountsOf(size_t statement) const;
  // Votes of `members`, indices of voters, on the statement.
  VoteCounts CountsOf(size_t statement, const std::vector<size_t>& members) const;
  // The votes of these voters on these statements, in the order given.
  VoteMatrix Part(const std::vector<size_t>& voters, const std::vector<size_t>& statements) const;

 private:
  size_t voters_;
  size_t statements_;
  std::vector<int8_t> cells_;  // voter by voter
};

}  // namespace fivestep::codesign::opinion

#endif  // FIVESTEP_CODESIGN_OPINION_VOTE_MATRIX_H_
