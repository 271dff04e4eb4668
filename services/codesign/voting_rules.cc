#include "codesign/voting_rules.h"

#include "codesign/domain/method_block.h"
#include "codesign/domain/statement_vote.h"
#include "codesign/session_queries.h"
#include "codesign/votes_preparation.h"

namespace fivestep::codesign {
void RegisterMethodBlocks(ServiceModel& model) {
  model.Event<v1::MethodBlock, v1::MethodBlockAdded>(Evolve);
  model.Event<v1::MethodBlock, v1::BlockItemsRecorded>(Evolve);
  model.Event<v1::MethodBlock, v1::BlockBallotsCounted>(Evolve);
  model.Event<v1::MethodBlock, v1::MethodBlockClosed>(Evolve);
  model.Event<v1::BlockBallot, v1::BlockBallotCast>(Evolve);
  model.Command<v1::MethodBlock, v1::AddMethodBlockRequest>(Decide);
  model.Command<v1::MethodBlock, v1::RecordBlockItemsRequest>(Decide);
  model.Command<v1::MethodBlock, v1::CastBlockBallotsRequest>(Decide);
  model.Command<v1::MethodBlock, v1::CloseMethodBlockRequest>(Decide);
  model.Query(AnswerGetSessionSummary);
  model.Query(AnswerGetSessionSheets);
}

void RegisterStatementVotes(ServiceModel& model) {
  model.Event<v1::StatementVote, v1::StatementVoteOpened>(Evolve);
  model.Event<v1::StatementVote, v1::StatementsAdded>(Evolve);
  model.Event<v1::StatementVote, v1::StatementsModerated>(Evolve);
  model.Event<v1::StatementVote, v1::VotesCounted>(Evolve);
  model.Event<v1::StatementVote, v1::StatementVoteClosed>(Evolve);
  model.Event<v1::VoteBatch, v1::VotesCast>(Evolve);
  model.Event<v1::OpinionResult, v1::OpinionsComputed>(Evolve);
  model.Command<v1::StatementVote, v1::OpenStatementVoteRequest>(Decide);
  model.Command<v1::StatementVote, v1::AddStatementsRequest>(Decide);
  model.Command<v1::StatementVote, v1::ModerateStatementsRequest>(Decide);
  model.PreparedCommand<v1::StatementVote, v1::CastVotesRequest, v1::PreparedVotes>(PrepareVotes,
                                                                                    Decide);
  model.Command<v1::StatementVote, v1::CloseStatementVoteRequest>(Decide);
  model.PreparedCommand<v1::OpinionResult, v1::ComputeOpinionsRequest, v1::PreparedOpinions>(
      PrepareOpinions, Decide);
  model.Query(AnswerExportVotes);
}

}  // namespace fivestep::codesign
