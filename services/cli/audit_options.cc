#include "cli/audit_options.h"

namespace fivestep::cli {
namespace {

using App = CLI::App;
using Action = AuditCommand::Action;

constexpr char kHelp[] =
    "A checkpoint says how many events a log has and what they hash to; the service signs one "
    "every\n"
    "few seconds. Whoever keeps one can show later that nothing before it was altered:\n"
    "  fivestep call engagement audit GetCheckpoint '{\"fresh\": true}' --json\n"
    "Get the key with which checkpoints are checked by another way than from the log itself.\n"
    "\n"
    "Examples:\n"
    "  fivestep audit verify engagement --checkpoint kept.txt --key engagement.key --roles "
    "auditor\n"
    "  fivestep audit verify --directory /var/lib/fivestep/engagement\n"
    "  fivestep audit prove engagement 1042 -o event.receipt --roles auditor\n"
    "  fivestep audit check event.receipt --key engagement.key\n";

std::shared_ptr<AuditCommand> Add(App* app, Action action, const std::shared_ptr<Command>& chosen) {
  auto options = std::make_shared<AuditCommand>();
  options->action = action;
  app->callback([options, chosen] { *chosen = *options; });
  return options;
}

CLI::Option* AddContext(App* app, AuditCommand& options) {
  return app->add_option("--context,CONTEXT", options.context, "which service")
      ->check(CLI::IsMember(ContextNames()));
}

CLI::Option* AddKey(App* app, AuditCommand& options) {
  return app->add_option(
      "--key", options.key,
      "the key that must have signed: `name+hash+base64`, or a file with it and\n"
      "those before it, one a line (`audit.history`)");
}

void AddVerify(App* audit, const std::shared_ptr<Command>& chosen) {
  App* verify = audit->add_subcommand(
      "verify",
      "Check a whole log: every event, the tree over them, the signed heads, rows and views.\n"
      "Needs the role auditor or administrator, or the directory of a log at rest.");
  const auto options = Add(verify, Action::kVerify, chosen);
  AddContext(verify, *options);
  AddKey(verify, *options);
  verify
      ->add_option("--checkpoint", options->checkpoints,
                   "a file with a checkpoint that you have kept; repeatable")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  verify->add_option("--directory", options->directory,
                     "check this data directory, whose service is stopped; nothing is written");
  verify->add_flag("--events-only", options->events_only, "leave rows and views out");
}

void AddReceipts(App* audit, const std::shared_ptr<Command>& chosen) {
  App* prove = audit->add_subcommand(
      "prove", "Write a receipt: a file that proves an event without the log.");
  const auto prove_options = Add(prove, Action::kProve, chosen);
  AddContext(prove, *prove_options)->required();
  prove->add_option("EVENT", prove_options->event, "its position, or its id")->required();
  prove->add_option("--output,-o", prove_options->output, "where to (default: standard output)");

  App* check = audit->add_subcommand(
      "check", "Check a receipt, without any service, and say what it proves.");
  const auto check_options = Add(check, Action::kCheck, chosen);
  check->add_option("RECEIPT", check_options->receipt, "the file, or - for standard input")
      ->required();
  AddKey(check, *check_options)->required();
}

void AddCompare(App* audit, const std::shared_ptr<Command>& chosen) {
  App* compare =
      audit->add_subcommand("compare", "Hold a log against its stream on the bus, event by event.");
  const auto options = Add(compare, Action::kCompare, chosen);
  AddContext(compare, *options)->required();
  options->nats_url = "nats://127.0.0.1:4222";
  compare->add_option("--nats-url", options->nats_url, "the bus (default: nats://127.0.0.1:4222)")
      ->envname("FIVESTEP_NATS_URL");
  compare->add_option("--nats-token-file", options->nats_token_file, "file with the bus's token")
      ->envname("FIVESTEP_NATS_TOKEN_FILE");
}

}  // namespace

void AddAudit(App& app, const std::shared_ptr<Command>& chosen) {
  App* audit = app.add_subcommand(
      "audit", "Check that a record is unaltered, without having to trust who keeps it.");
  audit->require_subcommand(1);
  audit->footer(kHelp);
  AddVerify(audit, chosen);
  AddReceipts(audit, chosen);
  AddCompare(audit, chosen);
  App* all = audit->add_subcommand(
      "export", "Every event as a JSON line, each with what a receipt of it needs.");
  const auto options = Add(all, Action::kExport, chosen);
  AddContext(all, *options)->required();
}

}  // namespace fivestep::cli
