#include "system/observe.h"

#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>
#include <thread>

#include "fivestep/platform/v1/audit_service.pb.h"
#include "platform/bus/stream_reader.h"
#include "platform/bus/subjects.h"
#include "system/calls.h"

namespace fivestep::testing {
namespace {

constexpr std::chrono::milliseconds kPoll{10};
// After the last message: long enough for one that should not be there.
constexpr std::chrono::milliseconds kQuiet{300};
constexpr std::chrono::seconds kStreamPatience{10};

// Published to the end, and the followed logs handled up to `last`.
bool IsUpToDate(const platform::v1::GetStatusResponse& status,
                const std::map<std::string, int64_t>& last) {
  if (status.published_position() != last.at(status.context())) return false;
  for (const auto& followed : status.followed_logs()) {
    if (followed.position() != last.at(followed.log())) return false;
  }
  return true;
}

// The next message, or none within `limit`: the reader returns before that when the server asks how
// far it has read.
std::optional<StreamMessage> NextWithin(StreamReader& reader, std::chrono::milliseconds limit) {
  const auto until = std::chrono::steady_clock::now() + limit;
  while (std::chrono::steady_clock::now() < until) {
    auto message = reader.Next(kPoll);
    if (!message.ok()) throw std::runtime_error(Describe(message.status()));
    if (message->has_value()) return std::move(*message);
  }
  return std::nullopt;
}

}  // namespace

bool Eventually(const std::function<bool()>& condition, std::chrono::milliseconds limit) {
  const auto until = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (std::chrono::steady_clock::now() >= until) return false;
    std::this_thread::sleep_for(kPoll);
  }
  return true;
}

platform::v1::GetStatusResponse StatusOf(const Stack& stack, const std::string& context) {
  const Called called = Call(stack, context, "GetStatus", "{}", {.role = "administrator"});
  if (!called.status.ok()) throw std::runtime_error(context + ": " + Describe(called.status));
  return static_cast<const platform::v1::GetStatusResponse&>(*called.answer);
}

std::map<std::string, int64_t> LastPositions(const Stack& stack) {
  std::map<std::string, int64_t> last;
  for (const char* context : kContexts) last[context] = StatusOf(stack, context).last_position();
  return last;
}

bool Settled(const Stack& stack) {
  return Eventually([&] {
    const std::map<std::string, int64_t> before = LastPositions(stack);
    for (const char* context : kContexts) {
      if (!IsUpToDate(StatusOf(stack, context), before)) return false;
    }
    // Nobody has reacted meanwhile.
    return LastPositions(stack) == before;
  });
}

std::vector<std::string> ReadLog(const Stack& stack, const std::string& context) {
  platform::v1::ReadEventsRequest request;
  request.set_from_position(1);
  platform::v1::ReadEventsResponse event;
  Client::CallOptions options;
  options.metadata = MetadataOf({.role = "auditor"});
  std::vector<std::string> log;
  const CallOutcome outcome = stack.client(context).Stream(
      "/fivestep.platform.v1.AuditService/ReadEvents", request, &event,
      [&] {
        log.push_back(event.recorded_event());
        return event.position() == static_cast<int64_t>(log.size());
      },
      options);
  if (!outcome.status.ok()) throw std::runtime_error(context + ": " + Describe(outcome.status));
  return log;
}

std::vector<platform::v1::RecordedEvent> ReadEvents(const Stack& stack,
                                                    const std::string& context) {
  std::vector<platform::v1::RecordedEvent> events;
  for (const std::string& bytes : ReadLog(stack, context)) {
    if (!events.emplace_back().ParseFromString(bytes)) {
      throw std::runtime_error(context + ": an event cannot be read");
    }
  }
  return events;
}

std::map<std::string, std::map<std::string, int>> CountAllTypes(const Stack& stack) {
  std::map<std::string, std::map<std::string, int>> counts;
  for (const char* context : kContexts) {
    for (const auto& event : ReadEvents(stack, context)) ++counts[context][event.type()];
  }
  return counts;
}

StreamCopy ReadStream(Stack& stack, const std::string& context, size_t expected) {
  ConnectionOptions options;
  options.urls = {stack.nats().url()};
  options.name = "system test";
  StreamCopy copy;
  auto reader = StreamReader::Open(options, EventStreamName(kDeployment, context), 1);
  if (!reader.ok()) throw std::runtime_error(context + ": " + Describe(reader.status()));
  while (true) {
    const bool more = copy.bodies.size() < expected;
    auto message = NextWithin(**reader, more ? kStreamPatience : kQuiet);
    if (!message) return copy;
    copy.sequences.push_back(message->sequence);
    copy.bodies.push_back(std::move(message->bytes));
  }
}

void ExpectStreamEqualsLog(Stack& stack, const std::string& context) {
  const std::vector<std::string> log = ReadLog(stack, context);
  const StreamCopy stream = ReadStream(stack, context, log.size());
  EXPECT_EQ(stream.bodies.size(), log.size()) << context;
  for (size_t i = 0; i < std::min(log.size(), stream.bodies.size()); ++i) {
    platform::v1::RecordedEvent event;
    ASSERT_TRUE(event.ParseFromString(log[i])) << context << " at " << i + 1;
    EXPECT_EQ(event.position(), static_cast<int64_t>(i + 1)) << context;
    EXPECT_EQ(stream.sequences[i], event.position()) << context;
    EXPECT_TRUE(stream.bodies[i] == log[i]) << context << " at " << i + 1 << ": " << event.type();
  }
}

void ExpectStreamsEqualLogs(Stack& stack) {
  for (const char* context : kContexts) ExpectStreamEqualsLog(stack, context);
}

}  // namespace fivestep::testing
