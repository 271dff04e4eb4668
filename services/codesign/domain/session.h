// Schedules, holds and closes co-design sessions, and puts one in the place of another that was
// recorded wrongly.
//
// Stream: `session/{session}`. See services/codesign/README.md for the commands -> events table.
#ifndef FIVESTEP_CODESIGN_DOMAIN_SESSION_H_
#define FIVESTEP_CODESIGN_DOMAIN_SESSION_H_

#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "fivestep/codesign/v1/events.pb.h"
#include "fivestep/codesign/v1/session.pb.h"
#include "platform/core/decision.h"

namespace fivestep::codesign {

// Needs the brief's row, whose target area becomes the session's, and that of a session that it
// supersedes.
Decision Decide(const v1::Session& session, const v1::ScheduleSessionRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Session& session, const v1::HoldSessionRequest& command,
                const CommandContext& context);
// Needs the rows of the session's ideas, which hold their dots.
Decision Decide(const v1::Session& session, const v1::CloseSessionRequest& command,
                const CommandContext& context);

// The rejection of what is possible only between holding and closing a session, or no rejection.
Decision RejectUnlessOpen(const v1::Session& session, const std::string& name);
// The rejection of what rests on a session's result where there is none that stands, or no
// rejection.
Decision RejectUnlessClosed(const v1::Session& session, const std::string& name);
// REQUIRES: superseded.
Decision RejectSuperseded(const v1::Session& session, const std::string& name);

void Evolve(v1::Session& session, const v1::SessionScheduled& event);
void Evolve(v1::Session& session, const v1::SessionHeld& event);
void Evolve(v1::Session& session, const v1::IdeasCollected& event);
void Evolve(v1::Session& session, const v1::SessionClosed& event);
void Evolve(v1::Session& session, const v1::SessionSuperseded& event);

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_DOMAIN_SESSION_H_
