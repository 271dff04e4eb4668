#include "programme/domain/meeting.h"

#include <utility>
#include <vector>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/timestamp.h"
#include "programme/domain/board.h"

namespace fivestep::programme {
namespace {

template <class Request>
Decision CheckTimes(const Request& command) {
  FieldProblems problems;
  problems.Expect(ToInstant(command.start_time()) < ToInstant(command.end_time()), "end_time",
                  "Let it end after it starts.");
  return problems.empty() ? Decision() : problems.RefuseWith(pb::DETAILS_CONTRADICTORY);
}

std::string WhyNot(const pb::BoardMeeting& meeting) {
  const bool held = meeting.state() == pb::BoardMeeting::STATE_HELD ||
                    meeting.state() == pb::BoardMeeting::STATE_MINUTED;
  if (!held) return "it has not been held";
  return std::to_string(meeting.voting_present_count()) +
         " members with a vote were there, and the quorum is " +
         std::to_string(meeting.quorum_count());
}

}  // namespace

Decision Decide(const pb::BoardMeeting&, const pb::ScheduleMeetingRequest& command,
                const CommandContext& context) {
  const std::string& name = command.details().governance_board();
  const auto* board = context.view.Find<pb::GovernanceBoard>(name);
  if (board == nullptr) return Reject(platform::v1::RESOURCE_NOT_FOUND).With("resource", name);
  if (board->state() != pb::GovernanceBoard::STATE_ACTIVE) {
    return Reject(pb::BOARD_DISSOLVED).With("board", name);
  }
  if (Decision no = CheckTimes(command); no.rejected()) return no;
  return Emit(FactOf<pb::MeetingScheduled>(command, context));
}

Decision Decide(const pb::BoardMeeting& meeting, const pb::MoveMeetingRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckState(meeting, command); no.rejected()) return no;
  if (Decision no = CheckTimes(command); no.rejected()) return no;
  return Emit(FactOf<pb::MeetingMoved>(command, context));
}

Decision Decide(const pb::BoardMeeting& meeting, const pb::HoldMeetingRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckState(meeting, command); no.rejected()) return no;
  const Instant start = ToInstant(meeting.start_time());
  if (start > context.now) {
    return Reject(pb::MEETING_NOT_BEGUN)
        .With("meeting", command.name())
        .With("start_time", ToText(start));
  }
  auto held = FactOf<pb::MeetingHeld>(command, context);
  const auto* board = context.view.Find<pb::GovernanceBoard>(meeting.details().governance_board());
  if (board != nullptr) {
    const std::vector<std::string> roles(command.attending_roles().begin(),
                                         command.attending_roles().end());
    held.set_voting_present_count(VotingPresent(board->details(), roles));
    held.set_quorum_count(board->details().quorum_count());
    held.set_quorate(held.voting_present_count() >= held.quorum_count());
  }
  return Emit(std::move(held));
}

Decision CheckMayDecide(const std::string& name, const CommandContext& context) {
  if (name.empty()) return Decision();
  const auto* meeting = context.view.Find<pb::BoardMeeting>(name);
  if (meeting == nullptr) return Reject(platform::v1::RESOURCE_NOT_FOUND).With("resource", name);
  if (meeting->quorate()) return Decision();
  return Reject(pb::MEETING_NOT_QUORATE).With("meeting", name).With("why", WhyNot(*meeting));
}

void Evolve(pb::BoardMeeting& meeting, const pb::MeetingMoved& event) {
  Keep(meeting, event);
  meeting.set_move_count(meeting.move_count() + 1);
}

}  // namespace fivestep::programme
