#include "cli/commands.h"
#include "cli/output_file.h"
#include "fivestep/programme/v1/board.pb.h"
#include "fivestep/programme/v1/duty.pb.h"

namespace fivestep::cli {

namespace pb = programme::v1;

int Run(const AnnualReportCommand& command, Session& session) {
  pb::GetAnnualReportRequest request;
  request.set_parent(command.programme);
  request.set_financial_year(command.financial_year);
  request.set_format(command.format == "html" ? pb::ANNUAL_REPORT_FORMAT_HTML
                                              : pb::ANNUAL_REPORT_FORMAT_MARKDOWN);
  const auto report = session.Ask<pb::GetAnnualReportResponse>(
      "programme", "ProgrammeService/GetAnnualReport", request);
  if (!report.ok()) return Fail(report.status(), "programme", "", session);
  return WriteAnswer(command.output, report->text());
}

int Run(const MeetingsCommand& command, Session& session) {
  pb::GetMeetingCalendarRequest request;
  request.set_parent(command.programme);
  request.set_governance_board(command.board);
  const auto calendar = session.Ask<pb::GetMeetingCalendarResponse>(
      "programme", "ProgrammeService/GetMeetingCalendar", request);
  if (!calendar.ok()) return Fail(calendar.status(), "programme", "", session);
  return WriteAnswer(command.output, calendar->calendar());
}

}  // namespace fivestep::cli
