// Proposes target areas, and takes them up or leaves them.
//
// Stream: `target_area/{target_area}`. See services/analysis/README.md for the commands -> events
// table.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_TARGET_AREA_H_
#define FIVESTEP_ANALYSIS_DOMAIN_TARGET_AREA_H_

#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/analysis/v1/internal.pb.h"
#include "fivestep/analysis/v1/target_area.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {

// Takes indicator and themes over from the finding.
Decision Decide(const v1::TargetArea& area, const v1::DefineTargetAreaRequest& command,
                const CommandContext& context);
Decision Decide(const v1::TargetArea& area, const v1::ApproveTargetAreaRequest& command,
                const CommandContext& context);
Decision Decide(const v1::TargetArea& area, const v1::DeclineTargetAreaRequest& command,
                const CommandContext& context);

// `programme` holds an equity assessment; issued by a reaction.
Decision Decide(const v1::TargetArea& area, const v1::NoteEquityAssessmentRequest& command,
                const CommandContext& context);

void Evolve(v1::TargetArea& area, const v1::TargetAreaDefined& event);
void Evolve(v1::TargetArea& area, const v1::TargetAreaAssessed& event);
void Evolve(v1::TargetArea& area, const v1::TargetAreaSuperseded& event);
void Evolve(v1::TargetArea& area, const v1::TargetAreaApproved& event);
void Evolve(v1::TargetArea& area, const v1::TargetAreaDeclined& event);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_TARGET_AREA_H_
