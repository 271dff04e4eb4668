// Calling any method of any service by its descriptor or its name: for the CLI, for peers and for
// tests.
#ifndef FIVESTEP_PLATFORM_RPC_CLIENT_H_
#define FIVESTEP_PLATFORM_RPC_CLIENT_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "platform/core/status.h"
#include "platform/rpc/call.h"

namespace grpc {
class Channel;
}  // namespace grpc

namespace fivestep {

// What a call gave beside its message.
struct CallOutcome {
  Status status;
  Metadata trailers;  // `fivestep-position`, `fivestep-correlation`, `fivestep-repeated`

  // The value under `key`, or empty.
  std::string Get(const std::string& key) const;
};

// A connection to one service. Thread-safe. Calls block.
class Client {
 public:
  struct Options {
    std::string target;  // `host:port`
    bool tls = false;
    std::string ca_file;           // authorities to trust with TLS; empty: those of the system
    std::string certificate_file;  // this client's own, where the server asks for one
    std::string key_file;
    std::string token;  // sent as `authorization: Bearer …` when not empty
    Metadata metadata;  // sent with every call
  };
  struct CallOptions {
    Metadata metadata;
    std::chrono::milliseconds deadline{30'000};
  };

  // FAILED_PRECONDITION when a file cannot be read. Does not wait for the server.
  static Result<std::unique_ptr<Client>> Open(Options options);
  ~Client();

  // `method` is the full one, `/fivestep.engagement.v1.EngagementService/PlanActivity`.
  CallOutcome Unary(const std::string& method, const google::protobuf::Message& request,
                    google::protobuf::Message* response, const CallOptions& call) const;
  CallOutcome Unary(const std::string& method, const google::protobuf::Message& request,
                    google::protobuf::Message* response) const;

  // Sends the messages that `next` gives, until it gives null, and reads one answer.
  using NextPart = std::function<std::unique_ptr<google::protobuf::Message>()>;
  CallOutcome Upload(const std::string& method, const NextPart& next,
                     google::protobuf::Message* response, const CallOptions& call) const;

  // Hands each message of the answer to `visit`, which parses into `message` (its own, reused),
  // until it returns false: that ends the call, OK.
  CallOutcome Stream(const std::string& method, const google::protobuf::Message& request,
                     google::protobuf::Message* message, const std::function<bool()>& visit,
                     const CallOptions& call) const;

  // For what this class does not offer, for example reflection.
  std::shared_ptr<grpc::Channel> channel() const { return channel_; }

 private:
  Client(Options options, std::shared_ptr<grpc::Channel> channel);
  const Options options_;
  const std::shared_ptr<grpc::Channel> channel_;
};

// `/package.Service/Method`.
std::string PathOf(const google::protobuf::MethodDescriptor* method);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_CLIENT_H_
