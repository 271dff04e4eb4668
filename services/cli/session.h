// Calls to the five services on behalf of one caller: credentials, positions seen, repeats.
#ifndef FIVESTEP_CLI_SESSION_H_
#define FIVESTEP_CLI_SESSION_H_

#include <google/protobuf/message.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "cli/exchange.h"
#include "cli/position_file.h"
#include "cli/remote_schema.h"
#include "cli/settings.h"
#include "platform/core/status.h"

namespace fivestep::cli {

// How long a call that is no stream may take where nobody said otherwise.
inline constexpr std::chrono::seconds kDefaultTimeout{30};
// The same for an upload.
inline constexpr std::chrono::seconds kDefaultUploadTimeout{600};

// Whether a call with this outcome is worth repeating unchanged: the service has not heard yet of
// what the request names, or of what the caller has seen.
bool IsNewsOutstanding(const Status& status);

// Thread-safe.
class Session {
 public:
  // INVALID_ARGUMENT: a file of the settings cannot be read, or a token would travel unprotected.
  static Result<std::unique_ptr<Session>> Open(Settings settings);

  const Settings& settings() const { return settings_; }

  // Calls `method` (`/package.Service/Method`) of `context`'s service. Sends what was seen of the
  // other logs, keeps what the answer says, and repeats the call for up to `settings.wait` while
  // IsNewsOutstanding and nothing was answered yet. `timeout`: of one try, unless the settings name
  // one; empty: no limit.
  Status Call(const std::string& context, const std::string& method, RequestSource& requests,
              const ResponseSink& sink, std::optional<std::chrono::seconds> timeout);

  // One request, one answer. `method` without the package's path: `AdminService/GetStatus` is told
  // by the request's own package.
  template <class Response>
  Result<Response> Ask(const std::string& context, const std::string& service_method,
                       const google::protobuf::Message& request) {
    Response response;
    const Status status = AskMessage(context, service_method, request, response);
    if (!status.ok()) return status;
    return response;
  }

  // What `context`'s server says about its services and messages.
  RemoteSchema& SchemaOf(const std::string& context);

 private:
  explicit Session(Settings settings);
  Status AskMessage(const std::string& context, const std::string& service_method,
                    const google::protobuf::Message& request, google::protobuf::Message& response);
  Status CallOnce(const std::string& context, const ExchangeOptions& options,
                  RequestSource& requests, const ResponseSink& sink);
  std::multimap<std::string, std::string> MetadataFor(const std::string& context,
                                                      const Positions& seen) const;
  void Learn(const Positions& before, const std::multimap<std::string, std::string>& trailers);
  std::shared_ptr<grpc::ChannelInterface> ChannelOf(const std::string& context);

  Settings settings_;
  PositionFile positions_;
  std::string token_;
  std::string ca_certificates_;
  std::mutex mutex_;
  bool warned_ = false;
  std::map<std::string, std::shared_ptr<grpc::ChannelInterface>> channels_;
  std::map<std::string, std::unique_ptr<RemoteSchema>> schemas_;
};

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_SESSION_H_
