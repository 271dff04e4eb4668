#include "programme/domain/programme.h"

#include <string>

#include "programme/domain/gate.h"
#include "programme/domain/gate_checklist.h"
#include "programme/domain/gate_condition.h"

namespace fivestep::programme {
namespace {

// What the gates of the programme were passed on condition of and is not met.
std::string OpenConditionsOf(const std::string& programme, const CommandContext& context) {
  std::string all;
  for (const pb::Step step : kSteps) {
    const auto* gate = context.view.Find<pb::Gate>(GateName(programme, step));
    const std::string open = gate == nullptr ? std::string() : OpenConditions(*gate);
    if (open.empty()) continue;
    all += (all.empty() ? "" : "; ") + ("step-" + std::to_string(step)) + " " + open;
  }
  return all;
}

}  // namespace

Decision Decide(const pb::Programme&, const pb::OpenProgrammeRequest& command,
                const CommandContext& context) {
  pb::ProgrammeOpened opened;
  opened.set_programme(context.new_name);
  opened.set_title(command.title());
  opened.set_aim(command.aim());
  opened.set_level(command.level());
  opened.set_senior_responsible_owner_role(command.senior_responsible_owner_role());
  *opened.mutable_organisational_priorities() = command.organisational_priorities();
  *opened.mutable_partners() = command.partners();
  opened.set_visibility(command.visibility());
  Decision decision = Emit(opened);
  for (const pb::Step step : kSteps) {
    pb::GateOpened gate;
    gate.set_gate(GateName(context.new_name, step));
    gate.set_programme(context.new_name);
    gate.set_title(GateTitle(step));
    gate.set_step(step);
    for (pb::GateCriterion& criterion : Checklist(step)) {
      *gate.add_criteria() = std::move(criterion);
    }
    decision.Add(std::move(gate));
  }
  return decision;
}

Decision Decide(const pb::Programme&, const pb::CloseProgrammeRequest& command,
                const CommandContext& context) {
  if (command.outcome() == pb::CLOSING_OUTCOME_COMPLETED) {
    std::string missing;
    for (const pb::Step step : kSteps) {
      const auto* gate = context.view.Find<pb::Gate>(GateName(command.name(), step));
      if (gate != nullptr && gate->state() == pb::Gate::STATE_PASSED) continue;
      if (!missing.empty()) missing += ", ";
      missing += "step-" + std::to_string(step);
    }
    if (!missing.empty()) {
      return Reject(pb::GATES_NOT_PASSED).With("programme", command.name()).With("gates", missing);
    }
    if (const std::string open = OpenConditionsOf(command.name(), context); !open.empty()) {
      return Reject(pb::GATE_CONDITIONS_OPEN)
          .With("programme", command.name())
          .With("conditions", open);
    }
  }
  pb::ProgrammeClosed closed;
  closed.set_programme(command.name());
  closed.set_outcome(command.outcome());
  closed.set_reason(command.reason());
  return Emit(closed);
}

void Evolve(pb::Programme& programme, const pb::ProgrammeOpened& event) {
  programme.set_name(event.programme());
  programme.set_state(pb::Programme::STATE_OPEN);
  programme.set_title(event.title());
  programme.set_aim(event.aim());
  programme.set_level(event.level());
  programme.set_senior_responsible_owner_role(event.senior_responsible_owner_role());
  *programme.mutable_organisational_priorities() = event.organisational_priorities();
  *programme.mutable_partners() = event.partners();
  programme.set_visibility(event.visibility());
  programme.set_current_step(kSteps[0]);
}

void Evolve(pb::Programme& programme, const pb::StepEntered& event) {
  programme.set_current_step(event.step());
}

void Evolve(pb::Programme& programme, const pb::ProgrammeClosed& event) {
  programme.set_state(pb::Programme::STATE_CLOSED);
  programme.set_closing_outcome(event.outcome());
  programme.set_closing_reason(event.reason());
}

}  // namespace fivestep::programme
