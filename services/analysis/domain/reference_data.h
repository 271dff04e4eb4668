// Loads reference data.
//
// Stream: `reference_data/{reference_data}`. See services/analysis/README.md for the commands ->
// events table.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_REFERENCE_DATA_H_
#define FIVESTEP_ANALYSIS_DOMAIN_REFERENCE_DATA_H_

#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/analysis/v1/internal.pb.h"
#include "fivestep/analysis/v1/reference_data.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {

// The reference data must not exist yet, and what it supersedes must be there and have no next
// version.
Decision Decide(const v1::ReferenceData& reference, const v1::RegisterReferenceDataRequest& command,
                const CommandContext& context);

void Evolve(v1::ReferenceData& reference, const v1::ReferenceDataLoaded& event);
void Evolve(v1::ReferenceData& reference, const v1::ReferenceDataSuperseded& event);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_REFERENCE_DATA_H_
