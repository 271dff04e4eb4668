// Opens the brief of a target area.
//
// Stream: `brief/{brief}`. See services/codesign/README.md for the commands -> events table.
#ifndef FIVESTEP_CODESIGN_DOMAIN_BRIEF_H_
#define FIVESTEP_CODESIGN_DOMAIN_BRIEF_H_

#include "fivestep/codesign/v1/brief.pb.h"
#include "fivestep/codesign/v1/events.pb.h"
#include "fivestep/codesign/v1/internal.pb.h"
#include "platform/core/decision.h"

namespace fivestep::codesign {

Decision Decide(const v1::Brief& brief, const v1::OpenBriefRequest& command,
                const CommandContext& context);

void Evolve(v1::Brief& brief, const v1::BriefOpened& event);

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_DOMAIN_BRIEF_H_
