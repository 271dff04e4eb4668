#include "engagement/engagement_service.h"

#include <utility>
#include <vector>

#include "engagement/domain/activity.h"
#include "engagement/domain/coding.h"
#include "engagement/domain/consent.h"
#include "engagement/domain/contribution.h"
#include "engagement/domain/response.h"
#include "engagement/domain/theme.h"
#include "engagement/record_rules.h"
#include "engagement/views/evidence.h"
#include "engagement/views/partner_file.h"
#include "engagement/views/theme_prevalence.h"

namespace fivestep::engagement {
namespace {

pb::RecordContributionsResponse NamesOf(const Outcome& outcome) {
  pb::RecordContributionsResponse response;
  for (const google::protobuf::Message* event : outcome.events) {
    const auto* recorded =
        google::protobuf::DynamicCastToGenerated<pb::ContributionRecorded>(event);
    if (recorded != nullptr) response.add_contributions(recorded->contribution());
  }
  return response;
}

pb::CodeContributionsResponse NewlyHeard(const Outcome& outcome) {
  pb::CodeContributionsResponse response;
  for (const google::protobuf::Message* event : outcome.events) {
    if (const auto* coded =
            google::protobuf::DynamicCastToGenerated<pb::ContributionCoded>(event)) {
      response.set_theme(coded->theme());
    }
    if (const auto* heard = google::protobuf::DynamicCastToGenerated<pb::ThemeHeardIn>(event)) {
      response.add_newly_heard_activities(heard->activity());
    }
  }
  return response;
}

std::vector<DueTimer> ThemeTimers(const pb::Theme& theme) {
  std::vector<DueTimer> timers;
  for (const ThemeTimer& timer : TimersOf(theme)) timers.push_back({timer.rule, timer.due});
  return timers;
}

void RegisterEvents(ServiceModel& model) {
  model.Event<pb::Activity, pb::ActivityPlanned>(Evolve);
  model.Event<pb::Activity, pb::ActivityOpened>(Evolve);
  model.Event<pb::Activity, pb::ActivityClosed>(Evolve);
  model.Event<pb::Activity, pb::ThemeRaised>(Evolve);
  model.Event<pb::Activity, pb::ResponseReachedActivity>(Evolve);
  model.Event<pb::Activity, pb::ActivityFedBack>(Evolve);
  model.Event<pb::Activity, pb::DpiaApproved>(Evolve);
  model.Event<pb::Activity, pb::ActivityCoded>(Evolve);
  model.Event<pb::Contribution, pb::ContributionRecorded>(Evolve);
  model.Event<pb::Contribution, pb::ContributionCoded>(Evolve);
  model.Event<pb::Contribution, pb::ContributionWithdrawn>(Evolve);
  model.Event<pb::Contribution, pb::ConsentItemWithdrawn>(Evolve);
  model.Event<pb::Theme, pb::ThemeAgreed>(Evolve);
  model.Event<pb::Theme, pb::ThemeEndorsed>(Evolve);
  model.Event<pb::Theme, pb::ThemeHeardIn>(Evolve);
  model.Event<pb::Theme, pb::ResponseDueSet>(Evolve);
  model.Event<pb::Theme, pb::ResponsePublished>(Evolve);
  model.Event<pb::Theme, pb::ResponseOverdue>(Evolve);
  model.Event<pb::Theme, pb::ThemeEvidenceWithdrawn>(Evolve);
}

void RegisterCommands(ServiceModel& model) {
  model.Command<pb::Activity, pb::PlanActivityRequest>(Decide);
  model.Command<pb::Activity, pb::OpenActivityRequest>(Decide);
  model.Command<pb::Activity, pb::CloseActivityRequest>(Decide);
  model.Command<pb::Activity, pb::ApproveDpiaRequest>(Decide);
  model.Command<pb::Activity, pb::FinishCodingRequest>(Decide);
  model.Command<pb::Activity, pb::RecordContributionsRequest, pb::RecordContributionsResponse>(
      Decide, NamesOf);
  model.Command<pb::Contribution, pb::WithdrawContributionRequest>(Decide);
  model.Command<pb::Contribution, pb::WithdrawConsentItemRequest>(Decide);
  model.Command<pb::Theme, pb::AgreeThemeRequest>(Decide);
  model.Command<pb::Theme, pb::EndorseThemeRequest>(Decide);
  model.Command<pb::Theme, pb::CodeContributionsRequest, pb::CodeContributionsResponse>(Decide,
                                                                                        NewlyHeard);
  model.Command<pb::Theme, pb::PublishResponseRequest>(Decide);
}

}  // namespace

ServiceModel MakeModel() {
  const auto* service =
      pb::PlanActivityRequest::descriptor()->file()->FindServiceByName("EngagementService");
  ServiceModel model("engagement", service);
  RegisterEvents(model);
  RegisterCommands(model);
  AddParticipation(model);
  AddQuotes(model);
  AddThematicAnalysis(model);
  AddReach(model);
  AddSources(model);
  AddOutreach(model);
  model.Timers<pb::Theme>(ThemeTimers);
  model.TimerRule<pb::Theme>(kResponseOverdueRule, DecideResponseOverdue);
  model.View(ThemePrevalenceView());
  for (ViewFold& fold : EvidenceViews()) model.View(std::move(fold));
  model.Query<pb::GetWithdrawalImpactRequest, pb::GetWithdrawalImpactResponse>(
      AnswerWithdrawalImpact);
  model.Query<pb::GetPartnerFileRequest, pb::GetPartnerFileResponse>(AnswerPartnerFile);
  model.Query<pb::GetThemePrevalenceRequest, pb::GetThemePrevalenceResponse>(AnswerThemePrevalence);
  // Whether a programme is open is the programme context's to say.
  model.Follow("programme");
  return model;
}

}  // namespace fivestep::engagement
