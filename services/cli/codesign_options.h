// The command lines of `fivestep votes` and `fivestep session`.
#ifndef FIVESTEP_CLI_CODESIGN_OPTIONS_H_
#define FIVESTEP_CLI_CODESIGN_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/invocation.h"

namespace fivestep::cli {

// Adds both to `app`. What was chosen is left in `chosen`.
void AddCodesign(CLI::App& app, const std::shared_ptr<Command>& chosen);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_CODESIGN_OPTIONS_H_
