#include "codesign/domain/ballot.h"

#include <map>
#include <set>
#include <string>

#include "codesign/domain/session.h"
#include "fivestep/codesign/v1/error_reason.pb.h"
#include "platform/core/ids.h"

namespace fivestep::codesign {
namespace {

std::string BallotName(const std::string& session, const v1::BallotEntry& entry) {
  return session + "/ballots/" + entry.token();
}

// What the ballots are held against.
struct Vote {
  const v1::Session& session;
  const std::string& name;  // of the session
  std::set<std::string> ideas;
  std::set<std::string> tokens = {};  // of the ballots before this one
};

// Whether the token is usable, new in this call, and new in the session.
Decision CheckToken(const v1::BallotEntry& entry, const std::string& field, Vote& vote,
                    const CommandContext& context) {
  if (!IsUsableToken(entry.token()) || !vote.tokens.insert(entry.token()).second) {
    return Reject(v1::BALLOT_TOKEN_INVALID)
        .With("field", field + ".token")
        .Violating(field + ".token", "must be a random token that the call holds once");
  }
  const std::string ballot = BallotName(vote.name, entry);
  if (context.view.FindMessage(ballot) != nullptr) {
    return Reject(v1::BALLOT_ALREADY_CAST).With("ballot", ballot);
  }
  return Decision();
}

Decision CheckChoices(const v1::BallotEntry& entry, const std::string& field, const Vote& vote) {
  const v1::Session& session = vote.session;
  std::set<std::string> chosen;
  int dots = 0;
  bool within_limits = true;
  for (const v1::DotChoice& choice : entry.choices()) {
    if (!vote.ideas.contains(choice.idea())) {
      return Reject(v1::IDEA_NOT_OF_SESSION)
          .With("field", field + ".choices")
          .With("idea", choice.idea())
          .With("session", vote.name);
    }
    dots += choice.dot_count();
    within_limits = within_limits && chosen.insert(choice.idea()).second &&
                    choice.dot_count() >= 1 && choice.dot_count() <= session.max_dots_per_idea();
  }
  if (within_limits && dots <= session.dots_per_ballot()) return Decision();
  return Reject(v1::BALLOT_BREAKS_LIMITS)
      .With("field", field)
      .With("dots_per_ballot", std::to_string(session.dots_per_ballot()))
      .With("max_dots_per_idea", std::to_string(session.max_dots_per_idea()))
      .Violating(field + ".choices", "must keep to the rules of the session's vote");
}

}  // namespace

bool IsUsableToken(const std::string& token) {
  return token.size() >= kMinTokenLength && IsValidId(token);
}

Decision Decide(const v1::Session& session, const v1::CastBallotsRequest& command,
                const CommandContext& context) {
  Decision decision = RejectUnlessOpen(session, command.name());
  if (decision.rejected()) return decision;
  if (session.dots_per_ballot() == 0) {
    return Reject(v1::SESSION_HAS_NO_VOTE).With("session", command.name());
  }
  Vote vote{session, command.name(), {session.ideas().begin(), session.ideas().end()}};
  std::map<std::string, int> dots;
  for (int i = 0; i < command.ballots_size(); ++i) {
    const v1::BallotEntry& entry = command.ballots(i);
    const std::string field = "ballots[" + std::to_string(i) + "]";
    if (Decision no = CheckToken(entry, field, vote, context); no.rejected()) return no;
    if (Decision no = CheckChoices(entry, field, vote); no.rejected()) return no;
    v1::BallotCast cast;
    cast.set_ballot(BallotName(command.name(), entry));
    cast.set_session(command.name());
    for (const v1::DotChoice& choice : entry.choices()) {
      cast.add_ideas(choice.idea());
      cast.add_dot_counts(choice.dot_count());
      dots[choice.idea()] += choice.dot_count();
    }
    decision.Add(std::move(cast));
  }
  for (const auto& [idea, count] : dots) {
    v1::DotsAdded added;
    added.set_idea(idea);
    added.set_session(command.name());
    added.set_dot_count(count);
    decision.Add(std::move(added));
  }
  return decision;
}

void Evolve(v1::Ballot& ballot, const v1::BallotCast& event) {
  ballot.set_session(event.session());
  *ballot.mutable_ideas() = event.ideas();
  *ballot.mutable_dot_counts() = event.dot_counts();
}

}  // namespace fivestep::codesign
