// Proposes, specifies and endorses interventions, and sets them aside.
//
// Stream: `intervention/{intervention}`. See services/codesign/README.md for the commands -> events
// table.
#ifndef FIVESTEP_CODESIGN_DOMAIN_INTERVENTION_H_
#define FIVESTEP_CODESIGN_DOMAIN_INTERVENTION_H_

#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "fivestep/codesign/v1/events.pb.h"
#include "fivestep/codesign/v1/internal.pb.h"
#include "fivestep/codesign/v1/intervention.pb.h"
#include "platform/core/decision.h"

namespace fivestep::codesign {

// Needs the rows of the brief, the session, the ideas, the ideas' sessions, and of what it adapts.
Decision Decide(const v1::Intervention& intervention, const v1::ProposeInterventionRequest& command,
                const CommandContext& context);
// Needs the rows of the brief, the session, the ideas and the ideas' sessions.
Decision Decide(const v1::Intervention& intervention, const v1::SpecifyInterventionRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Intervention& intervention, const v1::SpecifyShortlistedRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Intervention& intervention,
                const v1::SetInterventionAsideRequest& command, const CommandContext& context);
// An assessment that programme holds.
Decision Decide(const v1::Intervention& intervention, const v1::NoteAssessmentRequest& command,
                const CommandContext& context);
// With the last of the three sides the intervention is endorsed. Needs the brief's row.
Decision Decide(const v1::Intervention& intervention, const v1::EndorseInterventionRequest& command,
                const CommandContext& context);

void Evolve(v1::Intervention& intervention, const v1::InterventionProposed& event);
void Evolve(v1::Intervention& intervention, const v1::InterventionSpecified& event);
void Evolve(v1::Intervention& intervention, const v1::InterventionSetAside& event);
void Evolve(v1::Intervention& intervention, const v1::InterventionAssessed& event);
void Evolve(v1::Intervention& intervention, const v1::EndorsementRecorded& event);
void Evolve(v1::Intervention& intervention, const v1::InterventionEndorsed& event);

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_DOMAIN_INTERVENTION_H_
