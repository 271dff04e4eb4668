#include "codesign/domain/statement_vote.h"

#include <set>
#include <string>
#include <string_view>

#include "codesign/domain/ballot.h"
#include "codesign/domain/rows.h"
#include "fivestep/codesign/v1/brief.pb.h"
#include "fivestep/codesign/v1/error_reason.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/violations.h"

namespace fivestep::codesign {
namespace {

Decision RejectUnlessOpen(const v1::StatementVote& vote, const std::string& name) {
  if (vote.state() == v1::StatementVote::STATE_OPEN) return Decision();
  return Reject(v1::STATEMENT_VOTE_NOT_OPEN).With("statement_vote", name);
}

bool HasItsReason(v1::StatementStanding standing, const std::string& reason) {
  return standing != v1::STATEMENT_STANDING_REJECTED || !reason.empty();
}

// Each number is a statement of the vote, and stands on one list once.
void CheckNumbers(const v1::StatementVote& vote, const v1::VoterVotes& voter, int index,
                  std::set<int>& seen, Violations& violations) {
  seen.clear();
  const auto check = [&](const auto& numbers, const char* list) {
    for (const int number : numbers) {
      if (number < 1 || number > vote.statements_size()) {
        violations.Expect(false, FieldOf("voters", index, list),
                          "must be numbers of statements of this vote, 1 to " +
                              std::to_string(vote.statements_size()));
      } else if (!seen.insert(number).second) {
        violations.Expect(false, FieldOf("voters", index, list),
                          "must not name a statement that the voter has voted on in this call");
      }
    }
  };
  check(voter.agrees(), "agrees");
  check(voter.disagrees(), "disagrees");
  check(voter.passes(), "passes");
}

}  // namespace

int VoteCountOf(const v1::VoterVotes& voter) {
  return voter.agrees_size() + voter.disagrees_size() + voter.passes_size();
}

Decision CheckVotes(const v1::StatementVote& vote, const v1::CastVotesRequest& command) {
  if (Decision no = RejectUnlessOpen(vote, command.name()); no.rejected()) return no;
  Violations violations;
  std::set<std::string_view> tokens;
  std::set<int> seen;
  int votes = 0;
  for (int i = 0; i < command.voters_size(); ++i) {
    const v1::VoterVotes& voter = command.voters(i);
    violations.Expect(IsUsableToken(voter.token()) && tokens.insert(voter.token()).second,
                      FieldOf("voters", i, "token"),
                      "must be a random token of 8 to 63 of a-z, 0-9 and hyphen that the call "
                      "holds once");
    violations.Expect(VoteCountOf(voter) > 0, "voters[" + std::to_string(i) + "]",
                      "must have at least one vote");
    CheckNumbers(vote, voter, i, seen, violations);
    votes += VoteCountOf(voter);
  }
  violations.Expect(votes <= kMaxVotesPerCall, "voters",
                    "must hold at most " + std::to_string(kMaxVotesPerCall) +
                        " votes; send the rest in another call");
  return violations.RejectionBy(v1::VOTES_NOT_VALID);
}

Decision Decide(const v1::StatementVote&, const v1::OpenStatementVoteRequest& command,
                const CommandContext& context) {
  v1::StatementVoteOpened opened;
  opened.set_statement_vote(context.new_name);
  opened.set_target_area(RowOf<v1::Brief>(context, command.brief()).target_area());
  opened.set_brief(command.brief());
  opened.set_title(command.title());
  opened.set_question(command.question());
  opened.set_visibility(command.visibility());
  return Emit(opened);
}

Decision Decide(const v1::StatementVote& vote, const v1::AddStatementsRequest& command,
                const CommandContext&) {
  if (Decision no = RejectUnlessOpen(vote, command.name()); no.rejected()) return no;
  if (vote.statements_size() + command.statements_size() > kMaxStatements) {
    return Reject(v1::TOO_MANY_STATEMENTS)
        .With("statement_vote", command.name())
        .With("limit", std::to_string(kMaxStatements));
  }
  Violations violations;
  std::set<std::string_view> texts;
  for (const v1::VoteStatement& statement : vote.statements()) texts.insert(statement.text());
  v1::StatementsAdded added;
  added.set_statement_vote(command.name());
  for (int i = 0; i < command.statements_size(); ++i) {
    const v1::StatementEntry& entry = command.statements(i);
    violations.Expect(texts.insert(entry.text()).second, FieldOf("statements", i, "text"),
                      "must be another one than those that the vote has");
    violations.Expect(HasItsReason(entry.standing(), entry.reason()),
                      FieldOf("statements", i, "reason"),
                      "must say why the statement does not count");
    v1::VoteStatement& statement = *added.add_statements();
    statement.set_number(vote.statements_size() + i + 1);
    statement.set_text(entry.text());
    statement.set_standing(entry.standing() == v1::STATEMENT_STANDING_UNSPECIFIED
                               ? v1::STATEMENT_STANDING_PROPOSED
                               : entry.standing());
    statement.set_reason(entry.reason());
  }
  Decision no = violations.RejectionBy(v1::STATEMENTS_NOT_VALID);
  return no.rejected() ? std::move(no) : Emit(added);
}

Decision Decide(const v1::StatementVote& vote, const v1::ModerateStatementsRequest& command,
                const CommandContext&) {
  if (Decision no = RejectUnlessOpen(vote, command.name()); no.rejected()) return no;
  Violations violations;
  std::set<int> numbers;
  for (int i = 0; i < command.moderations_size(); ++i) {
    const v1::StatementModeration& moderation = command.moderations(i);
    violations.Expect(
        moderation.number() <= vote.statements_size() && numbers.insert(moderation.number()).second,
        FieldOf("moderations", i, "number"), "must be the number of a statement, named once");
    violations.Expect(moderation.standing() != v1::STATEMENT_STANDING_PROPOSED,
                      FieldOf("moderations", i, "standing"), "must be accepted or rejected");
    violations.Expect(HasItsReason(moderation.standing(), moderation.reason()),
                      FieldOf("moderations", i, "reason"),
                      "must say why the statement does not count");
  }
  if (Decision no = violations.RejectionBy(v1::MODERATIONS_NOT_VALID); no.rejected()) return no;
  v1::StatementsModerated moderated;
  moderated.set_statement_vote(command.name());
  *moderated.mutable_moderations() = command.moderations();
  return Emit(moderated);
}

Decision Decide(const v1::StatementVote& vote, const v1::CastVotesRequest& command,
                const v1::PreparedVotes& prepared, const CommandContext& context) {
  if (Decision no = RejectUnlessOpen(vote, command.name()); no.rejected()) return no;
  v1::VotesCast cast;
  cast.set_vote_batch(context.NewName(command.name(), "voteBatches"));
  cast.set_statement_vote(command.name());
  cast.set_sequence(vote.batch_count() + 1);
  cast.set_vote_count(prepared.vote_count());
  cast.set_blob_digest(prepared.blob_digest());
  cast.set_content_digest(prepared.content_digest());
  v1::VotesCounted counted;
  counted.set_statement_vote(command.name());
  counted.set_vote_count(prepared.vote_count());
  return Emit(cast, counted);
}

Decision Decide(const v1::StatementVote& vote, const v1::CloseStatementVoteRequest& command,
                const CommandContext&) {
  if (Decision no = RejectUnlessOpen(vote, command.name()); no.rejected()) return no;
  for (const v1::VoteStatement& statement : vote.statements()) {
    if (statement.standing() != v1::STATEMENT_STANDING_PROPOSED) continue;
    return Reject(v1::STATEMENTS_NOT_MODERATED)
        .With("statement_vote", command.name())
        .With("number", std::to_string(statement.number()));
  }
  if (vote.vote_count() == 0) return Reject(v1::NO_VOTES).With("statement_vote", command.name());
  v1::StatementVoteClosed closed;
  closed.set_statement_vote(command.name());
  return Emit(closed);
}

Decision Decide(const v1::OpinionResult&, const v1::ComputeOpinionsRequest& command,
                const v1::PreparedOpinions& prepared, const CommandContext& context) {
  const auto& vote = RowOf<v1::StatementVote>(context, command.statement_vote());
  // A vote that is closed stays as it is: this holds unless a bug lets votes in after all.
  if (vote.vote_count() != prepared.vote_count()) {
    return Reject(platform::v1::PREPARED_ON_OLD_STATE).With("resource", command.statement_vote());
  }
  v1::OpinionsComputed computed;
  computed.set_opinion_result(context.new_name);
  computed.set_statement_vote(command.statement_vote());
  computed.set_title(vote.title());
  *computed.mutable_findings() = prepared.findings();
  computed.set_visibility(vote.visibility());
  return Emit(computed);
}

void Evolve(v1::StatementVote& vote, const v1::StatementVoteOpened& event) {
  vote.set_state(v1::StatementVote::STATE_OPEN);
  vote.set_target_area(event.target_area());
  vote.set_brief(event.brief());
  vote.set_title(event.title());
  vote.set_question(event.question());
  vote.set_visibility(event.visibility());
}

void Evolve(v1::StatementVote& vote, const v1::StatementsAdded& event) {
  vote.mutable_statements()->MergeFrom(event.statements());
}

void Evolve(v1::StatementVote& vote, const v1::StatementsModerated& event) {
  for (const v1::StatementModeration& moderation : event.moderations()) {
    v1::VoteStatement& statement = *vote.mutable_statements(moderation.number() - 1);
    statement.set_standing(moderation.standing());
    statement.set_reason(moderation.reason());
  }
}

void Evolve(v1::StatementVote& vote, const v1::VotesCounted& event) {
  vote.set_vote_count(vote.vote_count() + event.vote_count());
  vote.set_batch_count(vote.batch_count() + 1);
}

void Evolve(v1::StatementVote& vote, const v1::StatementVoteClosed&) {
  vote.set_state(v1::StatementVote::STATE_CLOSED);
}

void Evolve(v1::VoteBatch& batch, const v1::VotesCast& event) {
  batch.set_statement_vote(event.statement_vote());
  batch.set_sequence(event.sequence());
  batch.set_vote_count(event.vote_count());
  batch.set_blob_digest(event.blob_digest());
  batch.set_content_digest(event.content_digest());
}

void Evolve(v1::OpinionResult& result, const v1::OpinionsComputed& event) {
  result.set_statement_vote(event.statement_vote());
  result.set_title(event.title());
  *result.mutable_findings() = event.findings();
  result.set_visibility(event.visibility());
}

}  // namespace fivestep::codesign
