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

}  // namespace

void AddReport(CLI::App& app, const std::shared_ptr<Command>& chosen) {
  CLI::App* report = app.add_subcommand("report", "Reports for boards.");
  report->require_subcommand(1);
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
