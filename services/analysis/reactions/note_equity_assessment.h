// The programme assesses target areas; here they are marked as assessed.
#ifndef FIVESTEP_ANALYSIS_REACTIONS_NOTE_EQUITY_ASSESSMENT_H_
#define FIVESTEP_ANALYSIS_REACTIONS_NOTE_EQUITY_ASSESSMENT_H_

#include <vector>

#include "fivestep/analysis/v1/internal.pb.h"
#include "fivestep/platform/v1/record.pb.h"
#include "fivestep/programme/v1/events.pb.h"

namespace fivestep::analysis {

// One command each; none for an event that is about no target area. A HEAT stage counts where it is
// HEAT_STAGE_ASSESS, and overrules no assessment that is noted already: it has no outcome of its
// own.
std::vector<v1::NoteEquityAssessmentRequest> NoteEquityAssessment(
    const programme::v1::EquityAssessmentRecorded& event,
    const platform::v1::RecordedEvent& record);
std::vector<v1::NoteEquityAssessmentRequest> NoteEhia(const programme::v1::EhiaSignedOff& event,
                                                      const platform::v1::RecordedEvent& record);
std::vector<v1::NoteEquityAssessmentRequest> NoteHeatStage(
    const programme::v1::HeatStageCompleted& event, const platform::v1::RecordedEvent& record);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_REACTIONS_NOTE_EQUITY_ASSESSMENT_H_
