// The slow parts of a vote on statements, over a snapshot and off the commit thread: storing votes,
// computing a result, giving the votes back.
#ifndef FIVESTEP_CODESIGN_VOTES_PREPARATION_H_
#define FIVESTEP_CODESIGN_VOTES_PREPARATION_H_

#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "fivestep/codesign/v1/opinion_result.pb.h"
#include "fivestep/codesign/v1/statement_vote.pb.h"
#include "platform/core/status.h"
#include "platform/eventlog/reader.h"

namespace fivestep::codesign {

// Checks the votes and stores them encrypted.
//
// Errors: NOT_FOUND; FAILED_PRECONDITION STATEMENT_VOTE_NOT_OPEN; INVALID_ARGUMENT VOTES_NOT_VALID;
// those of writing a blob.
Result<v1::PreparedVotes> PrepareVotes(const v1::CastVotesRequest& request,
                                       const ReadContext& context);

// Computes the result of a vote that is over.
//
// Errors: NOT_FOUND; FAILED_PRECONDITION STATEMENT_VOTE_NOT_CLOSED or VOTES_UNREADABLE; DATA_LOSS
// when stored votes are not those that the log tells of.
Result<v1::PreparedOpinions> PrepareOpinions(const v1::ComputeOpinionsRequest& request,
                                             const ReadContext& context);

// The votes of a page of voters. Errors as PrepareOpinions, but for the state.
Result<v1::ExportVotesResponse> AnswerExportVotes(const v1::ExportVotesRequest& request,
                                                  const ReadContext& context);

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_VOTES_PREPARATION_H_
