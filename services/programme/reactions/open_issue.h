// An inequality that emerged becomes an issue of the programme.
#ifndef FIVESTEP_PROGRAMME_REACTIONS_OPEN_ISSUE_H_
#define FIVESTEP_PROGRAMME_REACTIONS_OPEN_ISSUE_H_

#include <vector>

#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/platform/v1/record.pb.h"
#include "fivestep/programme/v1/internal.pb.h"

namespace fivestep::programme {

// One issue, named after the log and the position of the event, so that the same event never makes
// two. It asks whether to go back to step 2.
std::vector<v1::OpenIssueRequest> OpenIssue(const analysis::v1::EmergingInequalityRaised& event,
                                            const platform::v1::RecordedEvent& record);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_REACTIONS_OPEN_ISSUE_H_
