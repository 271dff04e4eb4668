#include "cli/commands.h"

#include <iostream>

#include "cli/error_text.h"
#include "cli/json_text.h"
#include "cli/thread_proof.h"
#include "cli/thread_tree.h"

namespace fivestep::cli {

int Fail(const Status& status, const std::string& context, const std::string& request_id,
         const Session& session) {
  const Settings& settings = session.settings();
  std::cerr << ErrorText(status, {context, settings.addresses.at(context), request_id}, settings);
  return ExitCodeOf(status);
}

int FailUsage(const Status& status) {
  std::cerr << status.message() << '\n';
  return kUsage;
}

std::vector<std::string> ContextsOf(const std::string& argument) {
  return argument == "all" ? ContextNames() : std::vector<std::string>{argument};
}

int Worse(int first, int second) { return first != kDone ? first : second; }

int Run(const ThreadCommand& command, Session& session) {
  programme::v1::GetThreadRequest request;
  request.set_name(command.resource);
  request.set_node_limit(command.limit);
  request.set_direction(command.direction == "upstream"
                            ? programme::v1::THREAD_DIRECTION_UPSTREAM
                            : (command.direction == "downstream"
                                   ? programme::v1::THREAD_DIRECTION_DOWNSTREAM
                                   : programme::v1::THREAD_DIRECTION_BOTH));
  const auto thread = session.Ask<programme::v1::GetThreadResponse>(
      "programme", "ProgrammeService/GetThread", request);
  if (!thread.ok()) return Fail(thread.status(), "programme", "", session);
  if (!command.prove.empty()) return ProveThread(*thread, command.prove, session);
  std::cout << (session.settings().json ? ToJson(*thread, JsonLayout::kPretty)
                                        : DrawThread(*thread));
  return kDone;
}

int Run(const PositionsCommand& command, Session& session) {
  const PositionFile file(session.settings().positions_file);
  if (command.forget) {
    const Status status = file.Forget();
    return status.ok() ? kDone : FailUsage(status);
  }
  std::cout << session.settings().positions_file << '\n';
  for (const auto& [log, position] : file.Read()) std::cout << log << '=' << position << '\n';
  return kDone;
}

// The parser asks for a command, so there always is one.
int Run(const std::monostate&, Session&) { return kUsage; }

}  // namespace fivestep::cli
