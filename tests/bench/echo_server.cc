// The peer: the least that a gRPC server can do with the same calls. It parses each request, makes
// the answer out of it and serialises that, on the same callback API as our services; it checks
// nothing and keeps nothing.
#include <absl/synchronization/mutex.h>
#include <grpcpp/impl/rpc_service_method.h>
#include <grpcpp/impl/service_type.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <grpcpp/support/server_callback.h>
#include <signal.h>

#include <cstdio>

#include "bench/requests.h"
#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "platform/rpc/wire.h"

// The callback handlers moved between gRPC releases and are always included through this one.
#include <grpcpp/impl/codegen/server_callback_handlers.h>

namespace fivestep::bench {
namespace {

namespace engagement = fivestep::engagement::v1;
using grpc::ByteBuffer;

void Answer(const engagement::AgreeThemeRequest& request, engagement::Theme& theme) {
  theme.set_name(request.parent() + "/themes/" + request.request_id());
  theme.set_etag("1");
  theme.set_programme(request.parent());
  theme.set_state(engagement::Theme::STATE_AGREED);
  theme.set_title(request.title());
  theme.set_definition(request.definition());
  *theme.mutable_endorsements() = request.endorsements();
}

void Answer(const engagement::RecordContributionsRequest& request,
            engagement::RecordContributionsResponse& response) {
  for (int i = 0; i < request.contributions_size(); ++i) {
    response.add_contributions(request.activity() + "/" + request.request_id());
  }
}

// As a generated service does with a method marked `raw callback`.
class EchoService : public grpc::Service {
 public:
  EchoService() {
    Add<engagement::AgreeThemeRequest, engagement::Theme>(kAgreeTheme);
    Add<engagement::RecordContributionsRequest, engagement::RecordContributionsResponse>(
        kRecordContributions);
  }

 private:
  template <class Request, class Response>
  void Add(const char* path) {
    AddMethod(
        new grpc::internal::RpcServiceMethod(path, grpc::internal::RpcMethod::NORMAL_RPC, nullptr));
    MarkMethodRawCallback(
        method_count_++,
        new grpc::internal::CallbackUnaryHandler<ByteBuffer, ByteBuffer>(
            [](grpc::CallbackServerContext* context, const ByteBuffer* in, ByteBuffer* out) {
              Request request;
              Response response;
              const bool read = ReadMessage(*in, &request);
              if (read) Answer(request, response);
              const bool written = read && WriteMessage(response, out);
              grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
              reactor->Finish(written ? grpc::Status::OK
                                      : grpc::Status(grpc::StatusCode::INTERNAL, "unreadable"));
              return reactor;
            }));
  }
  int method_count_ = 0;
};

int Serve() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  // As our services do: what one side is spared, the other is.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  EchoService service;
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) return 1;
  std::printf("echo is ready: grpc 127.0.0.1:%d\n", port);
  std::fflush(stdout);
  int signal = 0;
  sigwait(&signals, &signal);
  server->Shutdown(std::chrono::system_clock::now());
  return 0;
}

}  // namespace
}  // namespace fivestep::bench

int main() { return fivestep::bench::Serve(); }
