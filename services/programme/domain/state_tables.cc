#include "programme/domain/state_tables.h"

#include <utility>

#include "fivestep/programme/v1/board.pb.h"
#include "fivestep/programme/v1/business_case.pb.h"
#include "fivestep/programme/v1/duty.pb.h"
#include "fivestep/programme/v1/ehia.pb.h"
#include "fivestep/programme/v1/partnership.pb.h"
#include "fivestep/programme/v1/planning.pb.h"
#include "fivestep/programme/v1/raid.pb.h"
#include "fivestep/programme/v1/step_review.pb.h"

namespace fivestep::programme {
namespace {

namespace pb = v1;

constexpr int kNew = 0;

using E = pb::Ehia;
constexpr Transition kEhia[] = {
    {"DraftEhia", "EhiaDrafted", kNew, E::STATE_DRAFTED},
    {"AssessEhiaGroups", "EhiaGroupsAssessed", E::STATE_DRAFTED, E::STATE_DRAFTED},
    {"AssessEhiaGroups", "EhiaGroupsAssessed", E::STATE_SIGNED_OFF, E::STATE_DRAFTED},
    {"AssessEhiaGroups", "EhiaGroupsAssessed", E::STATE_REVIEW_DUE, E::STATE_DRAFTED},
    {"SignOffEhia", "EhiaSignedOff", E::STATE_DRAFTED, E::STATE_SIGNED_OFF},
    {kByTheService, "EhiaReviewBecameDue", E::STATE_SIGNED_OFF, E::STATE_REVIEW_DUE},
    {"WithdrawEhia", "EhiaWithdrawn", E::STATE_DRAFTED, E::STATE_WITHDRAWN},
    {"WithdrawEhia", "EhiaWithdrawn", E::STATE_SIGNED_OFF, E::STATE_WITHDRAWN},
    {"WithdrawEhia", "EhiaWithdrawn", E::STATE_REVIEW_DUE, E::STATE_WITHDRAWN}};

using H = pb::Heat;
constexpr Transition kHeat[] = {
    {"OpenHeat", "HeatOpened", kNew, H::STATE_PREPARING},
    {"CompleteHeatStage", "HeatStageCompleted", H::STATE_PREPARING, H::STATE_ASSESSING},
    {"CompleteHeatStage", "HeatStageCompleted", H::STATE_ASSESSING, H::STATE_REFINING},
    {"CompleteHeatStage", "HeatStageCompleted", H::STATE_REFINING, H::STATE_AWAITING_REVIEW},
    {kByTheService, "HeatReviewBecameDue", H::STATE_AWAITING_REVIEW, H::STATE_REVIEW_DUE},
    {"CompleteHeatStage", "HeatStageCompleted", H::STATE_AWAITING_REVIEW, H::STATE_REVIEWED},
    {"CompleteHeatStage", "HeatStageCompleted", H::STATE_REVIEW_DUE, H::STATE_REVIEWED}};

using R = pb::StepReview;
constexpr Transition kStepReview[] = {
    {"RecordStepReview", "StepReviewRecorded", kNew, R::STATE_LESSON_LEARNED},
    {"RecordReviewChange", "ReviewChangeMade", R::STATE_LESSON_LEARNED, R::STATE_CHANGE_MADE}};

using C = pb::Capability;
constexpr Transition kCapability[] = {
    {"RegisterCapability", "CapabilityRegistered", kNew, C::STATE_NEEDED},
    {"RecordTraining", "TrainingRecorded", C::STATE_NEEDED, C::STATE_BUILT},
    {"RecordTraining", "TrainingRecorded", C::STATE_BUILT, C::STATE_BUILT}};

using B = pb::GovernanceBoard;
constexpr Transition kBoard[] = {
    {"EstablishBoard", "BoardEstablished", kNew, B::STATE_ACTIVE},
    {"ReviseBoard", "BoardRevised", B::STATE_ACTIVE, B::STATE_ACTIVE},
    {"DissolveBoard", "BoardDissolved", B::STATE_ACTIVE, B::STATE_DISSOLVED}};

using M = pb::BoardMeeting;
constexpr Transition kMeeting[] = {
    {"ScheduleMeeting", "MeetingScheduled", kNew, M::STATE_SCHEDULED},
    {"MoveMeeting", "MeetingMoved", M::STATE_SCHEDULED, M::STATE_SCHEDULED},
    {"SetMeetingAgenda", "MeetingAgendaSet", M::STATE_SCHEDULED, M::STATE_SCHEDULED},
    {"HoldMeeting", "MeetingHeld", M::STATE_SCHEDULED, M::STATE_HELD},
    {"RecordMinutes", "MeetingMinuted", M::STATE_HELD, M::STATE_MINUTED},
    {"RecordMinutes", "MeetingMinuted", M::STATE_MINUTED, M::STATE_MINUTED},
    {"CancelMeeting", "MeetingCancelled", M::STATE_SCHEDULED, M::STATE_CANCELLED}};

using A = pb::BoardAction;
constexpr Transition kAction[] = {
    {"RaiseBoardAction", "BoardActionRaised", kNew, A::STATE_OPEN},
    {"MoveBoardAction", "BoardActionMoved", A::STATE_OPEN, A::STATE_OPEN},
    {"MoveBoardAction", "BoardActionMoved", A::STATE_OVERDUE, A::STATE_OPEN},
    {kByTheService, "BoardActionBecameOverdue", A::STATE_OPEN, A::STATE_OVERDUE},
    {"CompleteBoardAction", "BoardActionCompleted", A::STATE_OPEN, A::STATE_COMPLETED},
    {"CompleteBoardAction", "BoardActionCompleted", A::STATE_OVERDUE, A::STATE_COMPLETED},
    {"DropBoardAction", "BoardActionDropped", A::STATE_OPEN, A::STATE_DROPPED},
    {"DropBoardAction", "BoardActionDropped", A::STATE_OVERDUE, A::STATE_DROPPED}};

using N = pb::RaidEntry;
constexpr Transition kRaid[] = {
    {"LogRaidEntry", "RaidEntryLogged", kNew, N::STATE_OPEN},
    {"ScoreRaidEntry", "RaidEntryScored", N::STATE_OPEN, N::STATE_OPEN},
    {"ScoreRaidEntry", "RaidEntryScored", N::STATE_ESCALATED, N::STATE_ESCALATED},
    {"EscalateRaidEntry", "RaidEntryEscalated", N::STATE_OPEN, N::STATE_ESCALATED},
    {kByTheService, "RaidEntryDeescalated", N::STATE_ESCALATED, N::STATE_OPEN},
    {"CloseRaidEntry", "RaidEntryClosed", N::STATE_OPEN, N::STATE_CLOSED},
    {"CloseRaidEntry", "RaidEntryClosed", N::STATE_ESCALATED, N::STATE_CLOSED}};

using S = pb::Stakeholder;
constexpr Transition kStakeholder[] = {
    {"RegisterStakeholder", "StakeholderRegistered", kNew, S::STATE_ACTIVE},
    {"ReviseStakeholder", "StakeholderRevised", S::STATE_ACTIVE, S::STATE_ACTIVE},
    {"RetireStakeholder", "StakeholderRetired", S::STATE_ACTIVE, S::STATE_RETIRED}};

using P = pb::Commitment;
constexpr Transition kCommitment[] = {
    {"OfferCommitment", "CommitmentOffered", kNew, P::STATE_OFFERED},
    {"AgreeCommitment", "CommitmentAgreed", P::STATE_OFFERED, P::STATE_AGREED},
    {"StartCommitment", "CommitmentStarted", P::STATE_AGREED, P::STATE_DELIVERING},
    {"MeetCommitment", "CommitmentMet", P::STATE_DELIVERING, P::STATE_MET},
    {kByTheService, "CommitmentBecameOverdue", P::STATE_OFFERED, P::STATE_OFFERED},
    {kByTheService, "CommitmentBecameOverdue", P::STATE_AGREED, P::STATE_AGREED},
    {kByTheService, "CommitmentBecameOverdue", P::STATE_DELIVERING, P::STATE_DELIVERING},
    {"LapseCommitment", "CommitmentLapsed", P::STATE_OFFERED, P::STATE_LAPSED},
    {"LapseCommitment", "CommitmentLapsed", P::STATE_AGREED, P::STATE_LAPSED},
    {"LapseCommitment", "CommitmentLapsed", P::STATE_DELIVERING, P::STATE_LAPSED}};

using O = pb::ProgrammeOutcome;
constexpr Transition kOutcome[] = {
    {"SetProgrammeOutcome", "ProgrammeOutcomeSet", kNew, O::STATE_SET},
    {"AlignOutcome", "OutcomeAligned", O::STATE_SET, O::STATE_SET},
    {"DropProgrammeOutcome", "ProgrammeOutcomeDropped", O::STATE_SET, O::STATE_DROPPED}};

using Q = pb::PlanningPromptSet;
constexpr Transition kPrompts[] = {
    {"LoadPlanningPrompts", "PlanningPromptsLoaded", kNew, Q::STATE_IN_USE},
    {kByTheService, "PlanningPromptsSuperseded", Q::STATE_IN_USE, Q::STATE_SUPERSEDED}};

using X = pb::PlanningMatrix;
constexpr Transition kMatrix[] = {
    {"OpenPlanningMatrix", "PlanningMatrixOpened", kNew, X::STATE_OPEN},
    {"RatePlanningCell", "PlanningCellRated", X::STATE_OPEN, X::STATE_OPEN},
    {"ClosePlanningMatrix", "PlanningMatrixClosed", X::STATE_OPEN, X::STATE_CLOSED}};

using J = pb::DutyJudgement;
constexpr Transition kJudgement[] = {
    {"JudgeDuty", "DutyJudged", kNew, J::STATE_GIVEN},
    {"WithdrawDutyJudgement", "DutyJudgementWithdrawn", J::STATE_GIVEN, J::STATE_WITHDRAWN}};

using K = pb::BusinessCase;
constexpr Transition kBusinessCase[] = {
    {"DraftBusinessCase", "BusinessCaseDrafted", kNew, K::STATE_DRAFTED},
    {"ReviseBusinessCase", "BusinessCaseRevised", K::STATE_DRAFTED, K::STATE_DRAFTED},
    {"ReviseBusinessCase", "BusinessCaseRevised", K::STATE_SUBMITTED, K::STATE_DRAFTED},
    {"ReviseBusinessCase", "BusinessCaseRevised", K::STATE_DECLINED, K::STATE_DRAFTED},
    {"SubmitBusinessCase", "BusinessCaseSubmitted", K::STATE_DRAFTED, K::STATE_SUBMITTED},
    {"ApproveBusinessCase", "BusinessCaseApproved", K::STATE_SUBMITTED, K::STATE_APPROVED},
    {"DeclineBusinessCase", "BusinessCaseDeclined", K::STATE_SUBMITTED, K::STATE_DECLINED}};

struct Table {
  const google::protobuf::Descriptor* row;
  std::span<const Transition> transitions;
};

const std::vector<Table>& Tables() {
  static const std::vector<Table> tables = {
      {E::descriptor(), kEhia},        {H::descriptor(), kHeat},
      {R::descriptor(), kStepReview},  {C::descriptor(), kCapability},
      {B::descriptor(), kBoard},       {M::descriptor(), kMeeting},
      {A::descriptor(), kAction},      {N::descriptor(), kRaid},
      {S::descriptor(), kStakeholder}, {P::descriptor(), kCommitment},
      {O::descriptor(), kOutcome},     {Q::descriptor(), kPrompts},
      {X::descriptor(), kMatrix},      {J::descriptor(), kJudgement},
      {K::descriptor(), kBusinessCase}};
  return tables;
}

}  // namespace

std::span<const Transition> TransitionsOf(const google::protobuf::Descriptor* row) {
  for (const Table& table : Tables()) {
    if (table.row == row) return table.transitions;
  }
  return {};
}

std::vector<const google::protobuf::Descriptor*> RowsWithTables() {
  std::vector<const google::protobuf::Descriptor*> rows;
  for (const Table& table : Tables()) rows.push_back(table.row);
  return rows;
}

}  // namespace fivestep::programme
