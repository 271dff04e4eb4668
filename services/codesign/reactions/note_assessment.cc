#include "codesign/reactions/note_assessment.h"

#include <string>

#include "platform/core/resource_name.h"

namespace fivestep::codesign {
namespace {

bool IsIntervention(const std::string& about) {
  ResourceName name;
  return ResourceName::Parse(about, name) && name.collection() == "interventions";
}

}  // namespace

std::vector<v1::NoteAssessmentRequest> NoteEhia(const programme::v1::EhiaSignedOff& event,
                                                const platform::v1::RecordedEvent&) {
  if (!IsIntervention(event.about())) return {};
  v1::NoteAssessmentRequest note;
  note.set_intervention(event.about());
  v1::NotedAssessment& assessment = *note.mutable_assessment();
  assessment.set_kind(v1::ASSESSMENT_KIND_EHIA);
  assessment.set_assessed_by(event.ehia());
  assessment.set_lets_proceed(event.outcome() == programme::v1::ASSESSMENT_OUTCOME_PROCEED ||
                              event.outcome() ==
                                  programme::v1::ASSESSMENT_OUTCOME_PROCEED_WITH_ACTIONS);
  assessment.set_review_date(event.review_date());
  return {note};
}

std::vector<v1::NoteAssessmentRequest> NoteHeat(const programme::v1::HeatStageCompleted& event,
                                                const platform::v1::RecordedEvent&) {
  if (!IsIntervention(event.about()) || event.stage() != programme::v1::HEAT_STAGE_ASSESS) {
    return {};
  }
  v1::NoteAssessmentRequest note;
  note.set_intervention(event.about());
  v1::NotedAssessment& assessment = *note.mutable_assessment();
  assessment.set_kind(v1::ASSESSMENT_KIND_HEAT);
  assessment.set_assessed_by(event.heat());
  assessment.set_lets_proceed(true);
  assessment.set_review_date(event.review_date());
  return {note};
}

}  // namespace fivestep::codesign
