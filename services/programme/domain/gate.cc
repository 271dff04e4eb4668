#include "programme/domain/gate.h"

#include <algorithm>

#include "programme/domain/gate_checklist.h"
#include "programme/domain/gate_condition.h"

namespace fivestep::programme {
namespace {

bool IsPassed(const CommandContext& context, const std::string& name) {
  const auto* gate = context.view.Find<pb::Gate>(name);
  return gate != nullptr && gate->state() == pb::Gate::STATE_PASSED;
}

// Refuses when a gate before this one is not passed: its step has not been reached.
Decision CheckReached(const pb::Gate& gate, const CommandContext& context) {
  for (const pb::Step step : kSteps) {
    if (step >= gate.step()) break;
    const std::string earlier = GateName(context.programme, step);
    if (IsPassed(context, earlier)) continue;
    return Reject(pb::EARLIER_GATE_NOT_PASSED).With("gate", gate.name()).With("earlier", earlier);
  }
  return Decision();
}

// The approved target areas that no pair follows.
std::string Unpaired(const pb::Gate& gate) {
  std::string names;
  for (const pb::FollowedInequality& one : gate.inequalities()) {
    if (!one.approved() || !one.pair_evidence().empty()) continue;
    names += (names.empty() ? "" : ", ") + one.target_area();
  }
  return names;
}

Decision CheckCriteria(const pb::Gate& gate) {
  std::string missing;
  for (const pb::GateCriterion& criterion : gate.criteria()) {
    // One pair meets the line, and each target area that was approved asks for its own.
    const bool about_pairs = criterion.criterion() == pb::CRITERION_INEQUALITIES_PAIRED;
    const std::string unpaired = about_pairs ? Unpaired(gate) : std::string();
    if (criterion.met() && unpaired.empty()) continue;
    if (!missing.empty()) missing += "; ";
    missing += criterion.question() + " (record it with " + criterion.where_to_record() +
               (unpaired.empty() ? "" : "; " + unpaired + " has none") + ")";
  }
  if (missing.empty()) return Decision();
  return Reject(pb::CRITERIA_NOT_MET).With("gate", gate.name()).With("missing", missing);
}

void EnterStep(const CommandContext& context, pb::Step step, const std::string& gate,
               Decision& decision) {
  const auto* programme = context.view.Find<pb::Programme>(context.programme);
  if (programme != nullptr && programme->current_step() == step) return;
  pb::StepEntered entered;
  entered.set_programme(context.programme);
  entered.set_step(step);
  entered.set_gate(gate);
  decision.Add(std::move(entered));
}

}  // namespace

std::string GateName(std::string_view programme, pb::Step step) {
  return std::string(programme) + "/gates/step-" + std::to_string(step);
}

Decision Decide(const pb::Gate& gate, const pb::PassGateRequest& command,
                const CommandContext& context) {
  if (gate.state() == pb::Gate::STATE_PASSED) {
    return Reject(pb::GATE_ALREADY_PASSED).With("gate", gate.name());
  }
  if (Decision refused = CheckReached(gate, context); refused.rejected()) return refused;
  if (Decision refused = CheckCriteria(gate); refused.rejected()) return refused;
  pb::GatePassed passed;
  passed.set_gate(gate.name());
  passed.set_step(gate.step());
  passed.set_rationale(command.rationale());
  *passed.mutable_decided_by_roles() = command.decided_by_roles();
  passed.set_decision(command.decision());
  for (const pb::GateCriterion& criterion : gate.criteria()) {
    const auto& named = passed.evidence();
    if (std::find(named.begin(), named.end(), criterion.evidence()) != named.end()) continue;
    passed.add_evidence(criterion.evidence());
  }
  if (Decision refused = AddConditions(command, context, passed); refused.rejected()) {
    return refused;
  }
  Decision decision = Emit(passed);
  if (gate.step() != pb::STEP_ACT_AND_MEASURE) {
    EnterStep(context, static_cast<pb::Step>(gate.step() + 1), gate.name(), decision);
  }
  return decision;
}

Decision Decide(const pb::Gate& gate, const pb::ReturnGateRequest& command,
                const CommandContext& context) {
  if (command.to_step() > gate.step()) {
    return Reject(pb::RETURN_NOT_BACKWARDS)
        .With("gate", gate.name())
        .With("to_step", pb::Step_Name(command.to_step()))
        .Violating("to_step", "Choose the step of the gate, or an earlier one.");
  }
  if (Decision refused = CheckReached(gate, context); refused.rejected()) return refused;
  pb::GateReturned returned;
  returned.set_gate(gate.name());
  returned.set_to_step(command.to_step());
  returned.set_reason(command.reason());
  *returned.mutable_decided_by_roles() = command.decided_by_roles();
  Decision decision = Emit(returned);
  for (const pb::Step step : kSteps) {
    const std::string name = GateName(context.programme, step);
    if (step < command.to_step() || name == gate.name() || !IsPassed(context, name)) continue;
    pb::GateReopened reopened;
    reopened.set_gate(name);
    reopened.set_returned_gate(gate.name());
    decision.Add(std::move(reopened));
  }
  EnterStep(context, command.to_step(), gate.name(), decision);
  return decision;
}

void Evolve(pb::Gate& gate, const pb::GateOpened& event) {
  gate.set_name(event.gate());
  gate.set_state(pb::Gate::STATE_WAITING);
  gate.set_title(event.title());
  gate.set_step(event.step());
  *gate.mutable_criteria() = event.criteria();
}

void Evolve(pb::Gate& gate, const pb::CriterionMet& event) {
  for (pb::GateCriterion& criterion : *gate.mutable_criteria()) {
    if (criterion.criterion() != event.criterion()) continue;
    criterion.set_met(true);
    criterion.set_evidence(event.evidence());
  }
}

void Evolve(pb::Gate& gate, const pb::InequalityNoted& event) {
  for (pb::FollowedInequality& one : *gate.mutable_inequalities()) {
    if (one.target_area() != event.inequality().target_area()) continue;
    one = event.inequality();
    return;
  }
  *gate.add_inequalities() = event.inequality();
}

void Evolve(pb::Gate& gate, const pb::GatePassed& event) {
  gate.set_state(pb::Gate::STATE_PASSED);
  gate.set_rationale(event.rationale());
  *gate.mutable_decided_by_roles() = event.decided_by_roles();
  gate.set_decision(event.decision());
  *gate.mutable_conditions() = event.conditions();
}

void Evolve(pb::Gate& gate, const pb::GateReturned& event) {
  gate.set_state(pb::Gate::STATE_RETURNED);
  gate.set_rationale(event.reason());
  *gate.mutable_decided_by_roles() = event.decided_by_roles();
  gate.clear_decision();
  gate.clear_conditions();
}

void Evolve(pb::Gate& gate, const pb::GateReopened&) {
  gate.set_state(pb::Gate::STATE_RETURNED);
  gate.clear_decision();
  gate.clear_conditions();
}

}  // namespace fivestep::programme
