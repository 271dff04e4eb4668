#include "analysis/reactions/note_equity_assessment.h"

#include <string>

#include "platform/core/resource_name.h"

namespace fivestep::analysis {
namespace {

using Notes = std::vector<v1::NoteEquityAssessmentRequest>;

bool LetsProceed(programme::v1::AssessmentOutcome outcome) {
  return outcome == programme::v1::ASSESSMENT_OUTCOME_PROCEED ||
         outcome == programme::v1::ASSESSMENT_OUTCOME_PROCEED_WITH_ACTIONS;
}

Notes Note(const std::string& about, const std::string& assessment, bool lets_proceed) {
  ResourceName name;
  if (!ResourceName::Parse(about, name) || name.collection() != "targetAreas") return {};
  v1::NoteEquityAssessmentRequest note;
  note.set_target_area(about);
  note.set_equity_assessment(assessment);
  note.set_lets_proceed(lets_proceed);
  return {note};
}

}  // namespace

Notes NoteEquityAssessment(const programme::v1::EquityAssessmentRecorded& event,
                           const platform::v1::RecordedEvent&) {
  return Note(event.target_area(), event.equity_assessment(), LetsProceed(event.outcome()));
}

Notes NoteEhia(const programme::v1::EhiaSignedOff& event, const platform::v1::RecordedEvent&) {
  return Note(event.about(), event.ehia(), LetsProceed(event.outcome()));
}

Notes NoteHeatStage(const programme::v1::HeatStageCompleted& event,
                    const platform::v1::RecordedEvent&) {
  if (event.stage() != programme::v1::HEAT_STAGE_ASSESS) return {};
  Notes notes = Note(event.about(), event.heat(), true);
  for (auto& note : notes) note.set_only_first(true);
  return notes;
}

}  // namespace fivestep::analysis
