// Opens votes on statements, takes statements and votes, closes them, keeps their results.
//
// Streams: `statement_vote/{statement_vote}`, `statement_vote/{statement_vote}/vote_batch/{id}`,
// `opinion_result/{opinion_result}`. See services/codesign/README.md for the commands -> events
// table and the states.
#ifndef FIVESTEP_CODESIGN_DOMAIN_STATEMENT_VOTE_H_
#define FIVESTEP_CODESIGN_DOMAIN_STATEMENT_VOTE_H_

#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "fivestep/codesign/v1/events.pb.h"
#include "fivestep/codesign/v1/opinion_result.pb.h"
#include "fivestep/codesign/v1/statement_vote.pb.h"
#include "platform/core/decision.h"

namespace fivestep::codesign {

// Statements of one vote. They are kept in its row, which holds at most 64 KiB: 200 of up to 220
// bytes with a reason of up to 60 leave some of it free. Nobody votes on more.
inline constexpr int kMaxStatements = 200;
// Votes of one call: some 400 KiB with the tokens, and a fraction of a second of checking.
inline constexpr int kMaxVotesPerCall = 20'000;

// Needs the brief's row.
Decision Decide(const v1::StatementVote& vote, const v1::OpenStatementVoteRequest& command,
                const CommandContext& context);
Decision Decide(const v1::StatementVote& vote, const v1::AddStatementsRequest& command,
                const CommandContext& context);
Decision Decide(const v1::StatementVote& vote, const v1::ModerateStatementsRequest& command,
                const CommandContext& context);
// The votes were checked by CheckVotes: numbers stay as they are, so only the state can have
// changed.
Decision Decide(const v1::StatementVote& vote, const v1::CastVotesRequest& command,
                const v1::PreparedVotes& prepared, const CommandContext& context);
Decision Decide(const v1::StatementVote& vote, const v1::CloseStatementVoteRequest& command,
                const CommandContext& context);
// Needs the vote's row.
Decision Decide(const v1::OpinionResult& result, const v1::ComputeOpinionsRequest& command,
                const v1::PreparedOpinions& prepared, const CommandContext& context);

// The rejection of votes that do not keep to the rules, naming every one of them, or no rejection.
Decision CheckVotes(const v1::StatementVote& vote, const v1::CastVotesRequest& command);

// Votes of one voter.
int VoteCountOf(const v1::VoterVotes& voter);

void Evolve(v1::StatementVote& vote, const v1::StatementVoteOpened& event);
void Evolve(v1::StatementVote& vote, const v1::StatementsAdded& event);
void Evolve(v1::StatementVote& vote, const v1::StatementsModerated& event);
void Evolve(v1::StatementVote& vote, const v1::VotesCounted& event);
void Evolve(v1::StatementVote& vote, const v1::StatementVoteClosed& event);
void Evolve(v1::VoteBatch& batch, const v1::VotesCast& event);
void Evolve(v1::OpinionResult& result, const v1::OpinionsComputed& event);

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_DOMAIN_STATEMENT_VOTE_H_
