#include "cli/exchange.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

#include "platform/rpc/error_details.h"
#include "platform/rpc/wire.h"

namespace fivestep::cli {
namespace {

// One call in steps that wait for one another: a program that a person waits for needs no more.
class SteppedCall {
 public:
  SteppedCall(const std::shared_ptr<grpc::ChannelInterface>& channel,
              const ExchangeOptions& options)
      : stub_(channel) {
    for (const auto& [key, value] : options.metadata) context_.AddMetadata(key, value);
    if (options.timeout) {
      context_.set_deadline(std::chrono::system_clock::now() + *options.timeout);
    }
    stream_ = stub_.PrepareCall(&context_, options.method, &queue_);
  }
  ~SteppedCall() {
    queue_.Shutdown();
    void* tag = nullptr;
    bool ok = false;
    while (queue_.Next(&tag, &ok)) {
    }
  }

  bool Start() {
    stream_->StartCall(nullptr);
    return Wait();
  }
  bool Write(const std::string& message) {
    const grpc::Slice slice(message);
    stream_->Write(grpc::ByteBuffer(&slice, 1), nullptr);
    return Wait();
  }
  bool WritesDone() {
    stream_->WritesDone(nullptr);
    return Wait();
  }
  bool Read(std::string& message) {
    grpc::ByteBuffer buffer;
    stream_->Read(&buffer, nullptr);
    if (!Wait()) return false;
    message = BytesOf(buffer);
    return true;
  }
  void Cancel() { context_.TryCancel(); }
  Status Finish() {
    grpc::Status status;
    stream_->Finish(&status, nullptr);
    Wait();
    return FromGrpcStatus(status);
  }
  std::multimap<std::string, std::string> Trailers() const {
    std::multimap<std::string, std::string> trailers;
    for (const auto& [key, value] : context_.GetServerTrailingMetadata()) {
      trailers.emplace(std::string(key.data(), key.size()),
                       std::string(value.data(), value.size()));
    }
    return trailers;
  }

 private:
  bool Wait() {
    void* tag = nullptr;
    bool ok = false;
    return queue_.Next(&tag, &ok) && ok;
  }

  grpc::GenericStub stub_;
  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> stream_;
};

// A failed write says only that the call has ended; why, Finish tells.
Status Send(SteppedCall& call, RequestSource& requests) {
  FIVESTEP_RETURN_IF_ERROR(requests.Restart());
  while (true) {
    Result<std::optional<std::string>> message = requests.Next();
    if (!message.ok()) return message.status();
    if (!message->has_value() || !call.Write(**message)) break;
  }
  call.WritesDone();
  return OkStatus();
}

Status Receive(SteppedCall& call, const ResponseSink& sink) {
  std::string message;
  while (call.Read(message)) FIVESTEP_RETURN_IF_ERROR(sink(message));
  return OkStatus();
}

}  // namespace

Status ListedRequests::Restart() {
  next_ = 0;
  return OkStatus();
}

Result<std::optional<std::string>> ListedRequests::Next() {
  if (next_ == messages_.size()) return std::optional<std::string>();
  return std::optional<std::string>(messages_[next_++]);
}

Status Exchange(const std::shared_ptr<grpc::ChannelInterface>& channel,
                const ExchangeOptions& options, RequestSource& requests, const ResponseSink& sink,
                std::multimap<std::string, std::string>* trailers) {
  SteppedCall call(channel, options);
  Status own = OkStatus();
  if (call.Start()) {
    own = Send(call, requests);
    if (own.ok()) own = Receive(call, sink);
    if (!own.ok()) call.Cancel();
  }
  const Status answered = call.Finish();
  if (trailers != nullptr) *trailers = call.Trailers();
  return own.ok() ? answered : own;
}

std::shared_ptr<grpc::ChannelInterface> OpenChannel(const std::string& address,
                                                    const std::string& ca_certificates) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxCallMessageBytes);
  arguments.SetMaxSendMessageSize(kMaxCallMessageBytes);
  std::shared_ptr<grpc::ChannelCredentials> credentials = grpc::InsecureChannelCredentials();
  if (!ca_certificates.empty()) {
    grpc::SslCredentialsOptions tls;
    tls.pem_root_certs = ca_certificates;
    credentials = grpc::SslCredentials(tls);
  }
  return grpc::CreateCustomChannel(address, credentials, arguments);
}

}  // namespace fivestep::cli
