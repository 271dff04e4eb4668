// Meetings of boards: scheduled, held with or without a quorum, and minuted.
//
// Stream: `board_meeting/{board_meeting}`. State machine: see services/programme/README.md.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_MEETING_H_
#define FIVESTEP_PROGRAMME_DOMAIN_MEETING_H_

#include <string>

#include "fivestep/programme/v1/board.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "programme/domain/register.h"

namespace fivestep::programme {

Decision Decide(const pb::BoardMeeting& meeting, const pb::ScheduleMeetingRequest& command,
                const CommandContext& context);
Decision Decide(const pb::BoardMeeting& meeting, const pb::MoveMeetingRequest& command,
                const CommandContext& context);
// The quorum is that of the board as it is when this is said.
Decision Decide(const pb::BoardMeeting& meeting, const pb::HoldMeetingRequest& command,
                const CommandContext& context);

// Refuses with MEETING_NOT_QUORATE unless the meeting was held with a quorum; an empty name is no
// meeting, and refused nothing.
Decision CheckMayDecide(const std::string& meeting, const CommandContext& context);

void Evolve(pb::BoardMeeting& meeting, const pb::MeetingMoved& event);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_MEETING_H_
