// Tries an endorsed intervention on a small scale, and says what came of it.
#ifndef FIVESTEP_CODESIGN_DOMAIN_PILOT_H_
#define FIVESTEP_CODESIGN_DOMAIN_PILOT_H_

#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "fivestep/codesign/v1/events.pb.h"
#include "fivestep/codesign/v1/intervention.pb.h"
#include "platform/core/decision.h"

namespace fivestep::codesign {

Decision Decide(const v1::Intervention& intervention, const v1::StartPilotRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Intervention& intervention, const v1::ConcludePilotRequest& command,
                const CommandContext& context);

void Evolve(v1::Intervention& intervention, const v1::PilotStarted& event);
void Evolve(v1::Intervention& intervention, const v1::PilotConcluded& event);

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_DOMAIN_PILOT_H_
