#include "codesign/codesign_service.h"

#include "codesign/domain/ballot.h"
#include "codesign/domain/brief.h"
#include "codesign/domain/idea.h"
#include "codesign/domain/intervention.h"
#include "codesign/domain/session.h"
#include "codesign/reactions/open_brief.h"
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
  model.Event<v1::Idea, v1::IdeaRecorded>(Evolve);
  model.Event<v1::Idea, v1::DotsAdded>(Evolve);
  model.Event<v1::Ballot, v1::BallotCast>(Evolve);
  model.Event<v1::Dissent, v1::DissentRecorded>(Evolve);
  model.Event<v1::Intervention, v1::InterventionSpecified>(Evolve);
  model.Event<v1::Intervention, v1::EndorsementRecorded>(Evolve);
  model.Event<v1::Intervention, v1::InterventionEndorsed>(Evolve);
}

void RegisterCommands(ServiceModel& model) {
  model.InternalCommand<v1::Brief, v1::OpenBriefRequest>(Decide);
  model.Command<v1::Session, v1::ScheduleSessionRequest>(Decide);
  model.Command<v1::Session, v1::HoldSessionRequest>(Decide);
  model.Command<v1::Session, v1::RecordIdeasRequest>(Decide, RenderIdeas);
  model.Command<v1::Session, v1::CastBallotsRequest>(Decide, RenderBallots);
  model.Command<v1::Session, v1::CloseSessionRequest>(Decide);
  model.Command<v1::Dissent, v1::RecordDissentRequest>(Decide);
  model.Command<v1::Intervention, v1::SpecifyInterventionRequest>(Decide);
  model.Command<v1::Intervention, v1::EndorseInterventionRequest>(Decide);
}

}  // namespace

ServiceModel MakeModel() {
  const auto* file = v1::ScheduleSessionRequest::descriptor()->file();
  ServiceModel model("codesign", file->FindServiceByName("CodesignService"));
  RegisterEvents(model);
  RegisterCommands(model);
  model.React<analysis::v1::TargetAreaApproved, v1::OpenBriefRequest>("open-brief", "analysis",
                                                                      OpenBrief);
  model.Follow("programme");
  model.Follow("analysis");
  return model;
}

}  // namespace fivestep::codesign
