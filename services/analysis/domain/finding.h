// Records measured inequalities.
//
// Stream: `finding/{finding}`. See services/analysis/README.md for the commands -> events table.
// The figures are computed beforehand (finding_preparation.h), on a snapshot.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_FINDING_H_
#define FIVESTEP_ANALYSIS_DOMAIN_FINDING_H_

#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/analysis/v1/finding.pb.h"
#include "fivestep/analysis/v1/internal.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {

// Refuses figures whose data set was withdrawn, or whose indicator was revised, since they were
// computed.
Decision Decide(const v1::Finding& finding, const v1::RecordFindingRequest& command,
                const v1::PreparedFinding& prepared, const CommandContext& context);

void Evolve(v1::Finding& finding, const v1::FindingRecorded& event);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_FINDING_H_
