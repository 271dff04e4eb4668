#include "programme/domain/gate.h"

#include "platform/testing/given.h"
#include "programme/domain/examples.h"

namespace fivestep::programme {
namespace {

using fivestep::testing::Given;

pb::PassGateRequest Pass(int step) {
  pb::PassGateRequest request;
  request.set_name(GateOf(step));
  request.set_rationale("Every voice that we looked for was heard.");
  request.add_decided_by_roles("Programme board chair");
  request.set_decision("programmes/p1/decisions/d1");
  return request;
}

pb::GatePassed Passed(int step) {
  pb::GatePassed passed;
  passed.set_gate(GateOf(step));
  passed.set_step(static_cast<pb::Step>(step));
  passed.set_rationale(Pass(step).rationale());
  *passed.mutable_decided_by_roles() = Pass(step).decided_by_roles();
  passed.set_decision(Pass(step).decision());
  passed.add_evidence(kEvidence);
  return passed;
}

pb::ReturnGateRequest Return(int step, int to_step) {
  pb::ReturnGateRequest request;
  request.set_name(GateOf(step));
  request.set_to_step(static_cast<pb::Step>(to_step));
  request.set_reason("Nobody has asked the Roma community.");
  request.add_decided_by_roles("Programme board chair");
  return request;
}

pb::GateReturned Returned(int step, int to_step) {
  pb::GateReturned returned;
  returned.set_gate(GateOf(step));
  returned.set_to_step(static_cast<pb::Step>(to_step));
  returned.set_reason(Return(step, to_step).reason());
  *returned.mutable_decided_by_roles() = Return(step, to_step).decided_by_roles();
  return returned;
}

pb::GateReopened Reopened(int step, int because_of) {
  pb::GateReopened reopened;
  reopened.set_gate(GateOf(step));
  reopened.set_returned_gate(GateOf(because_of));
  return reopened;
}

pb::StepEntered Entered(int step, int gate) {
  pb::StepEntered entered;
  entered.set_programme(kProgramme);
  entered.set_step(static_cast<pb::Step>(step));
  entered.set_gate(GateOf(gate));
  return entered;
}

// The gate of `step` with all that surrounds it: gates up to `last_passed` are passed.
Given<pb::Gate> At(const pb::Gate& gate, int last_passed) {
  Given<pb::Gate> given(gate);
  for (int step = 1; step <= 5; ++step) {
    given.With(GateOf(step), step <= last_passed ? PassedGate(step) : ReadyGate(step));
  }
  given.With(GateOf(gate.step()), gate);
  given.With(kProgramme, ProgrammeAt(std::min(last_passed + 1, 5)));
  return given;
}

TEST(PassGate, MovesTheProgrammeToTheNextStep) {
  At(ReadyGate(1), 0).When(Decide, Pass(1)).ThenEmits(Passed(1), Entered(2, 1));
}

TEST(PassGate, OfTheLastStepLeavesTheProgrammeThere) {
  At(ReadyGate(5), 4).When(Decide, Pass(5)).ThenEmits(Passed(5));
}

TEST(PassGate, RejectsOneThatIsPassed) {
  At(PassedGate(1), 1).When(Decide, Pass(1)).ThenRejected(pb::GATE_ALREADY_PASSED);
}

TEST(PassGate, RejectsOneBeforeItsTurn) {
  At(ReadyGate(3), 1).When(Decide, Pass(3)).ThenRejected(pb::EARLIER_GATE_NOT_PASSED);
}

TEST(PassGate, RejectsOneWhoseEarlierGateWasReturned) {
  pb::Gate returned = PassedGate(1);
  Evolve(returned, Reopened(1, 2));
  At(ReadyGate(3), 2)
      .With(GateOf(1), returned)
      .When(Decide, Pass(3))
      .ThenRejected(pb::EARLIER_GATE_NOT_PASSED);
}

TEST(PassGate, RejectsAnIncompleteChecklistAndSaysWhereToRecordWhatIsMissing) {
  pb::Gate gate;
  Evolve(gate, OpenedGate(1));
  Evolve(gate, Met(1, pb::CRITERION_THEME_AGREED));
  Evolve(gate, Met(1, pb::CRITERION_COMMUNITY_ENDORSEMENT));
  const auto then = At(gate, 0).When(Decide, Pass(1));
  ASSERT_TRUE(then.decision().rejected());
  const std::string& message = then.decision().rejection().message();
  EXPECT_NE(message.find("a clinician standing behind a theme"), std::string::npos) << message;
  EXPECT_NE(message.find("EndorseTheme"), std::string::npos) << message;
  EXPECT_EQ(message.find("speaks for the community"), std::string::npos) << message;
}

TEST(PassGate, RejectsEveryGateWithoutEvidence) {
  for (int step = 1; step <= 5; ++step) {
    pb::Gate gate;
    Evolve(gate, OpenedGate(step));
    At(gate, step - 1).When(Decide, Pass(step)).ThenRejected(pb::CRITERIA_NOT_MET);
  }
}

TEST(PassGate, TakesAReturnedGateAgain) {
  pb::Gate returned = ReadyGate(2);
  Evolve(returned, Returned(2, 2));
  At(returned, 1).When(Decide, Pass(2)).ThenEmits(Passed(2), Entered(3, 2));
}

TEST(ReturnGate, SendsWorkBackAndReopensWhatLiesBetween) {
  At(ReadyGate(4), 3)
      .When(Decide, Return(4, 2))
      .ThenEmits(Returned(4, 2), Reopened(2, 4), Reopened(3, 4), Entered(2, 4));
}

TEST(ReturnGate, ReopensLaterGatesThatWerePassed) {
  At(PassedGate(3), 5)
      .When(Decide, Return(3, 3))
      .ThenEmits(Returned(3, 3), Reopened(4, 3), Reopened(5, 3), Entered(3, 3));
}

TEST(ReturnGate, ToItsOwnStepSaysNotYet) {
  At(ReadyGate(2), 1).When(Decide, Return(2, 2)).ThenEmits(Returned(2, 2));
}

TEST(ReturnGate, RejectsSendingWorkForward) {
  At(ReadyGate(2), 1).When(Decide, Return(2, 3)).ThenRejected(pb::RETURN_NOT_BACKWARDS);
}

TEST(ReturnGate, RejectsAGateThatWasNotReached) {
  At(ReadyGate(4), 1).When(Decide, Return(4, 1)).ThenRejected(pb::EARLIER_GATE_NOT_PASSED);
}

TEST(Gate, KeepsItsEvidenceWhenItIsReturned) {
  pb::Gate gate = PassedGate(1);
  Evolve(gate, Returned(1, 1));
  EXPECT_EQ(gate.state(), pb::Gate::STATE_RETURNED);
  EXPECT_TRUE(gate.criteria(0).met());
  EXPECT_EQ(gate.decision(), "");
}

TEST(GateChecklist, AsksForEveryCriterionAtExactlyOneGate) {
  for (int number = pb::Criterion_MIN + 1; number <= pb::Criterion_MAX; ++number) {
    if (!pb::Criterion_IsValid(number)) continue;
    const auto criterion = static_cast<pb::Criterion>(number);
    EXPECT_NE(StepOf(criterion), pb::STEP_UNSPECIFIED) << pb::Criterion_Name(criterion);
  }
  EXPECT_EQ(StepOf(pb::CRITERION_UNSPECIFIED), pb::STEP_UNSPECIFIED);
  for (const pb::Step step : kSteps) EXPECT_FALSE(Checklist(step).empty());
}

// Gate 5 with all its lines met, and all gates before it passed.
Given<pb::Gate> GivenGateFive(const pb::Gate& gate) {
  Given<pb::Gate> given(gate);
  for (int step = 1; step < 5; ++step) given.With(GateOf(step), PassedGate(step));
  return given;
}

pb::InequalityNoted Noted(const std::string& target_area, const std::string& pair) {
  pb::InequalityNoted noted;
  noted.mutable_inequality()->set_target_area(target_area);
  noted.mutable_inequality()->set_approved(true);
  noted.mutable_inequality()->set_pair_evidence(pair);
  return noted;
}

TEST(PassGateFive, AsksForAPairOfEveryApprovedTargetArea) {
  pb::Gate gate = ReadyGate(5);
  Evolve(gate, Noted("programmes/p1/targetAreas/t1", kEvidence));
  EXPECT_FALSE(GivenGateFive(gate).When(Decide, Pass(5)).decision().rejected());
  Evolve(gate, Noted("programmes/p1/targetAreas/t2", ""));
  auto then = GivenGateFive(gate).When(Decide, Pass(5));
  then.ThenRejected(pb::CRITERIA_NOT_MET);
  EXPECT_THAT(then.decision().rejection().message(), ::testing::HasSubstr("targetAreas/t2"));
  EXPECT_THAT(then.decision().rejection().message(),
              ::testing::Not(::testing::HasSubstr("targetAreas/t1")));
  Evolve(gate, Noted("programmes/p1/targetAreas/t2", kEvidence));
  EXPECT_FALSE(GivenGateFive(gate).When(Decide, Pass(5)).decision().rejected());
}

TEST(PassGateFive, AsksForABalancingMeasure) {
  pb::Gate gate;
  Evolve(gate, OpenedGate(5));
  Evolve(gate, Met(5, pb::CRITERION_METRIC_DEFINED));
  Evolve(gate, Met(5, pb::CRITERION_INEQUALITIES_PAIRED));
  auto then = GivenGateFive(gate).When(Decide, Pass(5));
  then.ThenRejected(pb::CRITERIA_NOT_MET);
  EXPECT_THAT(then.decision().rejection().message(),
              ::testing::HasSubstr("MEASURE_TYPE_BALANCING"));
}

}  // namespace
}  // namespace fivestep::programme
