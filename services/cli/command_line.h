// The options and commands of `fivestep`, and their help.
#ifndef FIVESTEP_CLI_COMMAND_LINE_H_
#define FIVESTEP_CLI_COMMAND_LINE_H_

#include <optional>
#include <string>
#include <vector>

#include "cli/invocation.h"

namespace fivestep::cli {

// What came of a command line: something to run, or a text and an exit code (help, version, a
// mistake).
struct ParsedCommandLine {
  std::optional<Invocation> invocation;
  int exit_code = kDone;
  std::string text;
};

// `arguments` without the program's name. Reads the environment (FIVESTEP_*) and the file that
// `--addresses` names, nothing else.
ParsedCommandLine ParseCommandLine(const std::vector<std::string>& arguments);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_COMMAND_LINE_H_
