#include "codesign/codesign_service.h"

#include "codesign/domain/appraisal.h"
#include "codesign/domain/ballot.h"
#include "codesign/domain/brief.h"
#include "codesign/domain/idea.h"
#include "codesign/domain/intervention.h"
#include "codesign/domain/pilot.h"
#include "codesign/domain/session.h"
#include "codesign/domain/theory_of_change.h"
#include "codesign/reactions/note_assessment.h"
#include "codesign/reactions/open_brief.h"
#include "codesign/voting_rules.h"
#include "fivestep/codesign/v1/codesign_service.pb.h"

namespace fivestep::codesign {
namespace {

using google::protobuf::DynamicCastToGenerated;

v1::RecordIdeasResponse RenderIdeas(const Outcome& outcome) {
  v1::RecordIdeasResponse response;
  for (const auto* event : outcome.events) {
    const auto* recorded = DynamicCastToGenerated<v1::IdeaRecorded>(event);
    if (recorded != nullptr) response.add_ideas(recorded->idea());
  }
  return response;
}

v1::CastBallotsResponse RenderBallots(const Outcome& outcome) {
  v1::CastBallotsResponse response;
  for (const auto* event : outcome.events) {
    const auto* cast = DynamicCastToGenerated<v1::BallotCast>(event);
    if (cast != nullptr) response.add_ballots(cast->ballot());
  }
  return response;
}

void RegisterEvents(ServiceModel& model) {
  model.Event<v1::Brief, v1::BriefOpened>(Evolve);
  model.Event<v1::Session, v1::SessionScheduled>(Evolve);
  model.Event<v1::Session, v1::SessionHeld>(Evolve);
  model.Event<v1::Session, v1::IdeasCollected>(Evolve);
  model.Event<v1::Session, v1::SessionClosed>(Evolve);
  model.Event<v1::Session, v1::SessionSuperseded>(Evolve);
  model.Event<v1::Idea, v1::IdeaRecorded>(Evolve);
  model.Event<v1::Idea, v1::DotsAdded>(Evolve);
  model.Event<v1::Ballot, v1::BallotCast>(Evolve);
  model.Event<v1::Dissent, v1::DissentRecorded>(Evolve);
}

void RegisterCommands(ServiceModel& model) {
  model.InternalCommand<v1::Brief, v1::OpenBriefRequest>(Decide);
  model.Command<v1::Session, v1::ScheduleSessionRequest>(Decide);
  model.Command<v1::Session, v1::HoldSessionRequest>(Decide);
  model.Command<v1::Session, v1::RecordIdeasRequest>(Decide, RenderIdeas);
  model.Command<v1::Session, v1::CastBallotsRequest>(Decide, RenderBallots);
  model.Command<v1::Session, v1::CloseSessionRequest>(Decide);
  model.Command<v1::Dissent, v1::RecordDissentRequest>(Decide);
}

void RegisterInterventions(ServiceModel& model) {
  model.Event<v1::Intervention, v1::InterventionProposed>(Evolve);
  model.Event<v1::Intervention, v1::InterventionAppraised>(Evolve);
  model.Event<v1::Intervention, v1::InterventionShortlisted>(Evolve);
  model.Event<v1::Intervention, v1::InterventionSpecified>(Evolve);
  model.Event<v1::Intervention, v1::InterventionSetAside>(Evolve);
  model.Event<v1::Intervention, v1::TheoryOfChangeDrawn>(Evolve);
  model.Event<v1::Intervention, v1::InterventionAssessed>(Evolve);
  model.Event<v1::Intervention, v1::EndorsementRecorded>(Evolve);
  model.Event<v1::Intervention, v1::InterventionEndorsed>(Evolve);
  model.Event<v1::Intervention, v1::PilotStarted>(Evolve);
  model.Event<v1::Intervention, v1::PilotConcluded>(Evolve);
  model.Command<v1::Intervention, v1::ProposeInterventionRequest>(Decide);
  model.Command<v1::Intervention, v1::AppraiseInterventionRequest>(Decide);
  model.Command<v1::Intervention, v1::ShortlistInterventionRequest>(Decide);
  model.Command<v1::Intervention, v1::SpecifyInterventionRequest>(Decide);
  model.Command<v1::Intervention, v1::SpecifyShortlistedRequest>(Decide);
  model.Command<v1::Intervention, v1::SetInterventionAsideRequest>(Decide);
  model.Command<v1::Intervention, v1::DrawTheoryOfChangeRequest>(Decide);
  model.InternalCommand<v1::Intervention, v1::NoteAssessmentRequest>(Decide);
  model.Command<v1::Intervention, v1::EndorseInterventionRequest>(Decide);
  model.Command<v1::Intervention, v1::StartPilotRequest>(Decide);
  model.Command<v1::Intervention, v1::ConcludePilotRequest>(Decide);
}

}  // namespace

ServiceModel MakeModel() {
  const auto* file = v1::ScheduleSessionRequest::descriptor()->file();
  ServiceModel model("codesign", file->FindServiceByName("CodesignService"));
  RegisterEvents(model);
  RegisterCommands(model);
  RegisterInterventions(model);
  RegisterMethodBlocks(model);
  RegisterStatementVotes(model);
  model.React<analysis::v1::TargetAreaApproved, v1::OpenBriefRequest>("open-brief", "analysis",
                                                                      OpenBrief);
  model.React<programme::v1::EhiaSignedOff, v1::NoteAssessmentRequest>("note-ehia", "programme",
                                                                       NoteEhia);
  model.React<programme::v1::HeatStageCompleted, v1::NoteAssessmentRequest>("note-heat",
                                                                            "programme", NoteHeat);
  model.Follow("programme");
  model.Follow("analysis");
  // A theory of change names metrics.
  model.Follow("metrics");
  return model;
}

}  // namespace fivestep::codesign
