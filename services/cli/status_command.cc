#include <algorithm>
#include <iostream>
#include <map>

#include "cli/commands.h"
#include "cli/error_text.h"
#include "cli/json_text.h"
#include "cli/text_table.h"
#include "fivestep/platform/v1/admin_service.pb.h"

namespace fivestep::cli {
namespace {

namespace pb = platform::v1;

using Answers = std::map<std::string, Result<pb::GetStatusResponse>>;

std::string StateOf(const Result<pb::GetStatusResponse>& answer) {
  if (IsNotReached(answer.status())) return "not reached";
  if (ExitCodeOf(answer.status()) == kNotPermitted) return "up";
  if (!answer.ok()) return "failing";
  if (!answer->accepting_commands()) return "reads only";
  return answer->bus_connected() ? "up" : "up, bus away";
}

// Events of other logs that the service has not handled yet, as far as those logs are known here.
std::string Unread(const pb::GetStatusResponse& status, const Answers& answers) {
  int64_t unread = 0;
  for (const pb::FollowedLog& log : status.followed_logs()) {
    const auto source = answers.find(log.log());
    if (source == answers.end() || !source->second.ok()) continue;
    unread += std::max<int64_t>(0, source->second->last_position() - log.position());
  }
  return std::to_string(unread);
}

int64_t ParkedCount(const pb::GetStatusResponse& status) {
  int64_t count = 0;
  for (const pb::FollowedLog& log : status.followed_logs()) count += log.parked_count();
  return count;
}

std::vector<std::string> Row(const std::string& context,
                             const Result<pb::GetStatusResponse>& answer, const Answers& answers) {
  if (!answer.ok()) return {context, StateOf(answer)};
  return {context,
          StateOf(answer),
          std::to_string(answer->last_position()),
          std::to_string(answer->last_position() - answer->published_position()),
          Unread(*answer, answers),
          std::to_string(ParkedCount(*answer)),
          std::to_string(answer->queued_command_count()),
          SizeText(answer->free_disk_bytes()),
          TimeText(answer->start_time()),
          answer->version()};
}

std::string Troubles(const std::string& context, const pb::GetStatusResponse& status) {
  std::string text;
  const auto add = [&](const std::string& what, const std::string& why) {
    if (!why.empty()) text += context + ": " + what + ": " + why + "\n";
  };
  add("takes no commands", status.not_accepting_reason());
  if (status.publication_halted_reason() != status.restore_state()) {
    add("does not publish", status.publication_halted_reason());
  }
  for (const pb::FollowedLog& log : status.followed_logs()) {
    add("does not read " + log.log(), log.halted_reason());
  }
  add("does not hand over", status.restricted_stream_error());
  for (const pb::WaitingErrand& errand : status.waiting_errands()) {
    add("waits for " + errand.key(), errand.error());
  }
  return text;
}

void PrintTable(const std::vector<std::string>& contexts, const Answers& answers) {
  std::vector<std::vector<std::string>> rows = {{"SERVICE", "STATE", "EVENTS", "UNPUBLISHED",
                                                 "UNREAD", "PARKED", "QUEUED", "FREE DISK", "SINCE",
                                                 "VERSION"}};
  std::string troubles;
  for (const std::string& context : contexts) {
    const Result<pb::GetStatusResponse>& answer = answers.at(context);
    rows.push_back(Row(context, answer, answers));
    if (answer.ok()) troubles += Troubles(context, *answer);
  }
  std::cout << TextTable(rows) << troubles;
}

}  // namespace

int Run(const StatusCommand& command, Session& session) {
  const std::vector<std::string> contexts = ContextsOf(command.context);
  Answers answers;
  int code = kDone;
  for (const std::string& context : contexts) {
    auto answer = session.Ask<pb::GetStatusResponse>(context, "AdminService/GetStatus",
                                                     pb::GetStatusRequest());
    if (answer.ok() && session.settings().json) {
      std::cout << ToJson(*answer, JsonLayout::kLine) << '\n';
    }
    if (!answer.ok()) code = Worse(code, Fail(answer.status(), context, "", session));
    answers.emplace(context, std::move(answer));
  }
  if (!session.settings().json) PrintTable(contexts, answers);
  return code;
}

}  // namespace fivestep::cli
