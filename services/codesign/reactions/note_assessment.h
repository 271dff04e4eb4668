// `programme.v1.EhiaSignedOff` and `programme.v1.HeatStageCompleted` -> `NoteAssessment`.
#ifndef FIVESTEP_CODESIGN_REACTIONS_NOTE_ASSESSMENT_H_
#define FIVESTEP_CODESIGN_REACTIONS_NOTE_ASSESSMENT_H_

#include <vector>

#include "fivestep/codesign/v1/internal.pb.h"
#include "fivestep/platform/v1/record.pb.h"
#include "fivestep/programme/v1/events.pb.h"

namespace fivestep::codesign {

// One command where an intervention was assessed, none where it was a target area: an assessment of
// the area is not one of what is to be done in it.
std::vector<v1::NoteAssessmentRequest> NoteEhia(const programme::v1::EhiaSignedOff& event,
                                                const platform::v1::RecordedEvent& record);
// Only for the stage "assess".
std::vector<v1::NoteAssessmentRequest> NoteHeat(const programme::v1::HeatStageCompleted& event,
                                                const platform::v1::RecordedEvent& record);

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_REACTIONS_NOTE_ASSESSMENT_H_
