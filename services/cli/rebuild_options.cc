#include "cli/rebuild_options.h"

namespace fivestep::cli {

void AddRebuild(CLI::App& log, const std::shared_ptr<Command>& chosen) {
  CLI::App* rebuild = log.add_subcommand(
      "rebuild",
      "Make rows, views, outcomes, timers and the audit tree of a stopped service anew from its "
      "events.\nWrites a new log beside the old one, which is kept.");
  const auto options = std::make_shared<RebuildCommand>();
  rebuild->callback([options, chosen] { *chosen = *options; });
  rebuild->add_option("--directory", options->directory, "the service's --data-dir")
      ->required()
      ->check(CLI::ExistingDirectory);
  rebuild->add_option("--context", options->context, "which service it is of")
      ->required()
      ->check(CLI::IsMember(ContextNames()));
  rebuild->add_option("--key-dir", options->key_directory,
                      "the service's --key-dir (default: <directory>-keys)");
  rebuild->add_option("--wrapping-key-file", options->wrapping_key_file,
                      "the service's --wrapping-key-file, where it has one");
}

}  // namespace fivestep::cli
