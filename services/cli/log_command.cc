#include <algorithm>
#include <iostream>
#include <mutex>
#include <thread>

#include "cli/commands.h"
#include "cli/error_text.h"
#include "cli/event_line.h"
#include "fivestep/platform/v1/admin_service.pb.h"
#include "fivestep/platform/v1/audit_service.pb.h"

namespace fivestep::cli {
namespace {

namespace pb = platform::v1;

constexpr char kReadEvents[] = "/fivestep.platform.v1.AuditService/ReadEvents";
// Before a log that is followed is asked again after its service went away.
constexpr std::chrono::seconds kReconnectPause{1};

// Reads one log and prints it. Several readers share standard output.
class LogReader {
 public:
  LogReader(const LogTailCommand& command, std::string log, Session& session, std::mutex& output)
      : command_(command), log_(std::move(log)), session_(session), output_(output) {}

  int Read() {
    Status status = FindStart();
    while (status.ok()) {
      status = ReadOn();
      // A service that restarts goes on where it was; the reader waits for it until it is ended.
      if (!command_.follow || !received_ || !IsNotReached(status)) break;
      Say(log_ + " went away; waiting for it.");
      std::this_thread::sleep_for(kReconnectPause);
      received_ = false;
      status = OkStatus();
      WaitUntilBack();
    }
    if (status.ok()) return kDone;
    const std::lock_guard lock(output_);
    return Fail(status, log_, "", session_);
  }

 private:
  Status FindStart() {
    next_ = command_.from;
    if (next_ > 0) return OkStatus();
    const auto answer =
        session_.Ask<pb::GetStatusResponse>(log_, "AdminService/GetStatus", pb::GetStatusRequest());
    if (!answer.ok()) return answer.status();
    next_ = std::max<int64_t>(1, answer->last_position() - command_.last + 1);
    received_ = true;  // the service was there
    return OkStatus();
  }

  Status ReadOn() {
    pb::ReadEventsRequest request;
    request.set_from_position(next_);
    request.set_follow(command_.follow);
    pb::ReadEventsResponse response;
    return session_.Stream(log_, kReadEvents, request, &response, [&] { Print(response); });
  }

  void Print(const pb::ReadEventsResponse& response) {
    pb::RecordedEvent record;
    const bool readable = record.ParseFromString(response.recorded_event());
    const std::string line = EventLine(log_, record, session_.SchemaOf(log_));
    next_ = response.position() + 1;
    received_ = true;
    if (!readable) Say("Event " + std::to_string(response.position()) + " cannot be read.");
    const std::lock_guard lock(output_);
    std::cout << line << std::endl;
  }

  void WaitUntilBack() {
    while (!received_) {
      const auto answer = session_.Ask<pb::GetStatusResponse>(log_, "AdminService/GetStatus",
                                                              pb::GetStatusRequest());
      received_ = !IsNotReached(answer.status());
      if (!received_) std::this_thread::sleep_for(kReconnectPause);
    }
  }

  void Say(const std::string& text) {
    const std::lock_guard lock(output_);
    std::cerr << text << '\n';
  }

  const LogTailCommand& command_;
  const std::string log_;
  Session& session_;
  std::mutex& output_;
  int64_t next_ = 0;
  bool received_ = false;
};

}  // namespace

int Run(const LogTailCommand& command, Session& session) {
  const std::vector<std::string> logs = ContextsOf(command.context);
  std::mutex output;
  int code = kDone;
  if (!command.follow) {
    for (const std::string& log : logs) {
      code = Worse(code, LogReader(command, log, session, output).Read());
    }
    return code;
  }
  std::vector<int> codes(logs.size(), kDone);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < logs.size(); ++i) {
    threads.emplace_back(
        [&, i] { codes[i] = LogReader(command, logs[i], session, output).Read(); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const int each : codes) code = Worse(code, each);
  return code;
}

}  // namespace fivestep::cli
