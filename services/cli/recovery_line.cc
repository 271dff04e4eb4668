#include "cli/recovery_line.h"

#include <string>

#include "cli/settings.h"

namespace fivestep::cli {
namespace {

using Chosen = std::shared_ptr<Command>;
using Log = RecoveryCommand::Action;
using Keys = KeysCommand::Action;

template <class Options, class Action>
std::shared_ptr<Options> Add(CLI::App& parent, const Chosen& chosen, Action action,
                             const std::string& word, const std::string& about, CLI::App*& app) {
  app = parent.add_subcommand(word, about);
  const auto options = std::make_shared<Options>();
  options->action = action;
  app->callback([options, chosen] { *chosen = *options; });
  return options;
}

void AddContext(CLI::App* app, RecoveryCommand& options) {
  app->add_option("CONTEXT", options.context, "which service")
      ->required()
      ->check(CLI::IsMember(ContextNames()));
}

void AddLogCommands(CLI::App& log, const Chosen& chosen) {
  CLI::App* app = nullptr;
  auto backup = Add<RecoveryCommand>(
      log, chosen, Log::kBackUp, "backup",
      "Have a running service back its log and blobs up, into its --backup-dir.\nKeys are never in "
      "it: see `fivestep keys backup`. A large one takes longer than --timeout\nallows by default. "
      "Needs the role administrator.",
      app);
  AddContext(app, *backup);
  app->add_option("--keep", backup->keep, "drop all but the newest so many (default: keep all)")
      ->check(CLI::Range(1, 10'000));

  auto list =
      Add<RecoveryCommand>(log, chosen, Log::kList, "backups", "Show a service's backups.", app);
  AddContext(app, *list);

  auto restore = Add<RecoveryCommand>(
      log, chosen, Log::kRestore, "restore",
      "Put a backup into the data directory of a service that is stopped. Once started, the\n"
      "service refuses commands until what the backup lacks is back from its stream.",
      app);
  app->add_option("--from", restore->from, "the backup directory")->required();
  app->add_option("--directory", restore->directory, "the service's --data-dir")->required();
  app->add_option("--backup", restore->backup_id, "which, a number (default: the newest)")
      ->check(CLI::PositiveNumber);
  app->add_flag("--replace", restore->replace,
                "set a log that is there aside first; nothing is deleted");

  auto accept = Add<RecoveryCommand>(
      log, chosen, Log::kAccept, "accept",
      "Say that a restored log is complete although its stream cannot confirm it.\nIt goes on the "
      "record. Needs the role administrator.",
      app);
  AddContext(app, *accept);
  app->add_option("WHY", accept->why, "how that is known; it goes on the record")->required();
  app->add_option("--request-id", accept->request_id, "the id of this command");
}

void AddKeyDirectory(CLI::App* app, KeysCommand& options) {
  app->add_option("--key-dir", options.key_directory, "the service's --key-dir")->required();
}

void AddKeys(CLI::App& app, const Chosen& chosen) {
  CLI::App* keys = app.add_subcommand("keys", "Back up, restore and wrap anew a service's keys.");
  keys->require_subcommand(1);
  CLI::App* command = nullptr;
  auto backup = Add<KeysCommand>(
      *keys, chosen, Keys::kBackUp, "backup",
      "Copy the wrapped keys, in place of the copy before: an old one brings erased keys back.\n"
      "The wrapping key is never copied; keep it elsewhere.",
      command);
  AddKeyDirectory(command, *backup);
  command->add_option("--to", backup->other_directory, "where to")->required();
  command->add_flag("--with-audit-key", backup->with_audit_key,
                    "also the key that signs the log's heads");

  auto restore = Add<KeysCommand>(*keys, chosen, Keys::kRestore, "restore",
                                  "Copy a backup's keys into an empty key directory.", command);
  AddKeyDirectory(command, *restore);
  command->add_option("--from", restore->other_directory, "where from")->required();

  auto rotate = Add<KeysCommand>(
      *keys, chosen, Keys::kRotate, "rotate",
      "Wrap the keys of a stopped service under a new wrapping key. Nothing that was recorded "
      "changes.",
      command);
  AddKeyDirectory(command, *rotate);
  command->add_option("--wrapping-key-file", rotate->wrapping_key_file,
                      "the old key (default: wrapping.key in the key directory)");
  command->add_option("--new-wrapping-key-file", rotate->new_wrapping_key_file,
                      "the new one (default: wrapping.key is made anew)");

  auto audit = Add<KeysCommand>(
      *keys, chosen, Keys::kRotateAudit, "rotate-audit",
      "Make a new key for signing the log's heads; the service uses it from its next start on.\n"
      "audit.history, in the same directory, then lists all keys of the log: give it to everybody\n"
      "who checks it, for their --key.",
      command);
  AddKeyDirectory(command, *audit);
}

}  // namespace

void AddRecovery(CLI::App& app, CLI::App& log, const Chosen& chosen) {
  AddLogCommands(log, chosen);
  AddKeys(app, chosen);
}

}  // namespace fivestep::cli
