// What can be seen of a running stack from outside: its logs, its streams, how far it has read.
#ifndef FIVESTEP_TESTS_SYSTEM_OBSERVE_H_
#define FIVESTEP_TESTS_SYSTEM_OBSERVE_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "fivestep/platform/v1/admin_service.pb.h"
#include "fivestep/platform/v1/record.pb.h"
#include "system/stack.h"

namespace fivestep::testing {

// Polls until `condition` holds, at most `limit`. Returns whether it did.
bool Eventually(const std::function<bool()>& condition,
                std::chrono::milliseconds limit = std::chrono::seconds(30));

// `AdminService.GetStatus`; throws std::runtime_error when the service does not answer.
platform::v1::GetStatusResponse StatusOf(const Stack& stack, const std::string& context);
// Last position of each log.
std::map<std::string, int64_t> LastPositions(const Stack& stack);

// Waits until every event is published and every service has handled every event that it follows,
// reactions to reactions included. Returns whether that came about.
bool Settled(const Stack& stack);

// The bytes of every event of the log, in order, as `AuditService.ReadEvents` gives them.
std::vector<std::string> ReadLog(const Stack& stack, const std::string& context);
std::vector<platform::v1::RecordedEvent> ReadEvents(const Stack& stack, const std::string& context);
// How many events of each type each log holds.
std::map<std::string, std::map<std::string, int>> CountAllTypes(const Stack& stack);

// What the stream of the context holds.
struct StreamCopy {
  std::vector<int64_t> sequences;
  std::vector<std::string> bodies;
};
StreamCopy ReadStream(Stack& stack, const std::string& context, size_t expected);

// The context's stream holds the log's events, byte for byte, sequence = position, without gap and
// without more. Reports what differs as failures of the running test.
void ExpectStreamEqualsLog(Stack& stack, const std::string& context);
void ExpectStreamsEqualLogs(Stack& stack);

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_SYSTEM_OBSERVE_H_
