// The part of the command line that is about backups, restores and keys.
#ifndef FIVESTEP_CLI_RECOVERY_LINE_H_
#define FIVESTEP_CLI_RECOVERY_LINE_H_

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/invocation.h"

namespace fivestep::cli {

// Adds `backup`, `backups`, `restore` and `accept` to `log`, and `keys` to `app`; the one that was
// called is left in `chosen`.
void AddRecovery(CLI::App& app, CLI::App& log, const std::shared_ptr<Command>& chosen);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_RECOVERY_LINE_H_
