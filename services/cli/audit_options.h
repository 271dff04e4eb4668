// The command line of `fivestep audit`.
#ifndef FIVESTEP_CLI_AUDIT_OPTIONS_H_
#define FIVESTEP_CLI_AUDIT_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/invocation.h"

namespace fivestep::cli {

// Adds `audit`. What was chosen is left in `chosen`.
void AddAudit(CLI::App& app, const std::shared_ptr<Command>& chosen);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_AUDIT_OPTIONS_H_
