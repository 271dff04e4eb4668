#include "engagement/record_rules.h"

#include "engagement/domain/codebook.h"
#include "engagement/domain/consent.h"
#include "engagement/domain/contribution.h"
#include "engagement/domain/insight.h"
#include "engagement/domain/participation.h"
#include "engagement/domain/reach_report.h"
#include "engagement/domain/registers.h"
#include "engagement/reactions/record_target_population.h"
#include "engagement/views/evidence.h"

namespace fivestep::engagement {
namespace {

// A command and its one event, both decided by table and fields alone: the event leads to `kState`.
template <class Resource, class Request, class Event, int kState,
          RequestCheck<Request> kCheck = nullptr>
void Step(ServiceModel& model) {
  model.Command<Resource, Request>(Advance<Resource, Event, Request, kCheck>);
  model.Event<Resource, Event>(EvolveTo<Resource, Event, kState>);
}

}  // namespace

void AddParticipation(ServiceModel& model) {
  using Need = v1::AccessRequest;
  Step<Need, v1::RequestAccessRequest, v1::AccessRequested, Need::STATE_REQUESTED, CheckRequest>(
      model);
  model.Command<Need, v1::ArrangeAccessRequest>(Decide);
  model.Event<Need, v1::AccessArranged>(EvolveTo<Need, v1::AccessArranged, Need::STATE_ARRANGED>);
  model.Command<Need, v1::ReportAccessRequest>(
      Advance<Need, v1::AccessReported, v1::ReportAccessRequest, CheckReport>);
  model.Event<Need, v1::AccessReported>(Evolve);

  using Offer = v1::InvolvementOffer;
  Step<Offer, v1::OfferInvolvementPaymentRequest, v1::InvolvementPaymentOffered,
       Offer::STATE_OFFERED, CheckOffer>(model);
  model.Command<Offer, v1::AnswerInvolvementOfferRequest>(
      Advance<Offer, v1::InvolvementOfferAnswered, v1::AnswerInvolvementOfferRequest, CheckAnswer>);
  model.Event<Offer, v1::InvolvementOfferAnswered>(Evolve);
  Step<Offer, v1::RecordInvolvementPaidRequest, v1::InvolvementPaid, Offer::STATE_PAID, CheckPaid>(
      model);
}

void AddQuotes(ServiceModel& model) {
  using Quote = v1::Quote;
  model.Command<Quote, v1::ProposeQuoteRequest>(Decide);
  model.Command<Quote, v1::ReleaseQuoteRequest>(Decide);
  model.Command<Quote, v1::RefuseQuoteRequest>(Decide);
  model.Event<Quote, v1::QuoteProposed>(EvolveTo<Quote, v1::QuoteProposed, Quote::STATE_PROPOSED>);
  model.Event<Quote, v1::QuoteReleased>(EvolveTo<Quote, v1::QuoteReleased, Quote::STATE_RELEASED>);
  model.Event<Quote, v1::QuoteRefused>(EvolveTo<Quote, v1::QuoteRefused, Quote::STATE_REFUSED>);
  model.Event<Quote, v1::QuoteWithdrawn>(Evolve);
}

void AddThematicAnalysis(ServiceModel& model) {
  using Codebook = v1::Codebook;
  model.Command<Codebook, v1::OpenCodebookRequest>(Decide);
  model.Event<Codebook, v1::CodebookOpened>(Evolve);
  model.Command<Codebook, v1::ReviseCodebookRequest>(Decide);
  model.Event<Codebook, v1::CodebookRevised>(
      EvolveTo<Codebook, v1::CodebookRevised, Codebook::STATE_OPEN>);
  model.Command<Codebook, v1::ApplyCodesRequest>(Decide);
  model.Event<v1::Contribution, v1::CodesApplied>(Evolve);
  Step<Codebook, v1::CloseCodebookRequest, v1::CodebookClosed, Codebook::STATE_CLOSED>(model);
  model.Query<v1::GetCoderAgreementRequest, v1::GetCoderAgreementResponse>(AnswerCoderAgreement);

  using Insight = v1::Insight;
  Step<Insight, v1::StateInsightRequest, v1::InsightStated, Insight::STATE_STATED, CheckInsight>(
      model);
  model.Command<Insight, v1::EndorseInsightRequest>(Decide);
  model.Event<Insight, v1::InsightEndorsed>(Evolve);
  model.Event<Insight, v1::InsightEvidenceWithdrawn>(Evolve);
  Step<Insight, v1::RetireInsightRequest, v1::InsightRetired, Insight::STATE_RETIRED>(model);
}

void AddReach(ServiceModel& model) {
  model.InternalCommand<v1::TargetPopulation, v1::RecordTargetPopulationRequest>(Decide);
  model.Event<v1::TargetPopulation, v1::TargetPopulationRecorded>(Evolve);
  model.React<analysis::v1::PopulationPublished, v1::RecordTargetPopulationRequest>(
      "record-target-population", "analysis", RecordTargetPopulation);
  model.Command<v1::ReachReport, v1::AssessReachRequest>(Decide);
  model.Event<v1::ReachReport, v1::ReachAssessed>(Evolve);
  model.Command<v1::Theme, v1::AssessThemeStrengthRequest>(Decide);
  model.Event<v1::Theme, v1::ThemeStrengthAssessed>(Evolve);
}

void AddSources(ServiceModel& model) {
  using Source = v1::InsightSource;
  Step<Source, v1::RecordInsightSourceRequest, v1::InsightSourceRecorded, Source::STATE_CURRENT,
       CheckSource>(model);
  Step<Source, v1::RetireInsightSourceRequest, v1::InsightSourceRetired, Source::STATE_RETIRED>(
      model);

  using Research = v1::ResearchProject;
  Step<Research, v1::PlanResearchRequest, v1::ResearchPlanned, Research::STATE_PLANNED>(model);
  Step<Research, v1::ApproveResearchRequest, v1::ResearchApproved, Research::STATE_APPROVED>(model);
  Step<Research, v1::ReportResearchRequest, v1::ResearchReported, Research::STATE_REPORTED>(model);
  Step<Research, v1::ReturnFindingsRequest, v1::FindingsReturned, Research::STATE_RETURNED,
       CheckReturn>(model);
  Step<Research, v1::StopResearchRequest, v1::ResearchStopped, Research::STATE_STOPPED>(model);
}

void AddOutreach(ServiceModel& model) {
  using Barrier = v1::Barrier;
  Step<Barrier, v1::RecordBarrierRequest, v1::BarrierRecorded, Barrier::STATE_RECORDED>(model);
  Step<Barrier, v1::AgreeRemedyRequest, v1::RemedyAgreed, Barrier::STATE_REMEDY_AGREED,
       CheckRemedy>(model);
  Step<Barrier, v1::RemoveBarrierRequest, v1::BarrierRemoved, Barrier::STATE_REMOVED>(model);
  Step<Barrier, v1::AcceptBarrierRequest, v1::BarrierAccepted, Barrier::STATE_ACCEPTED>(model);

  using Communication = v1::Communication;
  Step<Communication, v1::DraftCommunicationRequest, v1::CommunicationDrafted,
       Communication::STATE_DRAFTED, CheckDraft>(model);
  Step<Communication, v1::TestCommunicationRequest, v1::CommunicationTested,
       Communication::STATE_TESTED>(model);
  Step<Communication, v1::SendCommunicationRequest, v1::CommunicationSent,
       Communication::STATE_SENT, CheckSent>(model);
  model.Command<Communication, v1::ReportCommunicationReachRequest>(Decide);
  model.Event<Communication, v1::CommunicationReachReported>(
      EvolveTo<Communication, v1::CommunicationReachReported, Communication::STATE_SENT>);
  Step<Communication, v1::StopCommunicationRequest, v1::CommunicationStopped,
       Communication::STATE_STOPPED>(model);
}

}  // namespace fivestep::engagement
