// The part of the command line that brings files in: data sets and reference data.
#ifndef FIVESTEP_CLI_IMPORT_OPTIONS_H_
#define FIVESTEP_CLI_IMPORT_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/invocation.h"

namespace fivestep::cli {

// Add `import` and `reference` to `app`; the one that was called is left in `chosen`.
void AddImport(CLI::App& app, const std::shared_ptr<Command>& chosen);
void AddReference(CLI::App& app, const std::shared_ptr<Command>& chosen);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_IMPORT_OPTIONS_H_
