#include "programme/calendar_query.h"

#include <vector>

#include "fivestep/programme/v1/board.pb.h"
#include "fivestep/programme/v1/programme.pb.h"
#include "programme/domain/meeting_calendar.h"
#include "programme/row_scan.h"

namespace fivestep::programme {

Result<v1::GetMeetingCalendarResponse> AnswerMeetingCalendar(
    const v1::GetMeetingCalendarRequest& request, const ReadContext& context) {
  const auto programme = context.Get<v1::Programme>(request.parent());
  if (!programme.ok()) return programme.status();
  if (!request.governance_board().empty()) {
    const auto board = context.Get<v1::GovernanceBoard>(request.governance_board());
    if (!board.ok()) return board.status();
  }
  auto meetings = ReadRows<v1::BoardMeeting>(context, request.parent(), "boardMeetings");
  std::erase_if(meetings, [&request](const v1::BoardMeeting& meeting) {
    return !request.governance_board().empty() &&
           meeting.details().governance_board() != request.governance_board();
  });
  v1::GetMeetingCalendarResponse response;
  response.set_calendar(ToCalendar(programme->title(), meetings));
  response.set_meeting_count(static_cast<int>(meetings.size()));
  return response;
}

}  // namespace fivestep::programme
