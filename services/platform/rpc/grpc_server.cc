#include "platform/rpc/grpc_server.h"

#include <absl/synchronization/mutex.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <fstream>
#include <iterator>
#include <utility>

#include "platform/rpc/call.h"

namespace fivestep {
namespace {

// A connection without traffic is asked after a minute whether it still stands, and given up 20
// seconds later: gateways drop idle connections in silence.
constexpr int kKeepaliveMs = 60'000;
constexpr int kKeepaliveTimeoutMs = 20'000;
// Clients may ask as often as this; more is called a flood.
constexpr int kMinPingIntervalMs = 10'000;

Result<std::shared_ptr<grpc::ServerCredentials>> Credentials(const TlsFiles& files) {
  if (files.certificate.empty()) return grpc::InsecureServerCredentials();
  const Result<std::string> certificate = ReadWholeFile(files.certificate);
  if (!certificate.ok()) return certificate.status();
  const Result<std::string> key = ReadWholeFile(files.key);
  if (!key.ok()) return key.status();
  grpc::SslServerCredentialsOptions options;
  options.pem_key_cert_pairs.push_back({*key, *certificate});
  if (!files.client_ca.empty()) {
    const Result<std::string> authority = ReadWholeFile(files.client_ca);
    if (!authority.ok()) return authority.status();
    options.pem_root_certs = *authority;
    options.client_certificate_request = GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY;
  }
  return grpc::SslServerCredentials(options);
}

void SetLimits(grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(kMaxMessageBytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kMaxConcurrentStreams);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                             kMinPingIntervalMs);
  // Two processes on one port would share the calls of one log between them.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
}

}  // namespace

class GrpcServer::Running {
 public:
  std::unique_ptr<grpc::Server> server;
  std::vector<std::string> names;
  int port = 0;
};

GrpcServer::GrpcServer(std::unique_ptr<Running> running) : running_(std::move(running)) {}
GrpcServer::~GrpcServer() { Drain(std::chrono::milliseconds(0)); }

Result<std::unique_ptr<GrpcServer>> GrpcServer::Start(
    const Options& options, const std::vector<DynamicService*>& services) {
  auto credentials = Credentials(options.tls);
  if (!credentials.ok()) return credentials.status();
  // Debian's build of absl looks for cycles among gRPC's locks at every one that is taken.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  auto running = std::make_unique<Running>();
  grpc::ServerBuilder builder;
  SetLimits(builder);
  builder.AddListeningPort(options.listen, *credentials, &running->port);
  for (DynamicService* service : services) builder.RegisterService(service->service());
  running->server = builder.BuildAndStart();
  if (running->server == nullptr || running->port == 0) {
    return Unavailable("The port " + options.listen +
                       " cannot be had: another process may use it, or its certificate and key do "
                       "not fit. Choose another with --grpc-listen.");
  }
  running->names = options.service_names;
  std::unique_ptr<GrpcServer> started(new GrpcServer(std::move(running)));
  started->SetServing(false);
  return Result<std::unique_ptr<GrpcServer>>(std::move(started));
}

int GrpcServer::port() const { return running_->port; }

void GrpcServer::SetServing(bool serving) {
  grpc::HealthCheckServiceInterface* health = running_->server->GetHealthCheckService();
  if (health == nullptr) return;
  health->SetServingStatus(serving);
  for (const std::string& name : running_->names) health->SetServingStatus(name, serving);
  health->SetServingStatus("", serving);
}

void GrpcServer::Drain(std::chrono::milliseconds patience) {
  if (running_->server == nullptr) return;
  running_->server->Shutdown(std::chrono::system_clock::now() + patience);
  running_->server->Wait();
  running_->server.reset();
}

bool IsLoopbackAddress(const std::string& listen) {
  const std::string host = listen.substr(0, listen.rfind(':'));
  return host.starts_with("127.") || host == "localhost" || host == "[::1]" ||
         listen.starts_with("unix:");
}

Result<std::string> ReadWholeFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file || content.empty()) return FailedPrecondition("The file " + path + " cannot be read.");
  return content;
}

}  // namespace fivestep
