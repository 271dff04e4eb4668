// The part of the command line that is about people's rights.
#ifndef FIVESTEP_CLI_PEOPLE_LINE_H_
#define FIVESTEP_CLI_PEOPLE_LINE_H_

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/invocation.h"

namespace fivestep::cli {

// Adds `person` and `disclosures`; the one that was called is left in `chosen`.
void AddPeople(CLI::App& app, const std::shared_ptr<Command>& chosen);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_PEOPLE_LINE_H_
