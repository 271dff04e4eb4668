#include "analysis/reactions/note_equity_assessment.h"

#include "platform/core/resource_name.h"

namespace fivestep::analysis {

std::vector<v1::NoteEquityAssessmentRequest> NoteEquityAssessment(
    const programme::v1::EquityAssessmentRecorded& event, const platform::v1::RecordedEvent&) {
  ResourceName target_area;
  if (!ResourceName::Parse(event.target_area(), target_area)) return {};
  v1::NoteEquityAssessmentRequest note;
  note.set_target_area(event.target_area());
  note.set_equity_assessment(event.equity_assessment());
  note.set_lets_proceed(event.outcome() == programme::v1::ASSESSMENT_OUTCOME_PROCEED ||
                        event.outcome() == programme::v1::ASSESSMENT_OUTCOME_PROCEED_WITH_ACTIONS);
  return {note};
}

}  // namespace fivestep::analysis
