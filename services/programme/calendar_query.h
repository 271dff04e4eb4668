// The meetings of a programme as a calendar file.
#ifndef FIVESTEP_PROGRAMME_CALENDAR_QUERY_H_
#define FIVESTEP_PROGRAMME_CALENDAR_QUERY_H_

#include "fivestep/programme/v1/board.pb.h"
#include "platform/eventlog/reader.h"

namespace fivestep::programme {

// Those that the caller may see, in order of their ids. Errors: NOT_FOUND.
Result<v1::GetMeetingCalendarResponse> AnswerMeetingCalendar(
    const v1::GetMeetingCalendarRequest& request, const ReadContext& context);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_CALENDAR_QUERY_H_
