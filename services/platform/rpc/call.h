// What a handler sees of a call, free of gRPC's own types.
#ifndef FIVESTEP_PLATFORM_RPC_CALL_H_
#define FIVESTEP_PLATFORM_RPC_CALL_H_

#include <google/protobuf/message.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/core/status.h"

namespace fivestep {

// Metadata keys of this platform.
inline constexpr char kActorKey[] = "fivestep-actor";
inline constexpr char kOrganisationKey[] = "fivestep-organisation";
inline constexpr char kRolesKey[] = "fivestep-roles";
inline constexpr char kPermissionsKey[] = "fivestep-permissions";
inline constexpr char kReasonKey[] = "fivestep-reason";
inline constexpr char kCorrelationKey[] = "fivestep-correlation";
inline constexpr char kAfterKey[] = "fivestep-after";
inline constexpr char kPositionKey[] = "fivestep-position";
inline constexpr char kRepeatedKey[] = "fivestep-repeated";
inline constexpr char kAuthorizationKey[] = "authorization";

// A caller that names no deadline waits this long: a call without an end would hold its place in
// the queue for ever.
inline constexpr std::chrono::seconds kDefaultDeadline{30};
// The largest request message, gRPC's own default.
inline constexpr int kMaxMessageBytes = 4 << 20;

using Metadata = std::vector<std::pair<std::string, std::string>>;

// A call before its message is looked at. A plain value.
struct CallInfo {
  std::string method;  // `/fivestep.engagement.v1.EngagementService/PlanActivity`
  Metadata metadata;   // `fivestep-*` and `authorization`
  std::string peer;    // gRPC's name of the other side, `ipv4:127.0.0.1:…`
  std::chrono::steady_clock::time_point start;
  std::chrono::steady_clock::time_point deadline;
  bool deadline_given = false;  // by the caller, not by us

  // The value under `key`, or empty.
  std::string Get(std::string_view key) const {
    for (const auto& [name, value] : metadata) {
      if (name == key) return value;
    }
    return {};
  }
};

// How a call ends. `message` is set when `status` is OK.
struct Answer {
  Status status;
  std::unique_ptr<google::protobuf::Message> message;
  Metadata trailers;
};
// Ends the call. To be run exactly once, from any thread.
using Answering = std::function<void(Answer)>;

// One request and the bytes it came in.
struct UnaryRequest {
  CallInfo info;
  std::unique_ptr<google::protobuf::Message> message;
  std::string bytes;
};
// Runs on a thread of gRPC and must not block.
using UnaryHandler = std::function<void(UnaryRequest, Answering)>;

// Where the messages of a server-streaming call come from.
class StreamSource {
 public:
  // A message; or null, and the status that ends the call.
  using Next = std::function<void(std::unique_ptr<google::protobuf::Message>, Status)>;

  virtual ~StreamSource() = default;
  // Asks for one message. `next` is run exactly once, from any thread. Asked again only when the
  // message before has been taken by the transport: a slow reader slows the source.
  virtual void Ask(Next next) = 0;
  // Nobody wants more: a `next` that is still owed is run soon. Thread-safe, may come at any time.
  virtual void Cancel() = 0;
};
// Begins the answer, or refuses it. Run exactly once, from any thread.
using StreamOpening = std::function<void(Result<std::unique_ptr<StreamSource>>, Metadata trailers)>;
using StreamHandler = std::function<void(UnaryRequest, StreamOpening)>;

// What takes the messages of a client-streaming call.
class PartReceiver {
 public:
  virtual ~PartReceiver() = default;
  // One message. The following one is read when `next` is run with OK; any other status ends the
  // call. From any thread.
  virtual void Receive(std::unique_ptr<google::protobuf::Message> part, size_t bytes,
                       std::function<void(Status)> next) = 0;
  // There are no more.
  virtual void Finish(Answering done) = 0;
  // What the call's trailers say in any case.
  virtual Metadata trailers() const = 0;
};
using PartHandler = std::function<std::unique_ptr<PartReceiver>(CallInfo)>;

// What an observer hears of a call that ended. Lives as long as the observer runs.
struct EndedCall {
  const std::string& method;
  std::chrono::steady_clock::time_point start;
  const Status& status;
  const Metadata& trailers;
};
// Told of every call that ended, on any thread.
using CallObserver = std::function<void(const EndedCall& call)>;

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_CALL_H_
