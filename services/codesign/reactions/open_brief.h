// `analysis.v1.TargetAreaApproved` -> `OpenBrief`.
#ifndef FIVESTEP_CODESIGN_REACTIONS_OPEN_BRIEF_H_
#define FIVESTEP_CODESIGN_REACTIONS_OPEN_BRIEF_H_

#include <vector>

#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/codesign/v1/internal.pb.h"
#include "fivestep/platform/v1/record.pb.h"

namespace fivestep::codesign {

// One command: the brief of the approved target area, with the target area's id. So the same event
// names the same brief, however often it comes.
std::vector<v1::OpenBriefRequest> OpenBrief(const analysis::v1::TargetAreaApproved& event,
                                            const platform::v1::RecordedEvent& record);

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_REACTIONS_OPEN_BRIEF_H_
