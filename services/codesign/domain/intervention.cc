#include "codesign/domain/intervention.h"

#include <algorithm>
#include <set>
#include <string>

#include "codesign/domain/rows.h"
#include "fivestep/codesign/v1/brief.pb.h"
#include "fivestep/codesign/v1/error_reason.pb.h"
#include "fivestep/codesign/v1/idea.pb.h"
#include "fivestep/codesign/v1/session.pb.h"

namespace fivestep::codesign {
namespace {

// Community, clinical and commissioning: step 4 asks for all three.
constexpr int kSides = 3;

bool HasEndorsed(const v1::Intervention& intervention, v1::EndorsementSide side) {
  const auto& sides = intervention.endorsements();
  return std::find(sides.begin(), sides.end(), side) != sides.end();
}

// The session has its result, and worked on the brief.
Decision CheckSession(const v1::SpecifyInterventionRequest& command,
                      const CommandContext& context) {
  const auto& session = RowOf<v1::Session>(context, command.session());
  if (session.brief() != command.brief()) {
    return Reject(v1::SESSION_OF_ANOTHER_BRIEF)
        .With("session", command.session())
        .With("brief", command.brief());
  }
  if (session.state() != v1::Session::STATE_CLOSED) {
    return Reject(v1::SESSION_NOT_CLOSED)
        .With("session", command.session())
        .With("state", v1::Session::State_Name(session.state()));
  }
  return Decision();
}

// Each idea is named once, and came from a session on the brief.
Decision CheckIdeas(const v1::SpecifyInterventionRequest& command, const CommandContext& context) {
  std::set<std::string> seen;
  for (const std::string& idea : command.ideas()) {
    if (!seen.insert(idea).second) return Reject(v1::IDEA_REPEATED).With("idea", idea);
    const std::string& session = RowOf<v1::Idea>(context, idea).session();
    if (RowOf<v1::Session>(context, session).brief() != command.brief()) {
      return Reject(v1::IDEA_OF_ANOTHER_BRIEF).With("idea", idea).With("brief", command.brief());
    }
  }
  return Decision();
}

v1::InterventionEndorsed Endorsed(const v1::Intervention& intervention, const std::string& name,
                                  const CommandContext& context) {
  const auto& brief = RowOf<v1::Brief>(context, intervention.brief());
  v1::InterventionEndorsed endorsed;
  endorsed.set_intervention(name);
  endorsed.set_title(intervention.title());
  endorsed.set_target_area(intervention.target_area());
  endorsed.set_indicator(brief.indicator());
  endorsed.set_population_group(brief.population_group());
  endorsed.set_geography(brief.geography());
  return endorsed;
}

}  // namespace

Decision Decide(const v1::Intervention&, const v1::SpecifyInterventionRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckSession(command, context); no.rejected()) return no;
  if (Decision no = CheckIdeas(command, context); no.rejected()) return no;
  v1::InterventionSpecified specified;
  specified.set_intervention(context.new_name);
  specified.set_target_area(RowOf<v1::Brief>(context, command.brief()).target_area());
  *specified.mutable_ideas() = command.ideas();
  specified.set_brief(command.brief());
  specified.set_session(command.session());
  specified.set_title(command.title());
  *specified.mutable_specification() = command.specification();
  specified.set_visibility(command.visibility());
  return Emit(specified);
}

Decision Decide(const v1::Intervention& intervention, const v1::EndorseInterventionRequest& command,
                const CommandContext& context) {
  if (HasEndorsed(intervention, command.side())) {
    return Reject(v1::ENDORSEMENT_ALREADY_RECORDED)
        .With("intervention", command.name())
        .With("side", v1::EndorsementSide_Name(command.side()));
  }
  v1::EndorsementRecorded recorded;
  recorded.set_intervention(command.name());
  recorded.set_side(command.side());
  recorded.set_endorsed_by_role(command.endorsed_by_role());
  recorded.set_note(command.note());
  Decision decision = Emit(recorded);
  if (intervention.endorsements_size() + 1 == kSides) {
    decision.Add(Endorsed(intervention, command.name(), context));
  }
  return decision;
}

void Evolve(v1::Intervention& intervention, const v1::InterventionSpecified& event) {
  intervention.set_state(v1::Intervention::STATE_SPECIFIED);
  intervention.set_title(event.title());
  intervention.set_target_area(event.target_area());
  intervention.set_brief(event.brief());
  intervention.set_session(event.session());
  *intervention.mutable_ideas() = event.ideas();
  *intervention.mutable_specification() = event.specification();
  intervention.set_visibility(event.visibility());
}

void Evolve(v1::Intervention& intervention, const v1::EndorsementRecorded& event) {
  intervention.add_endorsements(event.side());
}

void Evolve(v1::Intervention& intervention, const v1::InterventionEndorsed&) {
  intervention.set_state(v1::Intervention::STATE_ENDORSED);
}

}  // namespace fivestep::codesign
