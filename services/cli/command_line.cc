#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <array>
#include <memory>
#include <sstream>

#include "cli/audit_options.h"
#include "cli/codesign_options.h"
#include "cli/export_options.h"
#include "cli/import_options.h"
#include "cli/people_line.h"
#include "cli/rebuild_options.h"
#include "cli/recovery_line.h"
#include "cli/report_options.h"
#include "cli/sheet/sheet_options.h"

namespace fivestep::cli {
namespace {

constexpr char kAbout[] =
    "Fivestep: the record of a health-inequality programme, from what people said to what "
    "changed.\n"
    "\n"
    "Five services hold it: programme, engagement, analysis, codesign and metrics. This program\n"
    "calls them. On one machine, with the services started by deploy/up, it finds them by itself;\n"
    "say who you are with --actor and --roles.";

constexpr char kExamples[] =
    "Examples:\n"
    "  fivestep status                                     how all five services are\n"
    "  fivestep call programme                             what the programme service can do\n"
    "  fivestep call programme OpenProgramme --template    what its request looks like\n"
    "  fivestep call engagement ListThemes '{\"parent\": \"programmes/smoke-free\"}' \\\n"
    "      --roles analyst                                 call it\n"
    "  fivestep thread programmes/smoke-free/themes/transport    what it is built on, and led to\n"
    "  fivestep log tail all --follow --roles auditor      what is being recorded, as JSON lines\n"
    "\n"
    "Exit codes: 0 done; 1 refused by the service, or a check that found something; 2 usage;\n"
    "3 service cannot be reached; 4 not permitted.\n";

constexpr char kCallHelp[] =
    "SERVICE is a context (programme, engagement, analysis, codesign, metrics). METHOD is a "
    "method\n"
    "of its main service; say `admin METHOD`, `audit METHOD` or `people METHOD` for those that "
    "every\n"
    "service has.\n"
    "Without METHOD the methods are listed. The request is JSON, `-` for standard input or @FILE;\n"
    "where a method takes a stream, one JSON object a line. Streams are answered in JSON lines.\n"
    "A request_id is made when the request has none, so that a repeat is never done twice.\n"
    "\n"
    "Examples:\n"
    "  fivestep call engagement GetTheme '{\"name\": \"programmes/p/themes/t\"}'\n"
    "  fivestep call engagement RecordContributions @contributions.json\n"
    "  fivestep call engagement admin GetStatus\n"
    "  fivestep call analysis ImportDataSet - < parts.jsonl\n";

using App = CLI::App;

// Where a callback leaves the command that was chosen.
using Chosen = std::shared_ptr<Command>;

template <class Options>
std::shared_ptr<Options> Choose(App* app, const Chosen& chosen) {
  auto options = std::make_shared<Options>();
  app->callback([options, chosen] { *chosen = *options; });
  return options;
}

CLI::Option* ContextArgument(App* app, std::string& context, bool one) {
  std::vector<std::string> names = ContextNames();
  if (!one) names.emplace_back("all");
  CLI::Option* option =
      app->add_option("CONTEXT", context, one ? "which service" : "which service; default: all")
          ->check(CLI::IsMember(names));
  return one ? option->required() : option;
}

// Settings that need work after parsing.
struct Raw {
  Settings settings;
  std::string addresses_file;
  std::vector<std::string> address_of;
  int timeout_seconds = 0;
  int wait_seconds = 10;
  bool no_positions = false;
};

void AddCallerOptions(App& app, Raw& raw) {
  constexpr char kGroup[] = "Who calls";
  app.add_option("--actor", raw.settings.actor,
                 "your id, random letters and digits; never a name (default: cli)")
      ->envname("FIVESTEP_ACTOR")
      ->group(kGroup);
  app.add_option("--organisation", raw.settings.organisation,
                 "on whose behalf, an ODS code such as QE1")
      ->envname("FIVESTEP_ORGANISATION")
      ->group(kGroup);
  app.add_option("--roles", raw.settings.roles,
                 "your roles, separated by commas: analyst, facilitator@programmes/p")
      ->envname("FIVESTEP_ROLES")
      ->group(kGroup);
  app.add_option("--permissions", raw.settings.permissions,
                 "permissions granted by themselves, separated by commas")
      ->envname("FIVESTEP_PERMISSIONS")
      ->group(kGroup);
  app.add_option("--reason", raw.settings.reason,
                 "why personal words are opened; it goes on the record")
      ->envname("FIVESTEP_REASON")
      ->group(kGroup);
  app.add_option("--token-file", raw.settings.token_file,
                 "file with your token, for services that ask for one")
      ->envname("FIVESTEP_CALLER_TOKEN_FILE")
      ->group(kGroup);
}

void AddConnectionOptions(App& app, Raw& raw) {
  constexpr char kGroup[] = "Where and how long";
  app.add_option("--addresses", raw.addresses_file,
                 "file of lines context=host:port (default: 127.0.0.1:7101 to 7105)")
      ->envname("FIVESTEP_ADDRESSES")
      ->group(kGroup);
  app.add_option("--address-of", raw.address_of, "context=host:port of one service; repeatable")
      ->envname("FIVESTEP_ADDRESS_OF")
      ->delimiter(',')
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->group(kGroup);
  app.add_option("--tls-ca", raw.settings.tls_ca,
                 "file with the certificate authority of the services; without it: no TLS")
      ->envname("FIVESTEP_TLS_CA")
      ->group(kGroup);
  app.add_option("--timeout", raw.timeout_seconds,
                 "seconds that one call may take (default: 30; streams: no limit)")
      ->envname("FIVESTEP_TIMEOUT")
      ->check(CLI::Range(1, 86'400))
      ->group(kGroup);
  app.add_option("--wait", raw.wait_seconds,
                 "seconds to repeat a call whose service has not heard the news yet (default: 10)")
      ->envname("FIVESTEP_WAIT")
      ->check(CLI::Range(0, 3'600))
      ->group(kGroup);
  app.add_option("--positions-file", raw.settings.positions_file,
                 "where to keep what has been seen of each log, so that later calls see it too")
      ->envname("FIVESTEP_POSITIONS_FILE")
      ->group(kGroup);
  app.add_flag("--no-positions", raw.no_positions, "do not keep or send what has been seen")
      ->group(kGroup);
}

void AddCall(App& app, const Chosen& chosen) {
  App* call = app.add_subcommand("call", "Call any method of a service, JSON in and out.");
  call->footer(kCallHelp);
  const auto options = std::make_shared<CallCommand>();
  const auto words = std::make_shared<std::array<std::string, 3>>();
  call->callback([=] {
    options->words.assign(words->begin(), words->end());
    std::erase(options->words, std::string());
    *chosen = *options;
  });
  call->add_option("SERVICE", options->service, "a context, or a full service name")->required();
  call->add_option("METHOD", (*words)[0],
                   "a method, or `admin`, `audit` or `people` and then a method");
  call->add_option("REQUEST", (*words)[1], "JSON, - or @FILE");
  call->add_option("MORE", (*words)[2], "the request, after `admin METHOD`");
  call->add_option("--request-id", options->request_id,
                   "the id of this command; the same id and request are done once");
  call->add_flag("--template", options->show_template, "print an empty request, and do not call");
}

void AddLog(App& app, const Chosen& chosen) {
  App* log = app.add_subcommand("log", "Read, back up and restore the logs.");
  log->require_subcommand(1);
  App* tail = log->add_subcommand(
      "tail",
      "Show recorded events as JSON lines. Personal words stay sealed.\nNeeds the role "
      "auditor or administrator.");
  const auto options = Choose<LogTailCommand>(tail, chosen);
  ContextArgument(tail, options->context, false);
  tail->add_option("--from", options->from, "from this position on; the log begins at 1")
      ->check(CLI::PositiveNumber);
  tail->add_option("--last", options->last, "only the last so many (default: 10)")
      ->check(CLI::PositiveNumber);
  tail->add_flag("--follow,-f", options->follow, "go on with what is recorded next");
  AddRebuild(*log, chosen);
  AddRecovery(app, *log, chosen);
}

void AddThreadAndChart(App& app, const Chosen& chosen) {
  App* thread = app.add_subcommand(
      "thread", "Draw what a resource is built on and what was built on it, across all services.");
  const auto thread_options = Choose<ThreadCommand>(thread, chosen);
  thread->add_option("RESOURCE", thread_options->resource, "programmes/p/themes/t, for example")
      ->required();
  thread->add_option("--direction", thread_options->direction, "both, upstream or downstream")
      ->check(CLI::IsMember({"both", "upstream", "downstream"}));
  thread->add_option("--limit", thread_options->limit, "resources to show (default: 200)")
      ->check(CLI::Range(1, 1'000));
  thread->add_option("--prove", thread_options->prove,
                     "write a receipt for every event of it into this folder; needs the role "
                     "auditor or administrator");

  App* chart = app.add_subcommand("chart", "Draw a metric's readings with mean and limits.");
  const auto chart_options = Choose<ChartCommand>(chart, chosen);
  chart->add_option("METRIC", chart_options->metric, "programmes/p/metrics/m")->required();
  chart->add_option("--convention", chart_options->convention, "by whose rules (default: its own)")
      ->check(CLI::IsMember({"plot-the-dots", "making-data-count"}));
  chart->add_option("--method", chart_options->method, "how limits are found (default: its own)")
      ->check(CLI::IsMember({"xmr", "p", "u"}));
}

void AddGapAndReadings(App& app, const Chosen& chosen) {
  App* gap =
      app.add_subcommand("gap", "Show a pair's levels, its gap, and what may be said of it.");
  gap->add_option("PAIR", Choose<GapCommand>(gap, chosen)->pair, "programmes/p/pairs/q")
      ->required();

  App* readings = app.add_subcommand("readings", "Record a metric's readings from a CSV file.");
  const auto options = Choose<ReadingsCommand>(readings, chosen);
  readings->add_option("METRIC", options->metric, "programmes/p/metrics/m")->required();
  readings->add_option("FILE", options->file, "the file, or - for standard input")->required();
  readings->add_option("--start", options->start_column, "column with the first day of the period");
  readings->add_option("--end", options->end_column, "column with the last day of the period");
  readings->add_option("--numerator", options->numerator_column, "column with what was counted");
  readings->add_option("--denominator", options->denominator_column, "column with out of what");
  readings->add_option("--value", options->value_column, "column with the value itself");
  readings->add_option("--unit", options->unit, "unit of the figures; refused if not the metric's");
  readings->add_option("--revision-reason", options->revision_reason,
                       "why earlier readings of these periods are replaced");
  readings->add_option("--request-id", options->request_id, "names this import, for a repeat");
}

void AddAdminAction(App* app, const Chosen& chosen, AdminCommand::Action action) {
  const auto options = Choose<AdminCommand>(app, chosen);
  options->action = action;
  using Action = AdminCommand::Action;
  const bool one = action == Action::kRetryParked || action == Action::kSkipParked ||
                   action == Action::kRebuildView || action == Action::kRecreateStream;
  ContextArgument(app, options->context, one);
  if (action == Action::kRetryParked || action == Action::kSkipParked) {
    app->add_option("LOG", options->log, "the log that the event is in")->required();
    app->add_option("POSITION", options->position, "its position there")
        ->required()
        ->check(CLI::PositiveNumber);
  }
  if (action == Action::kSkipParked) {
    app->add_option("WHY", options->why, "why it is given up; it goes on the record")->required();
  }
  if (action == Action::kRecreateStream) {
    app->add_option("WHY", options->why, "why it is thrown away; it goes on the record")
        ->required();
  }
  if (action == Action::kRebuildView) {
    app->add_option("VIEW", options->view, "a name that `views list` shows")->required();
  }
  if (one) app->add_option("--request-id", options->request_id, "the id of this command");
}

void AddBus(App& app, const Chosen& chosen) {
  App* bus = app.add_subcommand("bus", "Look after a log's stream. Needs the role administrator.");
  bus->require_subcommand(1);
  AddAdminAction(
      bus->add_subcommand("recreate", "Throw the stream away and fill it again from the log."),
      chosen, AdminCommand::Action::kRecreateStream);
}

void AddAdmin(App& app, const Chosen& chosen) {
  using Action = AdminCommand::Action;
  App* admin =
      app.add_subcommand("admin", "Look after the services. Needs the role administrator.");
  admin->require_subcommand(1);
  App* status = admin->add_subcommand("status", "How a service is.");
  ContextArgument(status, Choose<StatusCommand>(status, chosen)->context, false);

  App* parked = admin->add_subcommand("parked", "Events of another log that could not be handled.");
  parked->require_subcommand(1);
  AddAdminAction(parked->add_subcommand("list", "Show them."), chosen, Action::kListParked);
  AddAdminAction(parked->add_subcommand("retry", "Handle one again, and those behind it."), chosen,
                 Action::kRetryParked);
  AddAdminAction(parked->add_subcommand("skip", "Give one up, for good and on the record."), chosen,
                 Action::kSkipParked);

  App* views = admin->add_subcommand("views", "Tables that a service folds from logs.");
  views->require_subcommand(1);
  AddAdminAction(views->add_subcommand("list", "Show them and how far they have read."), chosen,
                 Action::kListViews);
  AddAdminAction(views->add_subcommand("rebuild", "Empty one and fold it again."), chosen,
                 Action::kRebuildView);
  AddAdminAction(admin->add_subcommand("timers", "What is due, and when."), chosen,
                 Action::kListTimers);
  AddAdminAction(admin->add_subcommand("reactions", "What other services' events led to here."),
                 chosen, Action::kListReactions);
}

void AddPositions(App& app, const Chosen& chosen) {
  App* positions = app.add_subcommand(
      "positions",
      "What this program remembers of the logs, so that a call sees what an earlier "
      "call did.");
  positions->require_subcommand(1);
  Choose<PositionsCommand>(positions->add_subcommand("show", "Show it."), chosen);
  Choose<PositionsCommand>(
      positions->add_subcommand("forget", "Forget it, after services were set up afresh."), chosen)
      ->forget = true;
}

Status Complete(Raw& raw) {
  Settings& settings = raw.settings;
  settings.addresses = DefaultAddresses();
  if (!raw.addresses_file.empty()) {
    const Result<std::string> text = ReadInput(raw.addresses_file);
    if (!text.ok()) return text.status();
    FIVESTEP_RETURN_IF_ERROR(AddAddresses(*text, settings.addresses));
  }
  for (const std::string& item : raw.address_of) {
    FIVESTEP_RETURN_IF_ERROR(AddAddresses(item, settings.addresses));
  }
  if (raw.timeout_seconds > 0) settings.timeout = std::chrono::seconds(raw.timeout_seconds);
  settings.wait = std::chrono::seconds(raw.wait_seconds);
  settings.positions = !raw.no_positions;
  if (settings.positions_file.empty()) {
    settings.positions_file = DefaultPositionsFile(settings.addresses);
  }
  return OkStatus();
}

}  // namespace

ParsedCommandLine ParseCommandLine(const std::vector<std::string>& arguments) {
  App app(kAbout, "fivestep");
  app.fallthrough();  // options that hold for every command may also come last
  app.require_subcommand(1);
  app.set_version_flag("--version", "fivestep " FIVESTEP_VERSION);

  Raw raw;
  const Chosen chosen = std::make_shared<Command>();
  AddCallerOptions(app, raw);
  AddConnectionOptions(app, raw);
  app.add_flag("--json", raw.settings.json, "print the service's answer as JSON");
  StatusCommand all;
  app.add_subcommand("status", "How all five services are, at a glance.")->callback([&] {
    *chosen = all;
  });
  AddCall(app, chosen);
  AddExport(app, chosen);
  AddThreadAndChart(app, chosen);
  AddGapAndReadings(app, chosen);
  AddReport(app, chosen);
  AddSheet(app, chosen);
  AddCodesign(app, chosen);
  AddMeetings(app, chosen);
  AddImport(app, chosen);
  AddReference(app, chosen);
  AddLog(app, chosen);
  AddAdmin(app, chosen);
  AddAudit(app, chosen);
  AddPeople(app, chosen);
  AddBus(app, chosen);
  AddPositions(app, chosen);
  app.footer(kExamples);  // last, or every command would inherit it

  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // as CLI11 wants them
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    const bool asked = app.exit(error, out, out) == 0;
    return {std::nullopt, asked ? kDone : kUsage, out.str()};
  }
  const Status completed = Complete(raw);
  if (!completed.ok()) return {std::nullopt, kUsage, completed.message() + "\n"};
  return {Invocation{raw.settings, *chosen}, kDone, {}};
}

}  // namespace fivestep::cli
