#include "crash/command_stream.h"

#include <gtest/gtest.h>

#include <chrono>

namespace fivestep::testing {
namespace {

// Between two commands of one client, in the middle: enough for a kill to meet several at work, and
// little enough for five services on two processors to keep up with.
constexpr uint64_t kMaxPauseMillis = 10;
// After a refused connection: the service is being started again.
constexpr std::chrono::milliseconds kPauseWhenAway{20};

// The world failed: the command may have been recorded or not.
bool IsUnknown(const Status& status) {
  return status.code() == Code::kUnavailable || status.code() == Code::kDeadlineExceeded;
}

}  // namespace

std::string ThemeName(const SentCommand& command) {
  return std::string(kCrashProgramme) + "/themes/" + command.theme_id;
}

Called SendAgreeTheme(const Stack& stack, const SentCommand& command) {
  const std::string json = R"({"parent": ")" + std::string(kCrashProgramme) +
                           R"(", "theme_id": ")" + command.theme_id + R"(", "request_id": ")" +
                           command.request_id +
                           R"(", "title": "Help is out of reach",
      "definition": "Help exists, but people cannot get to it.",
      "endorsements": [{"voice": "ENDORSING_VOICE_COMMUNITY", "role": "lived-experience lead"},
                       {"voice": "ENDORSING_VOICE_CLINICAL", "role": "lead midwife"}]})";
  Called called = Call(stack, "engagement", "AgreeTheme", json, {.role = "engagement-lead"});
  EXPECT_TRUE(called.status.ok() || IsUnknown(called.status))
      << command.theme_id << ": " << Describe(called.status);
  return called;
}

CommandStream::CommandStream(const Stack& stack, int client_count, Chance& chance)
    : stack_(stack), clients_(static_cast<size_t>(client_count)) {
  for (int i = 0; i < client_count; ++i) {
    ClientThread& client = clients_[static_cast<size_t>(i)];
    client.thread =
        std::thread([this, i, &client, own = chance.Fork()] { Send(i, own, client.sent); });
  }
}

CommandStream::~CommandStream() { Stop(); }

std::vector<SentCommand> CommandStream::Finish() {
  Stop();
  std::vector<SentCommand> all;
  for (const ClientThread& client : clients_) {
    all.insert(all.end(), client.sent.begin(), client.sent.end());
  }
  return all;
}

void CommandStream::Send(int number, Chance chance, std::vector<SentCommand>& sent) {
  while (!stopping_) {
    const std::string id = "c" + std::to_string(number) + "-" + std::to_string(sent.size());
    SentCommand command{.theme_id = id, .request_id = "agree-" + id};
    const Called called = SendAgreeTheme(stack_, command);
    command.acknowledged = called.status.ok();
    if (!command.acknowledged) command.last_error = Describe(called.status);
    sent.push_back(command);
    std::this_thread::sleep_for(command.acknowledged
                                    ? std::chrono::milliseconds(chance.Below(kMaxPauseMillis))
                                    : kPauseWhenAway);
  }
}

void CommandStream::Stop() {
  stopping_ = true;
  for (ClientThread& client : clients_) {
    if (client.thread.joinable()) client.thread.join();
  }
}

}  // namespace fivestep::testing
