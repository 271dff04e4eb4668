// Votes on statements and blocks that the tests of this folder begin with.
#ifndef FIVESTEP_CODESIGN_DOMAIN_VOTING_EXAMPLES_H_
#define FIVESTEP_CODESIGN_DOMAIN_VOTING_EXAMPLES_H_

#include <string>

#include "codesign/domain/statement_vote.h"
#include "fivestep/codesign/v1/method_block.pb.h"

namespace fivestep::codesign {

inline const std::string kVote = "programmes/p1/statementVotes/v1";
inline const std::string kBlock = "programmes/p1/methodBlocks/b1";

// Open, with so many statements, all accepted.
inline v1::StatementVote OpenVote(int statements) {
  v1::StatementVote vote;
  vote.set_name(kVote);
  vote.set_title("Getting help to stop");
  vote.set_state(v1::StatementVote::STATE_OPEN);
  for (int number = 1; number <= statements; ++number) {
    v1::VoteStatement& statement = *vote.add_statements();
    statement.set_number(number);
    statement.set_text("Statement " + std::to_string(number));
    statement.set_standing(v1::STATEMENT_STANDING_ACCEPTED);
  }
  return vote;
}

// A token for each number, none of a person.
inline std::string TokenOf(int number) { return "token-" + std::to_string(1000 + number); }

inline v1::VoterVotes VotesOf(int voter, const std::vector<int>& agrees,
                              const std::vector<int>& disagrees = {},
                              const std::vector<int>& passes = {}) {
  v1::VoterVotes votes;
  votes.set_token(TokenOf(voter));
  for (const int number : agrees) votes.add_agrees(number);
  for (const int number : disagrees) votes.add_disagrees(number);
  for (const int number : passes) votes.add_passes(number);
  return votes;
}

// Open, with the items A1, A2 and A3.
inline v1::MethodBlock OpenBlock(v1::BallotKind kind, int marks = 0, int max_dots = 0) {
  v1::MethodBlock block;
  block.set_name(kBlock);
  block.set_state(v1::MethodBlock::STATE_OPEN);
  block.set_session("programmes/p1/sessions/s1");
  block.set_title("What first?");
  block.set_method(v1::BLOCK_METHOD_DOT_VOTING);
  block.add_prompts("What would help?");
  block.add_prompts("What stands in the way?");
  block.mutable_ballot_rule()->set_kind(kind);
  block.mutable_ballot_rule()->set_marks_per_ballot(marks);
  block.mutable_ballot_rule()->set_max_dots_per_item(max_dots);
  for (const char* code : {"A1", "A2", "A3"}) {
    block.add_items()->set_code(code);
    block.mutable_items()->rbegin()->set_title(std::string("Item ") + code);
  }
  return block;
}

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_DOMAIN_VOTING_EXAMPLES_H_
