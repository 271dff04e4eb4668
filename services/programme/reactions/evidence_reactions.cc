#include "programme/reactions/evidence_reactions.h"

#include <algorithm>
#include <string>

namespace fivestep::programme {
namespace {

constexpr char kEngagement[] = "engagement";
constexpr char kAnalysis[] = "analysis";
constexpr char kCodesign[] = "codesign";
constexpr char kMetrics[] = "metrics";

v1::RecordEvidenceRequest Start(const std::string& log, const Record& record,
                                const std::string& subject, v1::EvidenceKind kind, v1::Step step) {
  v1::RecordEvidenceRequest request;
  request.set_evidence(record.programme() + "/evidence/" + log + "-" +
                       std::to_string(record.position()));
  request.set_subject_resource(subject);
  request.set_kind(kind);
  request.set_step(step);
  request.mutable_source()->set_log(log);
  request.mutable_source()->set_position(record.position());
  return request;
}

// What an endorsement meets of the checklist; nothing for commissioners, whom gate 1 does not ask.
void AddVoice(const engagement::v1::Endorsement& endorsement, v1::RecordEvidenceRequest& request) {
  v1::Criterion criterion = v1::CRITERION_UNSPECIFIED;
  if (endorsement.voice() == engagement::v1::ENDORSING_VOICE_COMMUNITY) {
    criterion = v1::CRITERION_COMMUNITY_ENDORSEMENT;
  } else if (endorsement.voice() == engagement::v1::ENDORSING_VOICE_CLINICAL) {
    criterion = v1::CRITERION_CLINICAL_ENDORSEMENT;
  }
  const auto& there = request.criteria();
  if (criterion == v1::CRITERION_UNSPECIFIED ||
      std::find(there.begin(), there.end(), criterion) != there.end()) {
    return;
  }
  request.add_criteria(criterion);
}

template <class Event>
void On(ServiceModel& model, const std::string& log) {
  model.React<Event, v1::RecordEvidenceRequest>("evidence_of_" + Event::descriptor()->name(), log,
                                                ToEvidence);
}

}  // namespace

Evidence ToEvidence(const engagement::v1::ThemeAgreed& event, const Record& record) {
  v1::RecordEvidenceRequest request = Start(
      kEngagement, record, event.theme(), v1::EVIDENCE_KIND_THEME_AGREED, v1::STEP_GATHER_INSIGHTS);
  request.set_title(event.title());
  request.set_visibility(event.visibility());
  request.add_criteria(v1::CRITERION_THEME_AGREED);
  for (const auto& endorsement : event.endorsements()) AddVoice(endorsement, request);
  return {request};
}

Evidence ToEvidence(const engagement::v1::ThemeEndorsed& event, const Record& record) {
  v1::RecordEvidenceRequest request =
      Start(kEngagement, record, event.theme(), v1::EVIDENCE_KIND_THEME_ENDORSED,
            v1::STEP_GATHER_INSIGHTS);
  request.set_title("Theme endorsed by " + event.endorsement().role());
  AddVoice(event.endorsement(), request);
  return {request};
}

Evidence ToEvidence(const engagement::v1::ResponsePublished& event, const Record& record) {
  v1::RecordEvidenceRequest request =
      Start(kEngagement, record, event.theme(), v1::EVIDENCE_KIND_RESPONSE_PUBLISHED,
            v1::STEP_GATHER_INSIGHTS);
  request.set_title("Response published by " + event.response().owner_role());
  return {request};
}

Evidence ToEvidence(const analysis::v1::FindingRecorded& event, const Record& record) {
  v1::RecordEvidenceRequest request =
      Start(kAnalysis, record, event.finding(), v1::EVIDENCE_KIND_FINDING_RECORDED,
            v1::STEP_IDENTIFY_AND_PRIORITISE);
  request.set_title(event.title());
  request.set_visibility(event.visibility());
  return {request};
}

Evidence ToEvidence(const analysis::v1::FindingsRanked& event, const Record& record) {
  v1::RecordEvidenceRequest request =
      Start(kAnalysis, record, event.ranking(), v1::EVIDENCE_KIND_FINDINGS_RANKED,
            v1::STEP_IDENTIFY_AND_PRIORITISE);
  request.set_title("Findings ranked");
  // A ranking of nothing shows nothing.
  if (event.findings_size() > 0) request.add_criteria(v1::CRITERION_FINDING_RANKED);
  return {request};
}

Evidence ToEvidence(const analysis::v1::EquityAuditRecorded& event, const Record& record) {
  v1::RecordEvidenceRequest request =
      Start(kAnalysis, record, event.equity_audit(), v1::EVIDENCE_KIND_EQUITY_AUDIT_RECORDED,
            v1::STEP_IDENTIFY_AND_PRIORITISE);
  request.set_title(event.title());
  request.set_visibility(event.visibility());
  // An audit that could look at nothing shows nothing; gaps in the data are something to know.
  if (event.summary().line_count() > 0) request.add_criteria(v1::CRITERION_EQUITY_AUDIT_RECORDED);
  return {request};
}

Evidence ToEvidence(const analysis::v1::TargetAreaApproved& event, const Record& record) {
  v1::RecordEvidenceRequest request =
      Start(kAnalysis, record, event.target_area(), v1::EVIDENCE_KIND_TARGET_AREA_APPROVED,
            v1::STEP_DEFINE_TARGET_AREAS);
  request.set_title(event.title());
  request.add_criteria(v1::CRITERION_TARGET_AREA_APPROVED);
  request.set_inequality(event.target_area());
  return {request};
}

Evidence ToEvidence(const codesign::v1::BriefOpened& event, const Record& record) {
  v1::RecordEvidenceRequest request =
      Start(kCodesign, record, event.brief(), v1::EVIDENCE_KIND_BRIEF_OPENED, v1::STEP_CO_DESIGN);
  request.set_title(event.title());
  return {request};
}

Evidence ToEvidence(const codesign::v1::SessionClosed& event, const Record& record) {
  v1::RecordEvidenceRequest request = Start(kCodesign, record, event.session(),
                                            v1::EVIDENCE_KIND_SESSION_CLOSED, v1::STEP_CO_DESIGN);
  request.set_title("Co-design session closed");
  return {request};
}

Evidence ToEvidence(const codesign::v1::InterventionEndorsed& event, const Record& record) {
  v1::RecordEvidenceRequest request =
      Start(kCodesign, record, event.intervention(), v1::EVIDENCE_KIND_INTERVENTION_ENDORSED,
            v1::STEP_CO_DESIGN);
  request.set_title(event.title());
  request.add_criteria(v1::CRITERION_INTERVENTION_ENDORSED);
  return {request};
}

Evidence ToEvidence(const metrics::v1::MetricDrafted& event, const Record& record) {
  v1::RecordEvidenceRequest request = Start(
      kMetrics, record, event.metric(), v1::EVIDENCE_KIND_METRIC_DRAFTED, v1::STEP_ACT_AND_MEASURE);
  request.set_title(event.title());
  request.set_visibility(event.visibility());
  return {request};
}

Evidence ToEvidence(const metrics::v1::MetricDefined& event, const Record& record) {
  v1::RecordEvidenceRequest request = Start(
      kMetrics, record, event.metric(), v1::EVIDENCE_KIND_METRIC_DEFINED, v1::STEP_ACT_AND_MEASURE);
  request.set_title("Metric defined");
  request.add_criteria(v1::CRITERION_METRIC_DEFINED);
  if (event.definition().measure_type() == metrics::v1::MEASURE_TYPE_BALANCING) {
    request.set_title("Balancing measure defined");
    request.add_criteria(v1::CRITERION_BALANCING_MEASURE_DEFINED);
  }
  return {request};
}

Evidence ToEvidence(const metrics::v1::MetricsPaired& event, const Record& record) {
  v1::RecordEvidenceRequest request = Start(
      kMetrics, record, event.pair(), v1::EVIDENCE_KIND_METRICS_PAIRED, v1::STEP_ACT_AND_MEASURE);
  request.set_title(event.title());
  request.set_visibility(event.visibility());
  // A pair without a target area follows no inequality that the programme has taken up.
  if (event.target_area().empty()) return {request};
  request.add_criteria(v1::CRITERION_INEQUALITIES_PAIRED);
  request.set_inequality(event.target_area());
  return {request};
}

void RegisterEvidenceReactions(ServiceModel& model) {
  On<engagement::v1::ThemeAgreed>(model, kEngagement);
  On<engagement::v1::ThemeEndorsed>(model, kEngagement);
  On<engagement::v1::ResponsePublished>(model, kEngagement);
  On<analysis::v1::FindingRecorded>(model, kAnalysis);
  On<analysis::v1::FindingsRanked>(model, kAnalysis);
  On<analysis::v1::EquityAuditRecorded>(model, kAnalysis);
  On<analysis::v1::TargetAreaApproved>(model, kAnalysis);
  On<codesign::v1::BriefOpened>(model, kCodesign);
  On<codesign::v1::SessionClosed>(model, kCodesign);
  On<codesign::v1::InterventionEndorsed>(model, kCodesign);
  On<metrics::v1::MetricDrafted>(model, kMetrics);
  On<metrics::v1::MetricDefined>(model, kMetrics);
  On<metrics::v1::MetricsPaired>(model, kMetrics);
}

}  // namespace fivestep::programme
