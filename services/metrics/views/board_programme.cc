// What a board report shows of the programme itself: its aim, gates and decisions.
#include "fivestep/programme/v1/events.pb.h"
#include "metrics/views/board_items.h"

namespace fivestep::metrics::board {
namespace {

namespace pb = programme::v1;

void OnOpened(v1::StoredBoardItem& stored, const pb::ProgrammeOpened& event) {
  stored.mutable_item()->set_title(event.title());
  stored.set_visibility(event.visibility());
  Say(stored, "Aim", event.aim());
  Say(stored, "Senior responsible owner", event.senior_responsible_owner_role());
  std::string objectives;  // one a line
  for (const auto& priority : event.organisational_priorities()) {
    objectives += (objectives.empty() ? "" : "\n") + priority.priority() + " (" +
                  priority.organisation() + ")";
  }
  Say(stored, "Objectives", objectives);
  Say(stored, "Partners", Listed(event.partners()));
}

void OnStep(v1::StoredBoardItem& stored, const pb::StepEntered& event) {
  stored.mutable_item()->set_state("step " + std::to_string(event.step()) + ", " +
                                   Words(pb::Step_Name(event.step()), "STEP_"));
}

void OnClosed(v1::StoredBoardItem& stored, const pb::ProgrammeClosed& event) {
  stored.mutable_item()->set_state(
      "closed, " + Words(pb::ClosingOutcome_Name(event.outcome()), "CLOSING_OUTCOME_"));
  Say(stored, "Why it was closed", event.reason());
}

void OnGateOpened(v1::StoredBoardItem& stored, const pb::GateOpened& event) {
  stored.mutable_item()->set_title(event.title());
  stored.mutable_item()->set_state("waiting");
}

void OnGatePassed(v1::StoredBoardItem& stored, const pb::GatePassed& event) {
  stored.mutable_item()->set_state("passed");
  Say(stored, "Why", event.rationale());
  Say(stored, "Decided by", Listed(event.decided_by_roles()));
}

void OnGateReturned(v1::StoredBoardItem& stored, const pb::GateReturned& event) {
  stored.mutable_item()->set_state("returned");
  Say(stored, "Why", event.reason());
  Say(stored, "Decided by", Listed(event.decided_by_roles()));
}

void OnGateReopened(v1::StoredBoardItem& stored, const pb::GateReopened&) {
  stored.mutable_item()->set_state("waiting again");
}

void OnDecision(v1::StoredBoardItem& stored, const pb::DecisionRecorded& event) {
  stored.mutable_item()->set_title(event.title());
  stored.mutable_item()->set_state("in force");
  stored.set_visibility(event.visibility());
  Say(stored, "Chosen", event.chosen_option());
  Say(stored, "Options", Listed(event.options()));
  Say(stored, "Why", event.rationale());
  Say(stored, "Decided by", Listed(event.decided_by_roles()) + ", " + event.forum());
  Say(stored, "In effect from", event.effective_date());
}

void OnSuperseded(v1::StoredBoardItem& stored, const pb::DecisionSuperseded&) {
  stored.mutable_item()->set_state("superseded");
}

}  // namespace

void TellProgramme(Tellers& tellers) {
  Tell(tellers, "programme", &pb::ProgrammeOpened::programme, OnOpened);
  Tell(tellers, "programme", &pb::StepEntered::programme, OnStep);
  Tell(tellers, "programme", &pb::ProgrammeClosed::programme, OnClosed);
  Tell(tellers, "gate", &pb::GateOpened::gate, OnGateOpened);
  Tell(tellers, "gate", &pb::GatePassed::gate, OnGatePassed);
  Tell(tellers, "gate", &pb::GateReturned::gate, OnGateReturned);
  Tell(tellers, "gate", &pb::GateReopened::gate, OnGateReopened);
  Tell(tellers, "decision", &pb::DecisionRecorded::decision, OnDecision);
  Tell(tellers, "decision", &pb::DecisionSuperseded::decision, OnSuperseded);
}

}  // namespace fivestep::metrics::board
