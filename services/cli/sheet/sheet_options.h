// The command line of `fivestep sheet`.
#ifndef FIVESTEP_CLI_SHEET_SHEET_OPTIONS_H_
#define FIVESTEP_CLI_SHEET_SHEET_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/invocation.h"

namespace fivestep::cli {

// Adds `sheet` to `app`. What was chosen is left in `chosen`.
void AddSheet(CLI::App& app, const std::shared_ptr<Command>& chosen);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_SHEET_SHEET_OPTIONS_H_
