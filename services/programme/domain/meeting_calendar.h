// Meetings as a calendar file. Pure.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_MEETING_CALENDAR_H_
#define FIVESTEP_PROGRAMME_DOMAIN_MEETING_CALENDAR_H_

#include <string>
#include <string_view>
#include <vector>

#include "fivestep/programme/v1/board.pb.h"

namespace fivestep::programme {

// A text value of iCalendar: backslash, comma, semicolon and line end are escaped. Source: RFC
// 5545, section 3.3.11. Worked value: `Room 1, first floor` -> `Room 1\, first floor`.
std::string EscapeCalendarText(std::string_view text);

// A content line, ended by CR LF and folded so that no line is longer than 75 octets, never within
// a character of UTF-8. Source: RFC 5545, section 3.1.
std::string CalendarLine(std::string_view line);

// The meetings as one iCalendar object; one that was cancelled says so, and each move raises its
// sequence, so that calendars that have it already take the change. Source: RFC 5545.
std::string ToCalendar(std::string_view title, const std::vector<v1::BoardMeeting>& meetings);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_MEETING_CALENDAR_H_
