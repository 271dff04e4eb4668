#include "cli/sheet/sheet_options.h"

namespace fivestep::cli {
namespace {

using Action = SheetCommand::Action;

constexpr char kTemplateHelp[] =
    "WHAT is a command, or a collection: that of whatever records a new member of it. Without WHAT "
    "the\n"
    "sheets of the service are listed.\n"
    "\n"
    "Examples:\n"
    "  fivestep sheet template metrics\n"
    "  fivestep sheet template metrics actions --parent programmes/p -o actions.xlsx\n"
    "  fivestep sheet template codesign HoldSession --parent programmes/p -o attendance.csv\n";

constexpr char kImportHelp[] =
    "Each row goes through the command that the sheet was made for. First all rows are held "
    "against "
    "its\n"
    "rules; while one has an error nothing is sent. The errors are shown, and written beside their "
    "rows into\n"
    "a copy (FILE-results). Importing a sheet again records what is new in it, and nothing twice.\n"
    "\n"
    "Examples:\n"
    "  fivestep sheet import actions.xlsx --dry-run\n"
    "  fivestep sheet import actions.xlsx --roles metric-owner\n"
    "  fivestep sheet import ideas.csv codesign RecordIdeas --parent programmes/p   of a .csv of "
    "your "
    "own\n";

constexpr char kExportHelp[] =
    "With a collection: its members, for reading. With a command: the members that it can change, "
    "one row\n"
    "each with name and etag; edit rows and import the sheet, unedited rows are passed over.\n"
    "\n"
    "Examples:\n"
    "  fivestep sheet export engagement themes --parent programmes/p -o themes.xlsx\n"
    "  fivestep sheet export metrics ReportProgress --parent programmes/p -o actions.xlsx\n"
    "  fivestep sheet export engagement contributions --parent programmes/p --owner QE1 --with "
    "themes \\\n"
    "      -o ours.xlsx            an organisation's own contributions, and what was answered\n";

std::shared_ptr<SheetCommand> AddAction(CLI::App* app, const std::shared_ptr<Command>& chosen,
                                        Action action, const char* help) {
  auto options = std::make_shared<SheetCommand>();
  options->action = action;
  app->callback([options, chosen] { *chosen = *options; });
  app->footer(help);
  return options;
}

void AddSubject(CLI::App* app, SheetCommand& options, bool required) {
  app->add_option("SERVICE", options.service, "a context")->required(required);
  app->add_option("WHAT", options.what, "a command or a collection");
  app->add_option("--parent", options.parent, "the programme, programmes/p");
}

void AddOutput(CLI::App* app, SheetCommand& options) {
  app->add_option("-o,--output", options.output, "the file, .xlsx or .csv");
}

}  // namespace

void AddSheet(CLI::App& app, const std::shared_ptr<Command>& chosen) {
  CLI::App* sheet = app.add_subcommand("sheet", "Record and change things from a spreadsheet.");
  sheet->require_subcommand(1);

  CLI::App* blank = sheet->add_subcommand("template", "Write a sheet to be filled in.");
  const auto blank_options = AddAction(blank, chosen, Action::kTemplate, kTemplateHelp);
  AddSubject(blank, *blank_options, true);
  AddOutput(blank, *blank_options);

  CLI::App* read = sheet->add_subcommand("import", "Send each row of a sheet as a command.");
  const auto read_options = AddAction(read, chosen, Action::kImport, kImportHelp);
  read->add_option("FILE", read_options->file, "the sheet, .xlsx or .csv")->required();
  AddSubject(read, *read_options, false);
  read->add_flag("--dry-run", read_options->dry_run, "look for errors, and send nothing");
  read->add_option("--results", read_options->results,
                   "write a copy that says of each row what came of it");

  CLI::App* write = sheet->add_subcommand("export", "Write what is recorded into a sheet.");
  const auto write_options = AddAction(write, chosen, Action::kExport, kExportHelp);
  AddSubject(write, *write_options, true);
  AddOutput(write, *write_options);
  write->add_flag("--with-personal", write_options->with_personal,
                  "open people's words, which is recorded; say why with --reason");
  write->add_option("--owner", write_options->owner, "only what this organisation recorded");
  write
      ->add_option("--filter", write_options->filters,
                   "FIELD=VALUE of the List request; repeatable")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  write
      ->add_option("--with", write_options->with,
                   "a field, such as themes: what it names comes in a second worksheet; repeatable")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

}  // namespace fivestep::cli
