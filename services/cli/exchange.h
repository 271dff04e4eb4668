// One gRPC call of any method, of any kind of streaming, in serialised messages.
#ifndef FIVESTEP_CLI_EXCHANGE_H_
#define FIVESTEP_CLI_EXCHANGE_H_

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/core/status.h"

namespace grpc {
class ChannelInterface;
}  // namespace grpc

namespace fivestep::cli {

// The largest message that is taken or given, the services' own limit.
inline constexpr int kMaxCallMessageBytes = 4 << 20;

// Where the messages of a call come from. A call that is repeated asks for them again.
class RequestSource {
 public:
  virtual ~RequestSource() = default;
  // Back to the first message.
  virtual Status Restart() = 0;
  // The next message; empty after the last one. A failed Status ends the call with it.
  virtual Result<std::optional<std::string>> Next() = 0;
};

// Messages that are all there.
class ListedRequests : public RequestSource {
 public:
  explicit ListedRequests(std::vector<std::string> messages) : messages_(std::move(messages)) {}
  Status Restart() override;
  Result<std::optional<std::string>> Next() override;

 private:
  std::vector<std::string> messages_;
  size_t next_ = 0;
};

// Takes one answer. A failed Status ends the call with it.
using ResponseSink = std::function<Status(std::string_view)>;

struct ExchangeOptions {
  std::string method;  // `/package.Service/Method`
  std::multimap<std::string, std::string> metadata;
  std::optional<std::chrono::seconds> timeout;
};

// Sends everything that `requests` gives, then hands every answer to `sink`; `trailers` gets the
// metadata at the end, also of a failed call. The Status has the facts of the error details.
Status Exchange(const std::shared_ptr<grpc::ChannelInterface>& channel,
                const ExchangeOptions& options, RequestSource& requests, const ResponseSink& sink,
                std::multimap<std::string, std::string>* trailers);

// A channel to `address`, with TLS where `ca_certificates` (PEM) is not empty.
std::shared_ptr<grpc::ChannelInterface> OpenChannel(const std::string& address,
                                                    const std::string& ca_certificates);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_EXCHANGE_H_
