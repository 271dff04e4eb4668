#include "codesign/domain/intervention.h"

#include <algorithm>
#include <set>
#include <string>

#include "codesign/domain/intervention_states.h"
#include "codesign/domain/rows.h"
#include "codesign/domain/session.h"
#include "fivestep/codesign/v1/brief.pb.h"
#include "fivestep/codesign/v1/error_reason.pb.h"
#include "fivestep/codesign/v1/idea.pb.h"
#include "fivestep/codesign/v1/session.pb.h"
#include "platform/core/violations.h"

namespace fivestep::codesign {
namespace {

// Community, clinical and commissioning: step 4 asks for all three.
constexpr int kSides = 3;

bool HasEndorsed(const v1::Intervention& intervention, v1::EndorsementSide side) {
  const auto& sides = intervention.endorsements();
  return std::find(sides.begin(), sides.end(), side) != sides.end();
}

// The session has its result, and worked on the brief.
template <class Request>
Decision CheckSession(const Request& command, const CommandContext& context) {
  const auto& session = RowOf<v1::Session>(context, command.session());
  if (session.brief() != command.brief()) {
    return Reject(v1::SESSION_OF_ANOTHER_BRIEF)
        .With("session", command.session())
        .With("brief", command.brief());
  }
  return RejectUnlessClosed(session, command.session());
}

// Each idea is named once, and came from a session on the brief that stands.
template <class Request>
Decision CheckIdeas(const Request& command, const CommandContext& context) {
  std::set<std::string> seen;
  for (const std::string& idea : command.ideas()) {
    if (!seen.insert(idea).second) return Reject(v1::IDEA_REPEATED).With("idea", idea);
    const std::string& name = RowOf<v1::Idea>(context, idea).session();
    const auto& session = RowOf<v1::Session>(context, name);
    if (session.brief() != command.brief()) {
      return Reject(v1::IDEA_OF_ANOTHER_BRIEF).With("idea", idea).With("brief", command.brief());
    }
    if (session.state() == v1::Session::STATE_SUPERSEDED) return RejectSuperseded(session, name);
  }
  return Decision();
}

// The items of TIDieR that the fields' own rules leave open, since they were not asked for in the
// beginning; and what doing nothing comes to.
Decision CheckSpecification(const v1::InterventionSpecification& specification) {
  Violations violations;
  const auto expect = [&](const std::string& text, const char* field, const char* description) {
    violations.Expect(!text.empty(), std::string("specification.") + field, description);
  };
  expect(specification.materials(), "materials",
         "must say which materials are used; `none` where there are none");
  expect(specification.tailoring(), "tailoring",
         "must say how it is tailored to people; `none` where it is not");
  expect(specification.modifications(), "modifications",
         "must say how changes during delivery are decided on and written down");
  expect(specification.planned_fidelity(), "planned_fidelity",
         "must say how delivery is kept to the design, and how that is looked at");
  expect(specification.actual_fidelity(), "actual_fidelity",
         "must say how it will be found out whether it was delivered as designed");
  expect(specification.do_nothing().consequence(), "do_nothing.consequence",
         "must say what comes of doing nothing, and how its cost was estimated");
  return violations.RejectionBy(v1::SPECIFICATION_INCOMPLETE);
}

bool IsAssessed(const v1::Intervention& intervention, v1::AssessmentKind kind) {
  return std::any_of(intervention.assessments().begin(), intervention.assessments().end(),
                     [&](const v1::NotedAssessment& assessment) {
                       return assessment.kind() == kind && assessment.lets_proceed();
                     });
}

// An intervention from before assessments were asked for is endorsed as it was then.
Decision CheckAssessments(const v1::Intervention& intervention, const std::string& name) {
  if (!intervention.needs_assessments()) return Decision();
  std::string missing;
  if (!IsAssessed(intervention, v1::ASSESSMENT_KIND_EHIA)) {
    missing = "an EHIA of it that is signed off and lets it go ahead";
  }
  if (!IsAssessed(intervention, v1::ASSESSMENT_KIND_HEAT)) {
    missing +=
        std::string(missing.empty() ? "" : ", and ") + "HEAT with its stage assess completed";
  }
  if (missing.empty()) return Decision();
  return Reject(v1::ASSESSMENTS_MISSING).With("intervention", name).With("missing", missing);
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

Decision Decide(const v1::Intervention&, const v1::ProposeInterventionRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckSession(command, context); no.rejected()) return no;
  if (Decision no = CheckIdeas(command, context); no.rejected()) return no;
  if (!command.adapts().empty() && RowOf<v1::Intervention>(context, command.adapts()).state() !=
                                       v1::Intervention::STATE_ADAPTED) {
    return Reject(v1::NOT_TO_BE_ADAPTED).With("intervention", command.adapts());
  }
  v1::InterventionProposed proposed;
  proposed.set_intervention(context.new_name);
  proposed.set_target_area(RowOf<v1::Brief>(context, command.brief()).target_area());
  *proposed.mutable_ideas() = command.ideas();
  proposed.set_brief(command.brief());
  proposed.set_session(command.session());
  proposed.set_title(command.title());
  proposed.set_summary(command.summary());
  proposed.set_adapts(command.adapts());
  proposed.set_visibility(command.visibility());
  return Emit(proposed);
}

Decision Decide(const v1::Intervention&, const v1::SpecifyInterventionRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckSession(command, context); no.rejected()) return no;
  if (Decision no = CheckIdeas(command, context); no.rejected()) return no;
  if (Decision no = CheckSpecification(command.specification()); no.rejected()) return no;
  v1::InterventionSpecified specified;
  specified.set_intervention(context.new_name);
  specified.set_target_area(RowOf<v1::Brief>(context, command.brief()).target_area());
  *specified.mutable_ideas() = command.ideas();
  specified.set_brief(command.brief());
  specified.set_session(command.session());
  specified.set_title(command.title());
  *specified.mutable_specification() = command.specification();
  specified.set_visibility(command.visibility());
  specified.set_needs_assessments(true);
  return Emit(specified);
}

Decision Decide(const v1::Intervention& intervention, const v1::SpecifyShortlistedRequest& command,
                const CommandContext&) {
  Decision no = RejectUnlessPossible(Step::kSpecify, intervention, command.name());
  if (no.rejected()) return no;
  if (no = CheckSpecification(command.specification()); no.rejected()) return no;
  v1::InterventionSpecified specified;
  specified.set_intervention(command.name());
  specified.set_target_area(intervention.target_area());
  *specified.mutable_ideas() = intervention.ideas();
  specified.set_brief(intervention.brief());
  specified.set_session(intervention.session());
  specified.set_title(intervention.title());
  *specified.mutable_specification() = command.specification();
  specified.set_visibility(intervention.visibility());
  specified.set_needs_assessments(true);
  return Emit(specified);
}

Decision Decide(const v1::Intervention& intervention,
                const v1::SetInterventionAsideRequest& command, const CommandContext&) {
  Decision no = RejectUnlessPossible(Step::kSetAside, intervention, command.name());
  if (no.rejected()) return no;
  v1::InterventionSetAside set_aside;
  set_aside.set_intervention(command.name());
  set_aside.set_reason(command.reason());
  return Emit(set_aside);
}

Decision Decide(const v1::Intervention& intervention, const v1::NoteAssessmentRequest& command,
                const CommandContext&) {
  if (intervention.state() == v1::Intervention::STATE_UNSPECIFIED) {
    return Reject(v1::INTERVENTION_NOT_KNOWN).With("intervention", command.intervention());
  }
  v1::InterventionAssessed assessed;
  assessed.set_intervention(command.intervention());
  *assessed.mutable_assessment() = command.assessment();
  return Emit(assessed);
}

Decision Decide(const v1::Intervention& intervention, const v1::EndorseInterventionRequest& command,
                const CommandContext& context) {
  if (HasEndorsed(intervention, command.side())) {
    return Reject(v1::ENDORSEMENT_ALREADY_RECORDED)
        .With("intervention", command.name())
        .With("side", v1::EndorsementSide_Name(command.side()));
  }
  Decision no = RejectUnlessPossible(Step::kEndorse, intervention, command.name());
  if (no.rejected()) return no;
  if (no = CheckAssessments(intervention, command.name()); no.rejected()) return no;
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

void Evolve(v1::Intervention& intervention, const v1::InterventionProposed& event) {
  intervention.set_state(v1::Intervention::STATE_PROPOSED);
  intervention.set_title(event.title());
  intervention.set_target_area(event.target_area());
  intervention.set_brief(event.brief());
  intervention.set_session(event.session());
  *intervention.mutable_ideas() = event.ideas();
  intervention.set_summary(event.summary());
  intervention.set_adapts(event.adapts());
  intervention.set_visibility(event.visibility());
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
  intervention.set_needs_assessments(event.needs_assessments());
}

void Evolve(v1::Intervention& intervention, const v1::InterventionSetAside& event) {
  intervention.set_state(v1::Intervention::STATE_SET_ASIDE);
  intervention.set_reason(event.reason());
}

void Evolve(v1::Intervention& intervention, const v1::InterventionAssessed& event) {
  for (v1::NotedAssessment& assessment : *intervention.mutable_assessments()) {
    if (assessment.kind() != event.assessment().kind()) continue;
    assessment = event.assessment();
    return;
  }
  *intervention.add_assessments() = event.assessment();
}

void Evolve(v1::Intervention& intervention, const v1::EndorsementRecorded& event) {
  intervention.add_endorsements(event.side());
}

void Evolve(v1::Intervention& intervention, const v1::InterventionEndorsed&) {
  intervention.set_state(v1::Intervention::STATE_ENDORSED);
}

}  // namespace fivestep::codesign
