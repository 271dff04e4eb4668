// How an intervention is thought to work: boxes, arrows, and what each arrow assumes.
#ifndef FIVESTEP_CODESIGN_DOMAIN_THEORY_OF_CHANGE_H_
#define FIVESTEP_CODESIGN_DOMAIN_THEORY_OF_CHANGE_H_

#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "fivestep/codesign/v1/events.pb.h"
#include "fivestep/codesign/v1/intervention.pb.h"
#include "platform/core/decision.h"

namespace fivestep::codesign {

// A theory holds together when every arrow joins two of its boxes and never goes back to an earlier
// kind, no arrows go round in a circle, every box is on an arrow, and an impact is there.
Decision Decide(const v1::Intervention& intervention, const v1::DrawTheoryOfChangeRequest& command,
                const CommandContext& context);

void Evolve(v1::Intervention& intervention, const v1::TheoryOfChangeDrawn& event);

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_DOMAIN_THEORY_OF_CHANGE_H_
