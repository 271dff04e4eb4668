#include "programme/domain/programme.h"

#include "platform/testing/given.h"
#include "programme/domain/examples.h"

namespace fivestep::programme {
namespace {

using fivestep::testing::Given;

pb::OpenProgrammeRequest Open() {
  pb::OpenProgrammeRequest request;
  request.set_title("Smoke-free pregnancies");
  request.set_aim("As few babies born to smokers in Blackpool as in the rest of the ICB.");
  request.set_level(pb::PROGRAMME_LEVEL_SYSTEM);
  request.set_senior_responsible_owner_role("Chief Nurse");
  auto* priority = request.add_organisational_priorities();
  priority->set_organisation("QE1");
  priority->set_priority("Joint forward plan: smoking at time of delivery below 6 %");
  request.add_partners("Blackpool Teaching Hospitals");
  return request;
}

pb::ProgrammeOpened Opened() {
  const pb::OpenProgrammeRequest request = Open();
  pb::ProgrammeOpened opened;
  opened.set_programme(kProgramme);
  opened.set_title(request.title());
  opened.set_aim(request.aim());
  opened.set_level(request.level());
  opened.set_senior_responsible_owner_role(request.senior_responsible_owner_role());
  *opened.mutable_organisational_priorities() = request.organisational_priorities();
  *opened.mutable_partners() = request.partners();
  return opened;
}

pb::CloseProgrammeRequest Close(pb::ClosingOutcome outcome) {
  pb::CloseProgrammeRequest request;
  request.set_name(kProgramme);
  request.set_outcome(outcome);
  request.set_reason("The board has seen the gap close.");
  return request;
}

pb::ProgrammeClosed Closed(pb::ClosingOutcome outcome) {
  pb::ProgrammeClosed closed;
  closed.set_programme(kProgramme);
  closed.set_outcome(outcome);
  closed.set_reason("The board has seen the gap close.");
  return closed;
}

Given<pb::Programme> WithGatesPassedUpTo(int last) {
  Given<pb::Programme> given;
  given.After(Evolve, Opened());
  for (int step = 1; step <= 5; ++step) {
    given.With(GateOf(step), step <= last ? PassedGate(step) : ReadyGate(step));
  }
  return given;
}

TEST(OpenProgramme, BeginsWithTheGatesOfItsFiveSteps) {
  Given<pb::Programme>()
      .Naming(kProgramme)
      .When(Decide, Open())
      .ThenEmits(Opened(), OpenedGate(1), OpenedGate(2), OpenedGate(3), OpenedGate(4),
                 OpenedGate(5));
}

TEST(OpenProgramme, BeginsWithTheFirstStep) {
  pb::Programme programme;
  Evolve(programme, Opened());
  EXPECT_EQ(programme.current_step(), pb::STEP_GATHER_INSIGHTS);
  EXPECT_EQ(programme.state(), pb::Programme::STATE_OPEN);
}

TEST(CloseProgramme, CompletesWhenEveryGateIsPassed) {
  WithGatesPassedUpTo(5)
      .When(Decide, Close(pb::CLOSING_OUTCOME_COMPLETED))
      .ThenEmits(Closed(pb::CLOSING_OUTCOME_COMPLETED));
}

TEST(CloseProgramme, StopsAtAnyTime) {
  WithGatesPassedUpTo(0)
      .When(Decide, Close(pb::CLOSING_OUTCOME_STOPPED))
      .ThenEmits(Closed(pb::CLOSING_OUTCOME_STOPPED));
}

TEST(CloseProgramme, RejectsCompletionWhileTheLastGateWaits) {
  WithGatesPassedUpTo(4)
      .When(Decide, Close(pb::CLOSING_OUTCOME_COMPLETED))
      .ThenRejected(pb::GATES_NOT_PASSED);
}

TEST(CloseProgramme, RejectsCompletionAndNamesTheGates) {
  const auto then = WithGatesPassedUpTo(3).When(Decide, Close(pb::CLOSING_OUTCOME_COMPLETED));
  ASSERT_TRUE(then.decision().rejected());
  EXPECT_NE(then.decision().rejection().message().find("step-4, step-5"), std::string::npos);
}

TEST(CloseProgramme, RejectsCompletionWithAGateThatWasReturned) {
  pb::Gate returned = PassedGate(2);
  Evolve(returned, pb::GateReopened());
  WithGatesPassedUpTo(5)
      .With(GateOf(2), returned)
      .When(Decide, Close(pb::CLOSING_OUTCOME_COMPLETED))
      .ThenRejected(pb::GATES_NOT_PASSED);
}

}  // namespace
}  // namespace fivestep::programme
