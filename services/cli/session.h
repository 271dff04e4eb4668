// Calls to the five services on behalf of one caller: credentials, positions seen, repeats.
#ifndef FIVESTEP_CLI_SESSION_H_
#define FIVESTEP_CLI_SESSION_H_

#include <google/protobuf/message.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "cli/position_file.h"
#include "cli/remote_schema.h"
#include "cli/settings.h"
#include "platform/core/status.h"
#include "platform/rpc/client.h"

namespace fivestep::cli {

// How long one call may take where nobody said otherwise.
inline constexpr std::chrono::seconds kDefaultTimeout{30};
inline constexpr std::chrono::seconds kDefaultUploadTimeout{600};
// A stream that follows a log goes on until it is ended; a year is as good as no end.
inline constexpr std::chrono::hours kDefaultStreamTimeout{365 * 24};

// Whether a call with this outcome is worth repeating unchanged: the service has not heard yet of
// what the request names, or of what the caller has seen.
bool IsNewsOutstanding(const Status& status);

// Thread-safe. Every call of a context's own methods sends what was seen of the other logs; every
// call keeps what its answer says, and is repeated for up to `settings.wait` while
// IsNewsOutstanding. `method` is `/package.Service/Method`.
class Session {
 public:
  // INVALID_ARGUMENT: a file of the settings cannot be read, or a token would travel unprotected.
  static Result<std::unique_ptr<Session>> Open(Settings settings);

  const Settings& settings() const { return settings_; }

  Status Unary(const std::string& context, const std::string& method,
               const google::protobuf::Message& request, google::protobuf::Message* response);

  // As Unary, with what came beside the answer: whether the command had been done before.
  CallOutcome UnaryWithTrailers(const std::string& context, const std::string& method,
                                const google::protobuf::Message& request,
                                google::protobuf::Message* response);

  // `parts` begins the parts anew, for each try.
  using Parts = std::function<Client::NextPart()>;
  Status Upload(const std::string& context, const std::string& method, const Parts& parts,
                google::protobuf::Message* response);

  // Runs `visit` with each message in `message`.
  Status Stream(const std::string& context, const std::string& method,
                const google::protobuf::Message& request, google::protobuf::Message* message,
                const std::function<void()>& visit);

  // One request, one answer. `service_method`, such as `AdminService/GetStatus`, is of the
  // request's own package.
  template <class Response>
  Result<Response> Ask(const std::string& context, const std::string& service_method,
                       const google::protobuf::Message& request) {
    Response response;
    const Status status =
        Unary(context, "/" + request.GetDescriptor()->file()->package() + "." + service_method,
              request, &response);
    if (!status.ok()) return status;
    return response;
  }

  // What `context`'s server says about its services and messages.
  RemoteSchema& SchemaOf(const std::string& context);

 private:
  explicit Session(Settings settings);
  using Try = std::function<CallOutcome(const Client&, const Client::CallOptions&)>;
  struct Target {
    const std::string& context;
    const std::string& method;
    std::chrono::milliseconds timeout;
  };
  CallOutcome Repeat(const Target& target, const Try& call);
  CallOutcome CallOnce(const Target& target, const Try& call);
  void Learn(const Positions& before, const CallOutcome& outcome);
  Result<const Client*> ClientOf(const std::string& context);
  Metadata CallerMetadata() const;

  Settings settings_;
  PositionFile positions_;
  std::string token_;
  std::mutex mutex_;
  bool warned_ = false;
  std::map<std::string, std::unique_ptr<Client>> clients_;
  std::map<std::string, std::unique_ptr<RemoteSchema>> schemas_;
};

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_SESSION_H_
