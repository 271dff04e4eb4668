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

constexpr char kPartnerHelp[] =
    "What the caller's own organisation recorded in a programme: one row for each contribution "
    "and\n"
    "theme, with what was answered and by when. The words are not in it. Nobody gets the file of\n"
    "another organisation.\n"
    "\n"
    "Example:\n"
    "  fivestep export partner programmes/smoke-free --organisation HW1 \\\n"
    "      --roles community-partner > ours.csv\n";

void AddPartner(CLI::App& parent, const std::shared_ptr<Command>& chosen) {
  CLI::App* partner =
      parent.add_subcommand("partner", "A partner's own contributions and the answers to them.");
  partner->footer(kPartnerHelp);
  const auto options = std::make_shared<ExportPartnerCommand>();
  partner->callback([options, chosen] { *chosen = *options; });
  partner->add_option("PROGRAMME", options->programme, "which programme, programmes/p")->required();
  partner->add_option("--format", options->format, "csv or jsonl (default: csv)")
      ->check(CLI::IsMember({"csv", "jsonl"}));
}

}  // namespace

void AddExport(CLI::App& app, const std::shared_ptr<Command>& chosen) {
  CLI::App* parent = app.add_subcommand("export", "Write figures and answers for others.");
  parent->require_subcommand(1);
  CLI::App* figures = parent->add_subcommand("figures", "Every released figure, one row each.");
  figures->footer(kExportHelp);
  const auto options = std::make_shared<ExportFiguresCommand>();
  figures->callback([options, chosen] { *chosen = *options; });
  figures->add_option("--format", options->format, "csv or jsonl (default: csv)")
      ->check(CLI::IsMember({"csv", "jsonl"}));
  figures->add_option("--from", options->from, "only what is new from this position on")
      ->check(CLI::PositiveNumber);
  AddPartner(*parent, chosen);
}

}  // namespace fivestep::cli
