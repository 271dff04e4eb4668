#include "programme/register_rules.h"

#include <optional>
#include <vector>

#include "programme/alignment_query.h"
#include "programme/calendar_query.h"
#include "programme/domain/board.h"
#include "programme/domain/business_case.h"
#include "programme/domain/duty.h"
#include "programme/domain/ehia.h"
#include "programme/domain/gate_condition.h"
#include "programme/domain/heat.h"
#include "programme/domain/meeting.h"
#include "programme/domain/partnership.h"
#include "programme/domain/planning.h"
#include "programme/domain/raid.h"
#include "programme/domain/register.h"
#include "programme/duty_query.h"
#include "programme/views/ehia_view.h"
#include "programme/views/indicator_view.h"
#include "programme/views/money_view.h"

namespace fivestep::programme {
namespace {

// A command that is decided by its state alone, and its event.
template <class Row, class Request, class Event>
void AddFact(ServiceModel& model) {
  model.Command<Row, Request>(Record<Row, Event, Request>);
  model.Event<Row, Event>(Keep<Row, Event>);
}

// A command with rules of its own whose event is folded like all others.
template <class Row, class Request, class Event>
void AddRuled(ServiceModel& model) {
  model.Command<Row, Request>(Decide);
  model.Event<Row, Event>(Keep<Row, Event>);
}

std::vector<DueTimer> TimerOf(const char* rule, std::optional<Instant> due) {
  if (!due) return {};
  return {{rule, *due}};
}

std::vector<DueTimer> EhiaTimers(const pb::Ehia& ehia) {
  return TimerOf(kEhiaReviewDueRule, ReviewDueFrom(ehia));
}
std::vector<DueTimer> HeatTimers(const pb::Heat& heat) {
  return TimerOf(kHeatReviewDueRule, ReviewDueFrom(heat));
}
std::vector<DueTimer> GateTimers(const pb::Gate& gate) {
  return TimerOf(kGateConditionOverdueRule, ConditionOverdueFrom(gate));
}
std::vector<DueTimer> ActionTimers(const pb::BoardAction& action) {
  return TimerOf(kBoardActionOverdueRule, OverdueFrom(action));
}
std::vector<DueTimer> CommitmentTimers(const pb::Commitment& commitment) {
  return TimerOf(kCommitmentOverdueRule, OverdueFrom(commitment));
}

void RegisterAssessments(ServiceModel& model) {
  AddFact<pb::Ehia, pb::DraftEhiaRequest, pb::EhiaDrafted>(model);
  model.Command<pb::Ehia, pb::AssessEhiaGroupsRequest>(Decide);
  model.Event<pb::Ehia, pb::EhiaGroupsAssessed>(Evolve);
  AddRuled<pb::Ehia, pb::SignOffEhiaRequest, pb::EhiaSignedOff>(model);
  AddFact<pb::Ehia, pb::WithdrawEhiaRequest, pb::EhiaWithdrawn>(model);
  model.Event<pb::Ehia, pb::EhiaReviewBecameDue>(Keep);
  model.Timers<pb::Ehia>(EhiaTimers);
  model.TimerRule<pb::Ehia>(kEhiaReviewDueRule, DecideEhiaReviewDue);
  model.View(EhiasAboutView());
  AddFact<pb::Heat, pb::OpenHeatRequest, pb::HeatOpened>(model);
  model.Command<pb::Heat, pb::CompleteHeatStageRequest>(Decide);
  model.Event<pb::Heat, pb::HeatStageCompleted>(Evolve);
  model.Event<pb::Heat, pb::HeatReviewBecameDue>(Keep);
  model.Timers<pb::Heat>(HeatTimers);
  model.TimerRule<pb::Heat>(kHeatReviewDueRule, DecideHeatReviewDue);
}

void RegisterGateConditions(ServiceModel& model) {
  model.Command<pb::Gate, pb::MeetGateConditionRequest>(Decide);
  model.Event<pb::Gate, pb::GateConditionMet>(Evolve);
  model.Event<pb::Gate, pb::GateConditionBecameOverdue>(Evolve);
  model.Timers<pb::Gate>(GateTimers);
  model.TimerRule<pb::Gate>(kGateConditionOverdueRule, DecideConditionOverdue);
}

void RegisterSteppingBack(ServiceModel& model) {
  AddFact<pb::StepReview, pb::RecordStepReviewRequest, pb::StepReviewRecorded>(model);
  AddFact<pb::StepReview, pb::RecordReviewChangeRequest, pb::ReviewChangeMade>(model);
  AddFact<pb::Capability, pb::RegisterCapabilityRequest, pb::CapabilityRegistered>(model);
  model.Command<pb::Capability, pb::RecordTrainingRequest>(
      Record<pb::Capability, pb::TrainingRecorded, pb::RecordTrainingRequest>);
  model.Event<pb::Capability, pb::TrainingRecorded>(Evolve);
}

void RegisterBoards(ServiceModel& model) {
  AddRuled<pb::GovernanceBoard, pb::EstablishBoardRequest, pb::BoardEstablished>(model);
  AddRuled<pb::GovernanceBoard, pb::ReviseBoardRequest, pb::BoardRevised>(model);
  AddFact<pb::GovernanceBoard, pb::DissolveBoardRequest, pb::BoardDissolved>(model);
  AddRuled<pb::BoardMeeting, pb::ScheduleMeetingRequest, pb::MeetingScheduled>(model);
  model.Command<pb::BoardMeeting, pb::MoveMeetingRequest>(Decide);
  model.Event<pb::BoardMeeting, pb::MeetingMoved>(Evolve);
  AddFact<pb::BoardMeeting, pb::SetMeetingAgendaRequest, pb::MeetingAgendaSet>(model);
  AddRuled<pb::BoardMeeting, pb::HoldMeetingRequest, pb::MeetingHeld>(model);
  AddFact<pb::BoardMeeting, pb::RecordMinutesRequest, pb::MeetingMinuted>(model);
  AddFact<pb::BoardMeeting, pb::CancelMeetingRequest, pb::MeetingCancelled>(model);
  model.Query(AnswerMeetingCalendar);
}

void RegisterRaid(ServiceModel& model) {
  AddFact<pb::BoardAction, pb::RaiseBoardActionRequest, pb::BoardActionRaised>(model);
  AddFact<pb::BoardAction, pb::MoveBoardActionRequest, pb::BoardActionMoved>(model);
  AddFact<pb::BoardAction, pb::CompleteBoardActionRequest, pb::BoardActionCompleted>(model);
  AddFact<pb::BoardAction, pb::DropBoardActionRequest, pb::BoardActionDropped>(model);
  model.Event<pb::BoardAction, pb::BoardActionBecameOverdue>(Keep);
  model.Timers<pb::BoardAction>(ActionTimers);
  model.TimerRule<pb::BoardAction>(kBoardActionOverdueRule, DecideBoardActionOverdue);
  AddRuled<pb::RaidEntry, pb::LogRaidEntryRequest, pb::RaidEntryLogged>(model);
  AddRuled<pb::RaidEntry, pb::ScoreRaidEntryRequest, pb::RaidEntryScored>(model);
  AddFact<pb::RaidEntry, pb::EscalateRaidEntryRequest, pb::RaidEntryEscalated>(model);
  model.Event<pb::RaidEntry, pb::RaidEntryDeescalated>(Keep);
  AddFact<pb::RaidEntry, pb::CloseRaidEntryRequest, pb::RaidEntryClosed>(model);
}

void RegisterPartnership(ServiceModel& model) {
  AddFact<pb::Stakeholder, pb::RegisterStakeholderRequest, pb::StakeholderRegistered>(model);
  AddFact<pb::Stakeholder, pb::ReviseStakeholderRequest, pb::StakeholderRevised>(model);
  AddFact<pb::Stakeholder, pb::RetireStakeholderRequest, pb::StakeholderRetired>(model);
  AddFact<pb::Commitment, pb::OfferCommitmentRequest, pb::CommitmentOffered>(model);
  AddFact<pb::Commitment, pb::AgreeCommitmentRequest, pb::CommitmentAgreed>(model);
  AddFact<pb::Commitment, pb::StartCommitmentRequest, pb::CommitmentStarted>(model);
  AddFact<pb::Commitment, pb::MeetCommitmentRequest, pb::CommitmentMet>(model);
  AddFact<pb::Commitment, pb::LapseCommitmentRequest, pb::CommitmentLapsed>(model);
  model.Event<pb::Commitment, pb::CommitmentBecameOverdue>(Keep);
  model.Timers<pb::Commitment>(CommitmentTimers);
  model.TimerRule<pb::Commitment>(kCommitmentOverdueRule, DecideCommitmentOverdue);
  AddFact<pb::ProgrammeOutcome, pb::SetProgrammeOutcomeRequest, pb::ProgrammeOutcomeSet>(model);
  model.Command<pb::ProgrammeOutcome, pb::AlignOutcomeRequest>(Decide);
  model.Event<pb::ProgrammeOutcome, pb::OutcomeAligned>(Evolve);
  AddFact<pb::ProgrammeOutcome, pb::DropProgrammeOutcomeRequest, pb::ProgrammeOutcomeDropped>(
      model);
  model.Query(AnswerAlignmentMatrix);
}

void RegisterPlanning(ServiceModel& model) {
  AddRuled<pb::PlanningPromptSet, pb::LoadPlanningPromptsRequest, pb::PlanningPromptsLoaded>(model);
  model.Event<pb::PlanningPromptSet, pb::PlanningPromptsSuperseded>(Keep);
  AddRuled<pb::PlanningMatrix, pb::OpenPlanningMatrixRequest, pb::PlanningMatrixOpened>(model);
  model.Command<pb::PlanningMatrix, pb::RatePlanningCellRequest>(Decide);
  model.Event<pb::PlanningMatrix, pb::PlanningCellRated>(Evolve);
  AddRuled<pb::PlanningMatrix, pb::ClosePlanningMatrixRequest, pb::PlanningMatrixClosed>(model);
}

void RegisterDuties(ServiceModel& model) {
  AddRuled<pb::DutyJudgement, pb::JudgeDutyRequest, pb::DutyJudged>(model);
  AddFact<pb::DutyJudgement, pb::WithdrawDutyJudgementRequest, pb::DutyJudgementWithdrawn>(model);
  model.View(IndicatorView());
  model.Query(AnswerDutyEvidence);
  model.Query(AnswerAnnualReport);
}

void RegisterBusinessCases(ServiceModel& model) {
  AddRuled<pb::BusinessCase, pb::DraftBusinessCaseRequest, pb::BusinessCaseDrafted>(model);
  AddRuled<pb::BusinessCase, pb::ReviseBusinessCaseRequest, pb::BusinessCaseRevised>(model);
  AddRuled<pb::BusinessCase, pb::SubmitBusinessCaseRequest, pb::BusinessCaseSubmitted>(model);
  AddFact<pb::BusinessCase, pb::ApproveBusinessCaseRequest, pb::BusinessCaseApproved>(model);
  AddFact<pb::BusinessCase, pb::DeclineBusinessCaseRequest, pb::BusinessCaseDeclined>(model);
  model.View(MoneyView());
}

}  // namespace

void RegisterRegisters(ServiceModel& model) {
  RegisterAssessments(model);
  RegisterGateConditions(model);
  RegisterSteppingBack(model);
  RegisterBoards(model);
  RegisterRaid(model);
  RegisterPartnership(model);
  RegisterPlanning(model);
  RegisterDuties(model);
  RegisterBusinessCases(model);
}

}  // namespace fivestep::programme
