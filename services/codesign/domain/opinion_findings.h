// What votes on statements come to, in the words of the log.
#ifndef FIVESTEP_CODESIGN_DOMAIN_OPINION_FINDINGS_H_
#define FIVESTEP_CODESIGN_DOMAIN_OPINION_FINDINGS_H_

#include <vector>

#include "fivestep/codesign/v1/opinion_result.pb.h"
#include "fivestep/codesign/v1/statement_vote.pb.h"

namespace fivestep::codesign {

// One entry per voter out of `batches`, which are in the order in which they were cast: the last
// vote on each statement wins, the last group that was said holds. In order of tokens, and in each
// list of numbers: the same votes give the same bytes.
v1::VoteBatchContent MergedVotes(const std::vector<v1::VoteBatchContent>& batches);

// What the votes come to on the statements that were accepted. Groups of opinion are found as
// codesign/opinion/opinion_groups.h says; of declared groups only stances are given, so that nobody
// in a small one is given away. `votes` are those of MergedVotes. The digest is left to the caller.
v1::OpinionFindings FindingsOf(const v1::StatementVote& vote, const v1::VoteBatchContent& votes);

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_DOMAIN_OPINION_FINDINGS_H_
