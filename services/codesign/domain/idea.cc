#include "codesign/domain/idea.h"

#include <string>

#include "codesign/domain/rows.h"
#include "codesign/domain/session.h"
#include "fivestep/codesign/v1/error_reason.pb.h"

namespace fivestep::codesign {

Decision Decide(const v1::Session& session, const v1::RecordIdeasRequest& command,
                const CommandContext& context) {
  Decision decision = RejectUnlessOpen(session, command.name());
  if (decision.rejected()) return decision;
  if (session.ideas_size() + command.ideas_size() > kMaxIdeasPerSession) {
    return Reject(v1::TOO_MANY_IDEAS)
        .With("session", command.name())
        .With("limit", std::to_string(kMaxIdeasPerSession));
  }
  v1::IdeasCollected collected;
  collected.set_session(command.name());
  for (const v1::IdeaEntry& entry : command.ideas()) {
    v1::IdeaRecorded recorded;
    recorded.set_idea(context.NewName(context.programme, "ideas"));
    recorded.set_session(command.name());
    recorded.set_title(entry.title());
    recorded.set_stakeholder_group(entry.stakeholder_group());
    if (entry.has_words()) *recorded.mutable_words() = entry.words();
    recorded.set_visibility(session.visibility());
    recorded.set_person(entry.person());
    collected.add_ideas(recorded.idea());
    decision.Add(std::move(recorded));
  }
  decision.Add(std::move(collected));
  return decision;
}

Decision Decide(const v1::Dissent&, const v1::RecordDissentRequest& command,
                const CommandContext& context) {
  const auto& session = RowOf<v1::Session>(context, command.session());
  // Dissent is from a result: before there is one, an objection is an idea like any other.
  if (Decision no = RejectUnlessClosed(session, command.session()); no.rejected()) return no;
  v1::DissentRecorded recorded;
  recorded.set_dissent(context.new_name);
  recorded.set_session(command.session());
  recorded.set_title(command.title());
  recorded.set_stakeholder_group(command.stakeholder_group());
  if (command.has_words()) *recorded.mutable_words() = command.words();
  recorded.set_visibility(session.visibility());
  recorded.set_person(command.person());
  return Emit(recorded);
}

void Evolve(v1::Idea& idea, const v1::IdeaRecorded& event) {
  idea.set_session(event.session());
  idea.set_title(event.title());
  idea.set_stakeholder_group(event.stakeholder_group());
  idea.set_visibility(event.visibility());
  idea.set_person(event.person());
}

void Evolve(v1::Idea& idea, const v1::DotsAdded& event) {
  idea.set_dot_count(idea.dot_count() + event.dot_count());
}

void Evolve(v1::Dissent& dissent, const v1::DissentRecorded& event) {
  dissent.set_session(event.session());
  dissent.set_title(event.title());
  dissent.set_stakeholder_group(event.stakeholder_group());
  dissent.set_visibility(event.visibility());
  dissent.set_person(event.person());
}

}  // namespace fivestep::codesign
