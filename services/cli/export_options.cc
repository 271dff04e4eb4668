#include "cli/export_options.h"

namespace fivestep::cli {
namespace {

constexpr char kExportHelp[] =
    "One row for each figure that findings and audits have released or withheld, in the order of "
    "the\n"
    "analysis log, with a key that stays the same. It says at the end how far it read; with "
    "--from\n"
    "the next position only what is new comes, and what that superseded. Needs the role auditor.\n"
    "\n"
    "Examples:\n"
    "  fivestep export figures --roles auditor > figures.csv\n"
    "  fivestep export figures --format jsonl --from 420 --roles auditor >> figures.jsonl\n";

}  // namespace

void AddExport(CLI::App& app, const std::shared_ptr<Command>& chosen) {
  CLI::App* parent = app.add_subcommand("export", "Write released figures for other systems.");
  parent->require_subcommand(1);
  CLI::App* figures = parent->add_subcommand("figures", "Every released figure, one row each.");
  figures->footer(kExportHelp);
  const auto options = std::make_shared<ExportFiguresCommand>();
  figures->callback([options, chosen] { *chosen = *options; });
  figures->add_option("--format", options->format, "csv or jsonl (default: csv)")
      ->check(CLI::IsMember({"csv", "jsonl"}));
  figures->add_option("--from", options->from, "only what is new from this position on")
      ->check(CLI::PositiveNumber);
}

}  // namespace fivestep::cli
