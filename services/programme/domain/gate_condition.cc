#include "programme/domain/gate_condition.h"

#include <utility>

namespace fivestep::programme {
namespace {

const pb::GateCondition* Find(const pb::Gate& gate, const std::string& id) {
  for (const pb::GateCondition& condition : gate.conditions()) {
    if (condition.condition() == id) return &condition;
  }
  return nullptr;
}

// Null where the log names a condition that the gate no longer has: work was sent back since.
pb::GateCondition* FindMutable(pb::Gate& gate, const std::string& id) {
  for (pb::GateCondition& condition : *gate.mutable_conditions()) {
    if (condition.condition() == id) return &condition;
  }
  return nullptr;
}

bool IsAwaited(const pb::GateCondition& condition) {
  return !condition.met() && !condition.overdue();
}

}  // namespace

Decision AddConditions(const pb::PassGateRequest& command, const CommandContext& context,
                       pb::GatePassed& passed) {
  for (int i = 0; i < command.conditions_size(); ++i) {
    const pb::GateConditionTerms& terms = command.conditions(i);
    if (!LiesAhead(terms.due_date(), context.now)) {
      return RefuseDateNotAhead("conditions[" + std::to_string(i) + "].due_date", terms.due_date());
    }
    pb::GateCondition& condition = *passed.add_conditions();
    condition.set_condition("c" + std::to_string(i + 1));
    *condition.mutable_terms() = terms;
  }
  return Decision();
}

std::string OpenConditions(const pb::Gate& gate) {
  std::string open;
  for (const pb::GateCondition& condition : gate.conditions()) {
    if (condition.met()) continue;
    open += (open.empty() ? "" : "; ") + condition.condition() + ": " + condition.terms().text();
  }
  return open;
}

Decision Decide(const pb::Gate& gate, const pb::MeetGateConditionRequest& command,
                const CommandContext& context) {
  const pb::GateCondition* condition = Find(gate, command.condition());
  if (condition == nullptr) {
    return Reject(pb::GATE_CONDITION_UNKNOWN)
        .With("gate", command.name())
        .With("condition", command.condition());
  }
  if (condition->met()) {
    return Reject(pb::GATE_CONDITION_IS_MET)
        .With("gate", command.name())
        .With("condition", command.condition());
  }
  return Emit(FactOf<pb::GateConditionMet>(command, context));
}

std::optional<Instant> ConditionOverdueFrom(const pb::Gate& gate) {
  std::optional<Instant> next;
  for (const pb::GateCondition& condition : gate.conditions()) {
    const auto due = MomentAfter(condition.terms().due_date());
    if (IsAwaited(condition) && due && (!next || *due < *next)) next = due;
  }
  return next;
}

Decision DecideConditionOverdue(const pb::Gate& gate, const CommandContext& context) {
  Decision decision;
  for (const pb::GateCondition& condition : gate.conditions()) {
    if (!IsAwaited(condition) || !HasPassed(condition.terms().due_date(), context.now)) continue;
    pb::GateConditionBecameOverdue overdue;
    overdue.set_gate(gate.name());
    overdue.set_condition(condition.condition());
    overdue.set_due_date(condition.terms().due_date());
    decision.Add(std::move(overdue));
  }
  return decision;
}

void Evolve(pb::Gate& gate, const pb::GateConditionMet& event) {
  pb::GateCondition* condition = FindMutable(gate, event.condition());
  if (condition == nullptr) return;
  condition->set_met(true);
  condition->set_how_met(event.how_met());
  condition->set_met_by_role(event.met_by_role());
}

void Evolve(pb::Gate& gate, const pb::GateConditionBecameOverdue& event) {
  if (auto* condition = FindMutable(gate, event.condition())) condition->set_overdue(true);
}

}  // namespace fivestep::programme
