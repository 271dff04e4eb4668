#include "programme/domain/gate_condition.h"

#include "platform/testing/given.h"
#include "programme/domain/examples.h"

namespace fivestep::programme {
namespace {

using fivestep::testing::Given;

pb::GateConditionTerms Terms(const std::string& due_date) {
  pb::GateConditionTerms terms;
  terms.set_text("Ask the Roma community.");
  terms.set_owner_role("Engagement lead");
  terms.set_due_date(due_date);
  return terms;
}

// Gate 1, passed on two conditions.
pb::Gate Conditional() {
  pb::Gate gate = ReadyGate(1);
  pb::GatePassed passed;
  passed.set_gate(GateOf(1));
  for (const char* due : {"2026-04-01", "2026-05-01"}) {
    pb::GateCondition& condition = *passed.add_conditions();
    condition.set_condition("c" + std::to_string(passed.conditions_size()));
    *condition.mutable_terms() = Terms(due);
  }
  Evolve(gate, passed);
  return gate;
}

pb::MeetGateConditionRequest Meet(const std::string& condition) {
  pb::MeetGateConditionRequest command;
  command.set_name(GateOf(1));
  command.set_condition(condition);
  command.set_how_met("A session was held with them.");
  command.set_met_by_role("Programme board chair");
  return command;
}

pb::GateConditionMet Met(const std::string& condition) {
  pb::GateConditionMet event;
  event.set_gate(GateOf(1));
  event.set_condition(condition);
  event.set_how_met(Meet(condition).how_met());
  event.set_met_by_role(Meet(condition).met_by_role());
  return event;
}

pb::GateConditionBecameOverdue Overdue(const std::string& condition, const std::string& due) {
  pb::GateConditionBecameOverdue event;
  event.set_gate(GateOf(1));
  event.set_condition(condition);
  event.set_due_date(due);
  return event;
}

TEST(PassGateOnConditions, NumbersThemAndMovesOn) {
  pb::PassGateRequest command;
  command.set_name(GateOf(1));
  *command.add_conditions() = Terms("2026-04-01");
  *command.add_conditions() = Terms("2026-05-01");
  const auto then =
      Given<pb::Gate>(ReadyGate(1)).With(kProgramme, ProgrammeAt(1)).When(Decide, command);
  ASSERT_EQ(then.decision().events().size(), 2u);
  const auto& passed = dynamic_cast<const pb::GatePassed&>(*then.decision().events()[0]);
  EXPECT_EQ(passed.conditions(1).condition(), "c2");
  EXPECT_EQ(passed.conditions(1).terms().due_date(), "2026-05-01");
}

TEST(PassGateOnConditions, RejectsADueDateThatDoesNotLieAhead) {
  pb::PassGateRequest command;
  command.set_name(GateOf(1));
  *command.add_conditions() = Terms("2026-03-02");
  Given<pb::Gate>(ReadyGate(1)).When(Decide, command).ThenRejected(pb::DATE_NOT_AHEAD);
}

TEST(MeetGateCondition, SaysHowItWasMet) {
  Given<pb::Gate>(Conditional()).When(Decide, Meet("c2")).ThenEmits(Met("c2"));
  pb::Gate gate = Conditional();
  Evolve(gate, Met("c2"));
  EXPECT_EQ(OpenConditions(gate), "c1: Ask the Roma community.");
}

TEST(MeetGateCondition, RejectsOneThatIsMetAndOneThatIsNot) {
  pb::Gate gate = Conditional();
  Evolve(gate, Met("c1"));
  Given<pb::Gate>(gate).When(Decide, Meet("c1")).ThenRejected(pb::GATE_CONDITION_IS_MET);
  Given<pb::Gate>(gate).When(Decide, Meet("c3")).ThenRejected(pb::GATE_CONDITION_UNKNOWN);
  Given<pb::Gate>(ReadyGate(1)).When(Decide, Meet("c1")).ThenRejected(pb::GATE_CONDITION_UNKNOWN);
}

TEST(GateConditions, AreNotedAsOverdueOnceEach) {
  pb::Gate gate = Conditional();
  const Instant first = *MomentAfter("2026-04-01");
  EXPECT_EQ(ConditionOverdueFrom(gate), first);
  Given<pb::Gate>(gate)
      .At(first)
      .WhenDue(DecideConditionOverdue)
      .ThenEmits(Overdue("c1", "2026-04-01"));
  Evolve(gate, Overdue("c1", "2026-04-01"));
  EXPECT_EQ(ConditionOverdueFrom(gate), MomentAfter("2026-05-01"));
  Evolve(gate, Met("c2"));
  EXPECT_EQ(ConditionOverdueFrom(gate), std::nullopt);
}

TEST(GateConditions, GoWithThePassWhenWorkIsSentBack) {
  pb::Gate gate = Conditional();
  pb::GateReturned returned;
  returned.set_gate(GateOf(1));
  Evolve(gate, returned);
  EXPECT_EQ(gate.conditions_size(), 0);
  EXPECT_EQ(ConditionOverdueFrom(gate), std::nullopt);
}

// The reason of a refusal; empty when the command was accepted.
template <class Request>
std::string ReasonOf(const pb::Gate& gate, const Request& command) {
  Given<pb::Gate> given(gate);
  given.With(kProgramme, ProgrammeAt(1)).With(GateOf(1), gate);
  return given.When(Decide, command).decision().rejection().reason();
}

TEST(Gate, TakesEveryCommandInEveryStateOrSaysWhyNot) {
  pb::PassGateRequest pass;
  pass.set_name(GateOf(1));
  pb::ReturnGateRequest send_back;
  send_back.set_name(GateOf(1));
  send_back.set_to_step(pb::STEP_GATHER_INSIGHTS);
  pb::Gate returned = PassedGate(1);
  returned.set_state(pb::Gate::STATE_RETURNED);
  struct Row {
    pb::Gate gate;
    std::string pass;
    std::string send_back;
    std::string meet;
  };
  const Row rows[] = {{ReadyGate(1), "", "", "GATE_CONDITION_UNKNOWN"},
                      {Conditional(), "GATE_ALREADY_PASSED", "", ""},
                      {PassedGate(1), "GATE_ALREADY_PASSED", "", "GATE_CONDITION_UNKNOWN"},
                      {returned, "", "", "GATE_CONDITION_UNKNOWN"}};
  for (const Row& row : rows) {
    const std::string state = pb::Gate::State_Name(row.gate.state());
    EXPECT_EQ(ReasonOf(row.gate, pass), row.pass) << state;
    EXPECT_EQ(ReasonOf(row.gate, send_back), row.send_back) << state;
    EXPECT_EQ(ReasonOf(row.gate, Meet("c1")), row.meet) << state;
  }
}

TEST(CloseProgramme, AsCompletedWaitsForTheConditionsOfItsGates) {
  pb::CloseProgrammeRequest command;
  command.set_name(kProgramme);
  command.set_outcome(pb::CLOSING_OUTCOME_COMPLETED);
  Given<pb::Programme> given(ProgrammeAt(5));
  for (int step = 1; step <= 5; ++step) given.With(GateOf(step), PassedGate(step));
  EXPECT_FALSE(given.When(Decide, command).decision().rejected());
  given.With(GateOf(1), Conditional());
  given.When(Decide, command).ThenRejected(pb::GATE_CONDITIONS_OPEN);
}

}  // namespace
}  // namespace fivestep::programme
