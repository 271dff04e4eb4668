// `fivestep`: the programme's record on the command line.

#include <iostream>
#include <string>
#include <variant>
#include <vector>

#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/session.h"

int main(int argc, char** argv) {
  using namespace fivestep::cli;
  const ParsedCommandLine parsed =
      ParseCommandLine(std::vector<std::string>(argv + 1, argv + argc));
  if (!parsed.invocation) {
    (parsed.exit_code == kDone ? std::cout : std::cerr) << parsed.text;
    return parsed.exit_code;
  }
  const auto session = Session::Open(parsed.invocation->settings);
  if (!session.ok()) return FailUsage(session.status());
  return std::visit([&](const auto& command) { return Run(command, **session); },
                    parsed.invocation->command);
}
