// The command lines of `fivestep report` and `fivestep meetings`.
#ifndef FIVESTEP_CLI_REPORT_OPTIONS_H_
#define FIVESTEP_CLI_REPORT_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/invocation.h"

namespace fivestep::cli {

// Add `report` and `meetings` to `app`. What was chosen is left in `chosen`.
void AddReport(CLI::App& app, const std::shared_ptr<Command>& chosen);
void AddMeetings(CLI::App& app, const std::shared_ptr<Command>& chosen);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_REPORT_OPTIONS_H_
