#include "platform/rpc/reactors.h"

#include <atomic>
#include <utility>

#include "platform/rpc/error_details.h"
#include "platform/rpc/wire.h"

namespace fivestep {
namespace {

CallInfo InfoOf(const std::string& path, const grpc::CallbackServerContext& context) {
  CallInfo info;
  info.method = path;
  info.peer = context.peer();
  for (const auto& [key, value] : context.client_metadata()) {
    const std::string_view name(key.data(), key.size());
    if (name.starts_with("fivestep-") || name == kAuthorizationKey) {
      info.metadata.emplace_back(name, std::string(value.data(), value.size()));
    }
  }
  info.start = std::chrono::steady_clock::now();
  const auto left = context.deadline() - std::chrono::system_clock::now();
  // "No deadline" is a time so far off that adding it to now would overflow.
  info.deadline_given = left < std::chrono::hours(24);
  info.deadline = info.start + kDefaultDeadline;
  if (info.deadline_given) {
    info.deadline =
        info.start + std::chrono::duration_cast<std::chrono::steady_clock::duration>(left);
  }
  return info;
}

void AddTrailers(const Metadata& trailers, grpc::CallbackServerContext* context) {
  for (const auto& [key, value] : trailers) context->AddTrailingMetadata(key, value);
}

Status Unreadable(const std::string& path) {
  return InvalidArgument("The request is not a message that " + path +
                         " takes. Check that the client was made from these protos.");
}

// Serialises the answer's message; an answer that cannot be written becomes a failure.
Status Render(const Answer& answer, grpc::ByteBuffer* response) {
  if (!answer.status.ok()) return answer.status;
  if (answer.message == nullptr || !WriteMessage(*answer.message, response)) {
    return Internal("The answer could not be written.");
  }
  return OkStatus();
}

class UnaryReactor : public grpc::ServerUnaryReactor {
 public:
  UnaryReactor(const MethodBinding& method, grpc::CallbackServerContext* context,
               grpc::ByteBuffer* response)
      : method_(method), context_(context), response_(response) {}

  void Start(const grpc::ByteBuffer& buffer) {
    UnaryRequest request;
    request.info = InfoOf(method_.path, *context_);
    start_ = request.info.start;
    request.message.reset(method_.request->New());
    request.bytes = BytesOf(buffer);
    if (!request.message->ParseFromString(request.bytes)) {
      return End({Unreadable(method_.path), nullptr, {}});
    }
    method_.unary(std::move(request), [this](Answer answer) { End(std::move(answer)); });
  }
  // What follows Finish is only `delete this`: not worth the two hand-overs to gRPC's executor
  // that every call would otherwise pay.
  bool InternalInlineable() override { return true; }

 private:
  void End(Answer answer) {
    const Status status = Render(answer, response_);
    AddTrailers(answer.trailers, context_);
    (*method_.observer)({method_.path, start_, status, answer.trailers});
    Finish(ToGrpcStatus(status));  // may delete this
  }
  void OnDone() override { delete this; }

  const MethodBinding& method_;
  grpc::CallbackServerContext* context_;
  grpc::ByteBuffer* response_;
  std::chrono::steady_clock::time_point start_;
};

// At any time either the source owes a message or gRPC owes the end of a write, never both: so the
// call is finished exactly once.
class StreamReactor : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  StreamReactor(const MethodBinding& method, grpc::CallbackServerContext* context)
      : method_(method), context_(context) {}

  void Start(const grpc::ByteBuffer& buffer) {
    UnaryRequest request;
    request.info = InfoOf(method_.path, *context_);
    start_ = request.info.start;
    request.message.reset(method_.request->New());
    if (!ReadMessage(buffer, request.message.get())) return End(Unreadable(method_.path));
    method_.stream(std::move(request),
                   [this](Result<std::unique_ptr<StreamSource>> source, Metadata trailers) {
                     Open(std::move(source), std::move(trailers));
                   });
  }

