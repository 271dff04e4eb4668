#include "programme/domain/meeting_calendar.h"

#include <algorithm>

#include "platform/core/timestamp.h"

namespace fivestep::programme {
namespace {

constexpr size_t kOctetsPerLine = 75;

// `20261201T100000Z` of `2026-12-01T10:00:00.5Z`: parts of a second have no place there.
std::string TimeText(const google::protobuf::Timestamp& time) {
  std::string text = ToText(ToInstant(time));
  text.resize(text.find_first_of(".Z"));
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text + "Z";
}

bool ContinuesCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::string AgendaText(const v1::BoardMeeting& meeting) {
  std::string text;
  for (int i = 0; i < meeting.agenda_size(); ++i) {
    text += (i > 0 ? "\n" : "") + std::to_string(i + 1) + ". " + meeting.agenda(i).title();
  }
  return text;
}

std::string EventText(const v1::BoardMeeting& meeting) {
  const bool cancelled = meeting.state() == v1::BoardMeeting::STATE_CANCELLED;
  std::string text = CalendarLine("BEGIN:VEVENT");
  text += CalendarLine("UID:" + meeting.name());
  text += CalendarLine("DTSTAMP:" + TimeText(meeting.update_time()));
  text += CalendarLine("DTSTART:" + TimeText(meeting.start_time()));
  text += CalendarLine("DTEND:" + TimeText(meeting.end_time()));
  text += CalendarLine("SUMMARY:" + EscapeCalendarText(meeting.details().title()));
  text += CalendarLine("LOCATION:" + EscapeCalendarText(meeting.place()));
  if (meeting.agenda_size() > 0) {
    text += CalendarLine("DESCRIPTION:" + EscapeCalendarText(AgendaText(meeting)));
  }
  text += CalendarLine("SEQUENCE:" + std::to_string(meeting.move_count() + (cancelled ? 1 : 0)));
  text += CalendarLine(cancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
  return text + CalendarLine("END:VEVENT");
}

}  // namespace

std::string EscapeCalendarText(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') {
      escaped += "\\n";
    } else {
      if (c == '\\' || c == ',' || c == ';') escaped += '\\';
      escaped += c;
    }
  }
  return escaped;
}

std::string CalendarLine(std::string_view line) {
  std::string folded;
  // A line that goes on begins with a space, which counts.
  for (size_t room = kOctetsPerLine; line.size() > room; room = kOctetsPerLine - 1) {
    size_t end = room;
    while (end > 1 && ContinuesCharacter(line[end])) --end;
    folded.append(line.substr(0, end)).append("\r\n ");
    line.remove_prefix(end);
  }
  return folded.append(line).append("\r\n");
}

std::string ToCalendar(std::string_view title, const std::vector<v1::BoardMeeting>& meetings) {
  std::string text = CalendarLine("BEGIN:VCALENDAR") + CalendarLine("VERSION:2.0") +
                     CalendarLine("PRODID:-//Fivestep//Programme meetings//EN") +
                     CalendarLine("METHOD:PUBLISH") +
                     CalendarLine("X-WR-CALNAME:" + EscapeCalendarText(title));
  for (const v1::BoardMeeting& meeting : meetings) text += EventText(meeting);
  return text + CalendarLine("END:VCALENDAR");
}

}  // namespace fivestep::programme
