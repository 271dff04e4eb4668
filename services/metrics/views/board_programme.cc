// What a board report shows of the programme itself: its aim, gates and decisions, what may go
// wrong, who promised what.
#include <string>

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
  stored.mutable_item()->set_state(event.conditions().empty() ? "passed"
                                                              : "passed with conditions");
  Say(stored, "Why", event.rationale());
  Say(stored, "Decided by", Listed(event.decided_by_roles()));
  Say(stored, "On condition that", "");
  for (const pb::GateCondition& condition : event.conditions()) {
    SayAlso(stored, "On condition that",
            condition.condition() + ": " + condition.terms().text() + " (" +
                condition.terms().owner_role() + ", by " + condition.terms().due_date() + ")");
  }
}

void OnConditionMet(v1::StoredBoardItem& stored, const pb::GateConditionMet& event) {
  SayAlso(stored, "Met since", event.condition() + ": " + event.how_met());
}

void OnConditionOverdue(v1::StoredBoardItem& stored, const pb::GateConditionBecameOverdue& event) {
  SayAlso(stored, "Overdue", event.condition() + ", due on " + event.due_date());
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

// Likelihood and consequence of a risk, and one times the other.
void Score(v1::StoredBoardItem& stored, const pb::RaidScore& score) {
  Say(stored, "Likelihood", std::to_string(score.likelihood()));
  Say(stored, "Consequence", std::to_string(score.consequence()));
  Say(stored, "Score", std::to_string(score.likelihood() * score.consequence()));
}

std::string ProductText(const pb::RaidScore& score) {
  return std::to_string(score.likelihood() * score.consequence());
}

void OnRaidLogged(v1::StoredBoardItem& stored, const pb::RaidEntryLogged& event) {
  stored.mutable_item()->set_title(event.details().title());
  stored.mutable_item()->set_state("open");
  stored.set_visibility(event.visibility());
  Say(stored, "Kind", Words(pb::RaidKind_Name(event.kind()), "RAID_KIND_"));
  Say(stored, "Cause and effect", event.details().description());
  Say(stored, "Owner", event.owner_role());
  Say(stored, "What is done", event.controls());
  if (event.has_current()) Score(stored, event.current());
  if (event.has_inherent()) Say(stored, "Score without controls", ProductText(event.inherent()));
  if (event.has_target()) Say(stored, "Score aimed at", ProductText(event.target()));
}

void OnRaidScored(v1::StoredBoardItem& stored, const pb::RaidEntryScored& event) {
  if (event.has_current()) Score(stored, event.current());
  Say(stored, "What is done", event.controls());
}

void OnRaidEscalated(v1::StoredBoardItem& stored, const pb::RaidEntryEscalated& event) {
  stored.mutable_item()->set_state("escalated to " + event.escalated_to_role());
}

void OnRaidDeescalated(v1::StoredBoardItem& stored, const pb::RaidEntryDeescalated&) {
  stored.mutable_item()->set_state("open");
}

void OnRaidClosed(v1::StoredBoardItem& stored, const pb::RaidEntryClosed& event) {
  stored.mutable_item()->set_state("closed");
  Say(stored, "Why it was closed", event.reason());
}

void OnActionRaised(v1::StoredBoardItem& stored, const pb::BoardActionRaised& event) {
  stored.mutable_item()->set_title(event.details().title());
  stored.mutable_item()->set_state("open");
  stored.set_visibility(event.visibility());
  Say(stored, "Owner", event.owner_role());
  Say(stored, "Due", event.due_date());
}

void OnActionMoved(v1::StoredBoardItem& stored, const pb::BoardActionMoved& event) {
  stored.mutable_item()->set_state("open");
  Say(stored, "Owner", event.owner_role());
  Say(stored, "Due", event.due_date());
}

void OnActionOverdue(v1::StoredBoardItem& stored, const pb::BoardActionBecameOverdue&) {
  stored.mutable_item()->set_state("overdue");
}

void OnActionCompleted(v1::StoredBoardItem& stored, const pb::BoardActionCompleted& event) {
  stored.mutable_item()->set_state("completed");
  Say(stored, "What came of it", event.result());
}

void OnActionDropped(v1::StoredBoardItem& stored, const pb::BoardActionDropped& event) {
  stored.mutable_item()->set_state("dropped");
  Say(stored, "Why it was dropped", event.reason());
}

void OnCommitmentOffered(v1::StoredBoardItem& stored, const pb::CommitmentOffered& event) {
  stored.mutable_item()->set_title(event.details().title());
  stored.mutable_item()->set_state("offered");
  stored.set_visibility(event.visibility());
  Say(stored, "What it brings", event.details().resource_offered());
  Say(stored, "Due", event.due_date());
}

void OnCommitmentAgreed(v1::StoredBoardItem& stored, const pb::CommitmentAgreed& event) {
  stored.mutable_item()->set_state("agreed");
  Say(stored, "Signed by", event.signed_by_role());
}

void OnCommitmentStarted(v1::StoredBoardItem& stored, const pb::CommitmentStarted&) {
  stored.mutable_item()->set_state("being delivered");
}

void OnCommitmentOverdue(v1::StoredBoardItem& stored, const pb::CommitmentBecameOverdue&) {
  stored.mutable_item()->set_state("overdue");
}

void OnCommitmentMet(v1::StoredBoardItem& stored, const pb::CommitmentMet& event) {
  stored.mutable_item()->set_state("met");
  Say(stored, "How it was met", event.result());
}

void OnCommitmentLapsed(v1::StoredBoardItem& stored, const pb::CommitmentLapsed& event) {
  stored.mutable_item()->set_state("lapsed");
  Say(stored, "Why it lapsed", event.reason());
}

void OnReview(v1::StoredBoardItem& stored, const pb::StepReviewRecorded& event) {
  const pb::StepReviewDetails& details = event.details();
  stored.mutable_item()->set_title(details.title());
  stored.mutable_item()->set_state("held on " + details.held_date());
  stored.set_visibility(event.visibility());
  Say(stored, "What was expected", details.expected());
  Say(stored, "What happened", details.happened());
  Say(stored, "What is learned", details.lesson());
}

void OnReviewChange(v1::StoredBoardItem& stored, const pb::ReviewChangeMade& event) {
  SayAlso(stored, "What was changed", event.change_made());
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
  Tell(tellers, "gate", &pb::GateConditionMet::gate, OnConditionMet);
  Tell(tellers, "gate", &pb::GateConditionBecameOverdue::gate, OnConditionOverdue);
  Tell(tellers, "decision", &pb::DecisionRecorded::decision, OnDecision);
  Tell(tellers, "decision", &pb::DecisionSuperseded::decision, OnSuperseded);
  Tell(tellers, "RAID entry", &pb::RaidEntryLogged::raid_entry, OnRaidLogged);
  Tell(tellers, "RAID entry", &pb::RaidEntryScored::raid_entry, OnRaidScored);
  Tell(tellers, "RAID entry", &pb::RaidEntryEscalated::raid_entry, OnRaidEscalated);
  Tell(tellers, "RAID entry", &pb::RaidEntryDeescalated::raid_entry, OnRaidDeescalated);
  Tell(tellers, "RAID entry", &pb::RaidEntryClosed::raid_entry, OnRaidClosed);
  Tell(tellers, "board action", &pb::BoardActionRaised::board_action, OnActionRaised);
  Tell(tellers, "board action", &pb::BoardActionMoved::board_action, OnActionMoved);
  Tell(tellers, "board action", &pb::BoardActionBecameOverdue::board_action, OnActionOverdue);
  Tell(tellers, "board action", &pb::BoardActionCompleted::board_action, OnActionCompleted);
  Tell(tellers, "board action", &pb::BoardActionDropped::board_action, OnActionDropped);
  Tell(tellers, "commitment", &pb::CommitmentOffered::commitment, OnCommitmentOffered);
  Tell(tellers, "commitment", &pb::CommitmentAgreed::commitment, OnCommitmentAgreed);
  Tell(tellers, "commitment", &pb::CommitmentStarted::commitment, OnCommitmentStarted);
  Tell(tellers, "commitment", &pb::CommitmentBecameOverdue::commitment, OnCommitmentOverdue);
  Tell(tellers, "commitment", &pb::CommitmentMet::commitment, OnCommitmentMet);
  Tell(tellers, "commitment", &pb::CommitmentLapsed::commitment, OnCommitmentLapsed);
  Tell(tellers, "review", &pb::StepReviewRecorded::step_review, OnReview);
  Tell(tellers, "review", &pb::ReviewChangeMade::step_review, OnReviewChange);
}

}  // namespace fivestep::metrics::board
