#include "programme/programme_service.h"

#include "programme/domain/decision_record.h"
#include "programme/domain/equity_assessment.h"
#include "programme/domain/evidence.h"
#include "programme/domain/gate.h"
#include "programme/domain/issue.h"
#include "programme/domain/programme.h"
#include "programme/reactions/evidence_reactions.h"
#include "programme/reactions/open_issue.h"
#include "programme/register_rules.h"
#include "programme/views/thread_query.h"
#include "programme/views/thread_view.h"

namespace fivestep::programme {
namespace {

// The logs that the thread runs through.
constexpr const char* kThreadLogs[] = {"programme", "engagement", "analysis", "codesign",
                                       "metrics"};

void RegisterEvents(ServiceModel& model) {
  model.Event<pb::Programme, pb::ProgrammeOpened>(Evolve);
  model.Event<pb::Programme, pb::StepEntered>(Evolve);
  model.Event<pb::Programme, pb::ProgrammeClosed>(Evolve);
  model.Event<pb::Gate, pb::GateOpened>(Evolve);
  model.Event<pb::Gate, pb::CriterionMet>(Evolve);
  model.Event<pb::Gate, pb::InequalityNoted>(Evolve);
  model.Event<pb::Gate, pb::GatePassed>(Evolve);
  model.Event<pb::Gate, pb::GateReturned>(Evolve);
  model.Event<pb::Gate, pb::GateReopened>(Evolve);
  model.Event<pb::Decision, pb::DecisionRecorded>(Evolve);
  model.Event<pb::Decision, pb::DecisionSuperseded>(Evolve);
  model.Event<pb::Evidence, pb::EvidenceRecorded>(Evolve);
  model.Event<pb::EquityAssessment, pb::EquityAssessmentRecorded>(Evolve);
  model.Event<pb::Issue, pb::IssueOpened>(Evolve);
  model.Event<pb::Issue, pb::IssueAnswered>(Evolve);
}

}  // namespace

ServiceModel MakeModel() {
  const auto* service =
      pb::OpenProgrammeRequest::descriptor()->file()->FindServiceByName("ProgrammeService");
  ServiceModel model("programme", service);
  RegisterEvents(model);
  model.Command<pb::Programme, pb::OpenProgrammeRequest>(Decide);
  model.Command<pb::Programme, pb::CloseProgrammeRequest>(Decide);
  model.Command<pb::Decision, pb::RecordDecisionRequest>(Decide);
  model.Command<pb::Gate, pb::PassGateRequest>(Decide);
  model.Command<pb::Gate, pb::ReturnGateRequest>(Decide);
  model.Command<pb::EquityAssessment, pb::RecordEquityAssessmentRequest>(Decide);
  model.Command<pb::Issue, pb::AnswerIssueRequest>(Decide);
  model.InternalCommand<pb::Evidence, pb::RecordEvidenceRequest>(Decide);
  model.InternalCommand<pb::Issue, pb::OpenIssueRequest>(Decide);
  RegisterRegisters(model);
  RegisterEvidenceReactions(model);
  model.React<analysis::v1::EmergingInequalityRaised, pb::OpenIssueRequest>("open_issue",
                                                                            "analysis", OpenIssue);
  for (const char* log : kThreadLogs) model.View(ThreadView(log));
  model.Query<pb::GetThreadRequest, pb::GetThreadResponse>(AnswerThread);
  return model;
}

}  // namespace fivestep::programme
