#include "cli/report_options.h"

namespace fivestep::cli {
namespace {

constexpr char kBoardHelp[] =
    "A report is drafted and approved by `fivestep call metrics DraftBoardReport` and\n"
    "`ApproveBoardReport`, by two people. --issue takes a fresh checkpoint of every service and\n"
    "issues an approved one; from then on it is the same to the byte.\n"
    "\n"
    "Examples:\n"
    "  fivestep report board programmes/p/boardReports/july -o july.html\n"
    "  fivestep report board programmes/p/boardReports/july --format csv > july.csv\n"
    "  fivestep report board programmes/p/boardReports/july --issue \"board secretary\" \\\n"
    "      --roles programme-manager,board-member -o july.html\n";

constexpr char kAnnualHelp[] =
    "Lists what is held about each duty, what is not, what officers made of it, and the "
    "indicators\n"
    "held by deprivation, ethnicity, age and sex. It is a draft and not a finding of compliance.\n"
    "\n"
    "Example:\n"
    "  fivestep report annual programmes/p --year 2026-27 --format html -o annual.html\n";

void AddAnnual(CLI::App& report, const std::shared_ptr<Command>& chosen) {
  CLI::App* annual = report.add_subcommand(
      "annual", "Draft what the annual report says of duties (section 14Z58), as text or HTML.");
  annual->footer(kAnnualHelp);
  const auto options = std::make_shared<AnnualReportCommand>();
  annual->callback([options, chosen] { *chosen = *options; });
  annual->add_option("PROGRAMME", options->programme, "programmes/p")->required();
  annual->add_option("--year", options->financial_year, "the financial year, 2026-27")->required();
  annual->add_option("--format", options->format, "md (default) or html")
      ->check(CLI::IsMember({"md", "html"}));
  annual->add_option("-o,--output", options->output,
                     "the file to write (default: standard output)");
}

}  // namespace

void AddMeetings(CLI::App& app, const std::shared_ptr<Command>& chosen) {
  CLI::App* meetings = app.add_subcommand("meetings", "Meetings of boards.");
  meetings->require_subcommand(1);
  CLI::App* ics = meetings->add_subcommand(
      "ics", "Write the meetings of a programme as a calendar file (iCalendar).");
  const auto options = std::make_shared<MeetingsCommand>();
  ics->callback([options, chosen] { *chosen = *options; });
  ics->add_option("PROGRAMME", options->programme, "programmes/p")->required();
  ics->add_option("--board", options->board, "only of programmes/p/governanceBoards/b");
  ics->add_option("-o,--output", options->output, "the file to write (default: standard output)");
}

void AddReport(CLI::App& app, const std::shared_ptr<Command>& chosen) {
  CLI::App* report = app.add_subcommand("report", "Reports for boards.");
  report->require_subcommand(1);
  AddAnnual(*report, chosen);
  CLI::App* board = report->add_subcommand(
      "board", "Write a board report as one HTML file, as CSV, or as .docx through pandoc.");
  board->footer(kBoardHelp);
  const auto options = std::make_shared<ReportCommand>();
  board->callback([options, chosen] { *chosen = *options; });
  board->add_option("REPORT", options->report, "programmes/p/boardReports/r")->required();
  board->add_option("--format", options->format, "html (default), csv or docx")
      ->check(CLI::IsMember({"html", "csv", "docx"}));
  board->add_option("-o,--output", options->output,
                    "the file to write; needed for docx (default: standard output)");
  board->add_option("--issue", options->issued_by_role,
                    "issue it first; the role that issues it, never a name");
  board->add_option("--request-id", options->request_id, "the id of the issue command");
}

}  // namespace fivestep::cli
