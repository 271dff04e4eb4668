#include "programme/domain/decision_record.h"

#include <set>
#include <string>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/date.h"
#include "programme/domain/ehia.h"
#include "programme/domain/meeting.h"

namespace fivestep::programme {
namespace {

// One option is no choice. Doing nothing is always the second.
constexpr int kFewestOptions = 2;

Decision CheckOptions(const pb::RecordDecisionRequest& command) {
  std::set<std::string> options;
  for (const std::string& option : command.options()) {
    if (options.insert(option).second) continue;
    return Reject(pb::OPTION_REPEATED)
        .With("option", option)
        .Violating("options", "Name each option once.");
  }
  if (command.options_size() < kFewestOptions) {
    return Reject(pb::TOO_FEW_OPTIONS).Violating("options", "Add what else was considered.");
  }
  if (!options.contains(command.chosen_option())) {
    return Reject(pb::CHOSEN_OPTION_UNKNOWN)
        .Violating("chosen_option", "Write it as it is written in options.");
  }
  return Decision();
}

Decision CheckDeclarations(const pb::RecordDecisionRequest& command) {
  const bool said_some =
      command.conflicts_of_interest() == pb::CONFLICTS_OF_INTEREST_DECLARED_AND_MANAGED;
  const bool holds_some = command.declarations().declarations_size() > 0;
  if (said_some && !holds_some) {
    return Reject(pb::DECLARATIONS_MISSING).Violating("declarations", "Add the declarations.");
  }
  if (!said_some && holds_some) {
    return Reject(pb::DECLARATIONS_CONTRADICTORY)
        .Violating("conflicts_of_interest", "Say that interests were declared and managed.");
  }
  return Decision();
}

Decision CheckSuperseded(const std::string& name, const CommandContext& context) {
  if (name.empty()) return Decision();
  const auto* earlier = context.view.Find<pb::Decision>(name);
  if (earlier == nullptr) {
    return Reject(platform::v1::RESOURCE_NOT_FOUND).With("resource", name);
  }
  if (earlier->state() != pb::Decision::STATE_SUPERSEDED) return Decision();
  return Reject(pb::ALREADY_SUPERSEDED)
      .With("decision", name)
      .With("superseded_by", earlier->superseded_by());
}

// What is decided on has been assessed, where an assessment was begun.
Decision CheckEhias(const pb::RecordDecisionRequest& command, const CommandContext& context) {
  std::string ehias;
  for (const std::string& one : UnsignedEhias(command.ehia(), command.about(), context.view)) {
    ehias += (ehias.empty() ? "" : ", ") + one;
  }
  if (ehias.empty()) return Decision();
  return Reject(pb::EHIA_NOT_SIGNED_OFF).With("ehias", ehias);
}

pb::DecisionRecorded Recorded(const pb::RecordDecisionRequest& command, const std::string& name) {
  pb::DecisionRecorded recorded;
  recorded.set_decision(name);
  recorded.set_title(command.title());
  *recorded.mutable_options() = command.options();
  recorded.set_chosen_option(command.chosen_option());
  recorded.set_rationale(command.rationale());
  recorded.set_forum(command.forum());
  *recorded.mutable_decided_by_roles() = command.decided_by_roles();
  recorded.set_conflicts_of_interest(command.conflicts_of_interest());
  if (command.declarations().declarations_size() > 0) {
    *recorded.mutable_declarations() = command.declarations();
  }
  recorded.set_effective_date(command.effective_date());
  recorded.set_supersedes(command.supersedes());
  *recorded.mutable_about() = command.about();
  recorded.set_visibility(command.visibility());
  recorded.set_board_meeting(command.board_meeting());
  recorded.set_ehia(command.ehia());
  return recorded;
}

}  // namespace

Decision Decide(const pb::Decision&, const pb::RecordDecisionRequest& command,
                const CommandContext& context) {
  if (Decision refused = CheckOptions(command); refused.rejected()) return refused;
  if (Decision refused = CheckDeclarations(command); refused.rejected()) return refused;
  if (!ParseDate(command.effective_date())) {
    return Reject(pb::DATE_NOT_VALID)
        .With("field", "effective_date")
        .With("value", command.effective_date())
        .Violating("effective_date", "Write it as YYYY-MM-DD.");
  }
  if (Decision refused = CheckSuperseded(command.supersedes(), context); refused.rejected()) {
    return refused;
  }
  if (Decision refused = CheckMayDecide(command.board_meeting(), context); refused.rejected()) {
    return refused;
  }
  if (Decision refused = CheckEhias(command, context); refused.rejected()) return refused;
  Decision decision = Emit(Recorded(command, context.new_name));
  if (!command.supersedes().empty()) {
    pb::DecisionSuperseded superseded;
    superseded.set_decision(command.supersedes());
    superseded.set_superseded_by(context.new_name);
    decision.Add(std::move(superseded));
  }
  return decision;
}

void Evolve(pb::Decision& decision, const pb::DecisionRecorded& event) {
  decision.set_name(event.decision());
  decision.set_state(pb::Decision::STATE_IN_FORCE);
  decision.set_title(event.title());
  *decision.mutable_options() = event.options();
  decision.set_chosen_option(event.chosen_option());
  decision.set_rationale(event.rationale());
  decision.set_forum(event.forum());
  *decision.mutable_decided_by_roles() = event.decided_by_roles();
  decision.set_conflicts_of_interest(event.conflicts_of_interest());
  decision.set_effective_date(event.effective_date());
  decision.set_supersedes(event.supersedes());
  *decision.mutable_about() = event.about();
  decision.set_visibility(event.visibility());
  decision.set_board_meeting(event.board_meeting());
  decision.set_ehia(event.ehia());
}

void Evolve(pb::Decision& decision, const pb::DecisionSuperseded& event) {
  decision.set_state(pb::Decision::STATE_SUPERSEDED);
  decision.set_superseded_by(event.superseded_by());
}

}  // namespace fivestep::programme