 private:
  void Open(Result<std::unique_ptr<StreamSource>> source, Metadata trailers) {
    trailers_ = std::move(trailers);
    if (!source.ok()) return End(source.status());
    bool cancelled = false;
    {
      std::lock_guard lock(mutex_);
      source_ = std::move(*source);
      cancelled = cancelled_;
    }
    if (cancelled) return End(Status(Code::kCancelled, "The caller ended the call."));
    AskForOne();
  }
  void AskForOne() {
    source_->Ask([this](std::unique_ptr<google::protobuf::Message> message, Status status) {
      if (message == nullptr) return End(std::move(status));
      buffer_.Clear();
      if (!WriteMessage(*message, &buffer_)) {
        return End(Internal("The answer could not be written."));
      }
      StartWrite(&buffer_);
    });
  }
  void OnWriteDone(bool ok) override {
    if (!ok) return End(Status(Code::kCancelled, "The caller ended the call."));
    AskForOne();
  }
  void OnCancel() override {
    std::lock_guard lock(mutex_);
    cancelled_ = true;
    if (source_ != nullptr) source_->Cancel();
  }
  void End(Status status) {
    AddTrailers(trailers_, context_);
    (*method_.observer)({method_.path, start_, status, trailers_});
    Finish(ToGrpcStatus(status));
  }
  void OnDone() override { delete this; }

  const MethodBinding& method_;
  grpc::CallbackServerContext* context_;
  std::chrono::steady_clock::time_point start_;
  Metadata trailers_;
  grpc::ByteBuffer buffer_;
  std::mutex mutex_;
  bool cancelled_ = false;
  std::unique_ptr<StreamSource> source_;
};

class PartsReactor : public grpc::ServerReadReactor<grpc::ByteBuffer> {
 public:
  PartsReactor(const MethodBinding& method, grpc::CallbackServerContext* context,
               grpc::ByteBuffer* response)
      : method_(method), context_(context), response_(response) {}

  void Start() {
    CallInfo info = InfoOf(method_.path, *context_);
    start_ = info.start;
    receiver_ = method_.parts(std::move(info));
    StartRead(&buffer_);
  }

 private:
  void OnReadDone(bool ok) override {
    if (!ok) return OnLastRead();
    std::unique_ptr<google::protobuf::Message> part(method_.request->New());
    const size_t bytes = buffer_.Length();
    if (!ReadMessage(buffer_, part.get())) return Fail(Unreadable(method_.path));
    receiver_->Receive(std::move(part), bytes, [this](Status status) {
      if (!status.ok()) return Fail(std::move(status));
      buffer_.Clear();
      StartRead(&buffer_);
    });
  }
  void OnLastRead() {
    if (context_->IsCancelled()) {
      return Fail(Status(Code::kCancelled, "The caller ended the call before its last part."));
    }
    receiver_->Finish([this](Answer answer) { End(std::move(answer)); });
  }
  void Fail(Status status) { End({std::move(status), nullptr, receiver_->trailers()}); }
  void End(Answer answer) {
    const Status status = Render(answer, response_);
    AddTrailers(answer.trailers, context_);
    (*method_.observer)({method_.path, start_, status, answer.trailers});
    Finish(ToGrpcStatus(status));
  }
  void OnDone() override { delete this; }

  const MethodBinding& method_;
  grpc::CallbackServerContext* context_;
  grpc::ByteBuffer* response_;
  std::chrono::steady_clock::time_point start_;
  grpc::ByteBuffer buffer_;
  std::unique_ptr<PartReceiver> receiver_;
};

}  // namespace

grpc::ServerUnaryReactor* StartUnary(const MethodBinding& method,
                                     grpc::CallbackServerContext* context,
                                     const grpc::ByteBuffer& request, grpc::ByteBuffer* response) {
  auto* reactor = new UnaryReactor(method, context, response);
  reactor->Start(request);
  return reactor;
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* StartStream(const MethodBinding& method,
                                                        grpc::CallbackServerContext* context,
                                                        const grpc::ByteBuffer& request) {
  auto* reactor = new StreamReactor(method, context);
  reactor->Start(request);
  return reactor;
}

grpc::ServerReadReactor<grpc::ByteBuffer>* StartParts(const MethodBinding& method,
                                                      grpc::CallbackServerContext* context,
                                                      grpc::ByteBuffer* response) {
  auto* reactor = new PartsReactor(method, context, response);
  reactor->Start();
  return reactor;
}

}  // namespace fivestep
