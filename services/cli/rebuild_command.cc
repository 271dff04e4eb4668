// `fivestep log rebuild`: makes everything that follows from a log's events anew, at rest.
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "cli/models.h"
#include "cli/progress_bar.h"
#include "platform/eventlog/rebuild.h"
#include "platform/sealing/key_store.h"
#include "platform/sealing/sealer.h"

namespace fivestep::cli {

int Run(const RebuildCommand& command, Session&) {
  const ServiceModel* model = FindModel(command.context);
  if (model == nullptr) {
    return FailUsage(InvalidArgument("There is no context '" + command.context + "'."));
  }
  const std::string folder =
      command.key_directory.empty() ? command.directory + "-keys" : command.key_directory;
  if (!std::filesystem::exists(folder)) {
    return FailUsage(InvalidArgument("There is no key folder " + folder + "; give --key-dir."));
  }
  const auto keys = KeyStore::Open(folder, command.wrapping_key_file);
  if (!keys.ok()) return FailUsage(keys.status());
  Sealer sealer(keys->get());
  std::unique_ptr<ProgressBar> bar;
  const auto show = [&bar](int64_t done, int64_t total) {
    if (bar == nullptr) bar = std::make_unique<ProgressBar>(total, ProgressUnit::kCount);
    bar->Show(done);
  };
  const Status status = Rebuild(command.directory + "/log", *model, &sealer, show);
  bar.reset();
  if (!status.ok()) {
    std::cerr << status.message() << '\n';
    return kRefused;
  }
  std::cout << "The log in " << command.directory << "/log is rebuilt. What it was before is in "
            << command.directory << "/log.before-rebuild; delete it when you no longer need it.\n";
  return kDone;
}

}  // namespace fivestep::cli
