#include "platform/rpc/client.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/credentials.h>

#include <utility>

#include "platform/rpc/error_details.h"
#include "platform/rpc/grpc_server.h"
#include "platform/rpc/wire.h"

namespace fivestep {
namespace {

// Details and trailers may together be more than the 8 KiB that gRPC takes by default.
constexpr int kMaxMetadataBytes = 64 << 10;
constexpr int kMaxAnswerBytes = 64 << 20;
constexpr int kKeepaliveMs = 30'000;
// A service that was away is called again this soon at the latest; gRPC itself would wait up to two
// minutes, long after the service is back.
constexpr int kMaxReconnectMs = 2'000;

void Prepare(const Client::Options& options, const Client::CallOptions& call,
             grpc::ClientContext& context) {
  for (const auto& [key, value] : options.metadata) context.AddMetadata(key, value);
  for (const auto& [key, value] : call.metadata) context.AddMetadata(key, value);
  if (!options.token.empty()) context.AddMetadata(kAuthorizationKey, "Bearer " + options.token);
  context.set_deadline(std::chrono::system_clock::now() + call.deadline);
}

CallOutcome OutcomeOf(const grpc::Status& status, const grpc::ClientContext& context) {
  CallOutcome outcome{FromGrpcStatus(status), {}};
  for (const auto& [key, value] : context.GetServerTrailingMetadata()) {
    const std::string name(key.data(), key.size());
    if (!name.starts_with("fivestep-")) continue;
    outcome.trailers.emplace_back(name, std::string(value.data(), value.size()));
  }
  return outcome;
}

Status Unreadable() {
  return Internal(
      "The answer is not the message that was expected: are the protos of one version?");
}

// One streaming call on a completion queue of its own, driven step by step.
class Stepper {
 public:
  Stepper(grpc::Channel* channel, grpc::ClientContext* context, const std::string& method)
      : stub_(std::shared_ptr<grpc::Channel>(channel, [](grpc::Channel*) {})),
        call_(stub_.PrepareCall(context, method, &queue_)) {}
  ~Stepper() {
    queue_.Shutdown();
    void* tag = nullptr;
    bool ok = false;
    while (queue_.Next(&tag, &ok)) {
    }
  }

  bool Start() {
    call_->StartCall(this);
    return Done();
  }
  bool Write(const google::protobuf::Message& message) {
    grpc::ByteBuffer buffer;
    if (!WriteMessage(message, &buffer)) return false;
    call_->Write(buffer, this);
    return Done();
  }
  bool EndWrites() {
    call_->WritesDone(this);
    return Done();
  }
  bool Read(grpc::ByteBuffer* buffer) {
    call_->Read(buffer, this);
    return Done();
  }
  grpc::Status Finish() {
    grpc::Status status;
    call_->Finish(&status, this);
    Done();
    return status;
  }

 private:
  bool Done() {
    void* tag = nullptr;
    bool ok = false;
    return queue_.Next(&tag, &ok) && ok;
  }
  grpc::CompletionQueue queue_;
  grpc::GenericStub stub_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> call_;
};

Result<std::shared_ptr<grpc::ChannelCredentials>> Credentials(const Client::Options& options) {
  if (!options.tls) return grpc::InsecureChannelCredentials();
  grpc::SslCredentialsOptions ssl;
  const auto read = [](const std::string& path, std::string& content) -> Status {
    if (path.empty()) return OkStatus();
    Result<std::string> file = ReadWholeFile(path);
    if (file.ok()) content = std::move(*file);
    return file.status();
  };
  FIVESTEP_RETURN_IF_ERROR(read(options.ca_file, ssl.pem_root_certs));
  FIVESTEP_RETURN_IF_ERROR(read(options.certificate_file, ssl.pem_cert_chain));
  FIVESTEP_RETURN_IF_ERROR(read(options.key_file, ssl.pem_private_key));
  return grpc::SslCredentials(ssl);
}

}  // namespace

std::string CallOutcome::Get(const std::string& key) const {
  for (const auto& [name, value] : trailers) {
    if (name == key) return value;
  }
  return {};
}

Client::Client(Options options, std::shared_ptr<grpc::Channel> channel)
    : options_(std::move(options)), channel_(std::move(channel)) {}
Client::~Client() = default;

Result<std::unique_ptr<Client>> Client::Open(Options options) {
  auto credentials = Credentials(options);
  if (!credentials.ok()) return credentials.status();
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_MAX_METADATA_SIZE, kMaxMetadataBytes);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kMaxReconnectMs);
  arguments.SetMaxReceiveMessageSize(kMaxAnswerBytes);
  auto channel = grpc::CreateCustomChannel(options.target, *credentials, arguments);
  return std::unique_ptr<Client>(new Client(std::move(options), std::move(channel)));
}

