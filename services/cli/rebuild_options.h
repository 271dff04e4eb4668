// The command line of `fivestep log rebuild`.
#ifndef FIVESTEP_CLI_REBUILD_OPTIONS_H_
#define FIVESTEP_CLI_REBUILD_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/invocation.h"

namespace fivestep::cli {

// Adds `rebuild` to `log`. What was chosen is left in `chosen`.
void AddRebuild(CLI::App& log, const std::shared_ptr<Command>& chosen);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_REBUILD_OPTIONS_H_
