// The programme assesses target areas; here they are marked as assessed.
#ifndef FIVESTEP_ANALYSIS_REACTIONS_NOTE_EQUITY_ASSESSMENT_H_
#define FIVESTEP_ANALYSIS_REACTIONS_NOTE_EQUITY_ASSESSMENT_H_

#include <vector>

#include "fivestep/analysis/v1/internal.pb.h"
#include "fivestep/platform/v1/record.pb.h"
#include "fivestep/programme/v1/events.pb.h"

namespace fivestep::analysis {

// One command; none for an event that names no target area.
std::vector<v1::NoteEquityAssessmentRequest> NoteEquityAssessment(
    const programme::v1::EquityAssessmentRecorded& event,
    const platform::v1::RecordedEvent& record);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_REACTIONS_NOTE_EQUITY_ASSESSMENT_H_