CallOutcome Client::Unary(const std::string& method, const google::protobuf::Message& request,
                          google::protobuf::Message* response) const {
  return Unary(method, request, response, CallOptions{});
}

CallOutcome Client::Unary(const std::string& method, const google::protobuf::Message& request,
                          google::protobuf::Message* response, const CallOptions& call) const {
  grpc::ClientContext context;
  Prepare(options_, call, context);
  grpc::ByteBuffer sent;
  if (!WriteMessage(request, &sent)) return {Internal("The request could not be written."), {}};
  grpc::GenericStub stub(channel_);
  grpc::CompletionQueue queue;
  auto reader = stub.PrepareUnaryCall(&context, method, sent, &queue);
  reader->StartCall();
  grpc::ByteBuffer received;
  grpc::Status status;
  reader->Finish(&received, &status, &context);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  queue.Shutdown();
  while (queue.Next(&tag, &ok)) {
  }
  CallOutcome outcome = OutcomeOf(status, context);
  if (outcome.status.ok() && !ReadMessage(received, response)) outcome.status = Unreadable();
  return outcome;
}

CallOutcome Client::Upload(const std::string& method, const NextPart& next,
                           google::protobuf::Message* response, const CallOptions& call) const {
  grpc::ClientContext context;
  Prepare(options_, call, context);
  Stepper stepper(channel_.get(), &context, method);
  bool writing = stepper.Start();
  while (writing) {
    const std::unique_ptr<google::protobuf::Message> part = next();
    if (part == nullptr) break;
    // A refused write means that the server has ended the call; Finish says why.
    writing = stepper.Write(*part);
  }
  if (writing) stepper.EndWrites();
  grpc::ByteBuffer received;
  const bool answered = stepper.Read(&received);
  CallOutcome outcome = OutcomeOf(stepper.Finish(), context);
  const bool readable = answered && ReadMessage(received, response);
  if (outcome.status.ok() && !readable) outcome.status = Unreadable();
  return outcome;
}

CallOutcome Client::Stream(const std::string& method, const google::protobuf::Message& request,
                           google::protobuf::Message* message, const std::function<bool()>& visit,
                           const CallOptions& call) const {
  grpc::ClientContext context;
  Prepare(options_, call, context);
  Stepper stepper(channel_.get(), &context, method);
  bool reading = stepper.Start() && stepper.Write(request) && stepper.EndWrites();
  bool ended_here = false;
  Status unreadable;
  while (reading) {
    grpc::ByteBuffer buffer;
    reading = stepper.Read(&buffer);
    if (!reading) break;
    if (!ReadMessage(buffer, message)) unreadable = Unreadable();
    ended_here = !unreadable.ok() || !visit();
    if (!ended_here) continue;
    context.TryCancel();
    break;
  }
  CallOutcome outcome = OutcomeOf(stepper.Finish(), context);
  if (ended_here) outcome.status = unreadable;
  return outcome;
}

std::string PathOf(const google::protobuf::MethodDescriptor* method) {
  return "/" + method->service()->full_name() + "/" + method->name();
}

}  // namespace fivestep
