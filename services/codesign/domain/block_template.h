// What each method of a block brings along: what people are asked, and what stands on a ballot.
#ifndef FIVESTEP_CODESIGN_DOMAIN_BLOCK_TEMPLATE_H_
#define FIVESTEP_CODESIGN_DOMAIN_BLOCK_TEMPLATE_H_

#include <string>
#include <vector>

#include "fivestep/codesign/v1/method_block.pb.h"

namespace fivestep::codesign {

struct BlockTemplate {
  v1::BlockMethod method;
  const char* name;  // as facilitators say it
  std::vector<const char*> prompts;
  v1::BallotKind ballot_kind;
  int marks_per_ballot;
  int max_dots_per_item;
  // How the block is run, for the sheets.
  const char* how;
};

// REQUIRES: a method that is said.
const BlockTemplate& TemplateOf(v1::BlockMethod method);

// The largest value of a mark of this kind; `marks_per_ballot` of the rule for dots and ranks.
int LargestValueOf(const v1::BallotRule& rule);

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_DOMAIN_BLOCK_TEMPLATE_H_
