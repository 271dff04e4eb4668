#include "platform/rpc/dynamic_service.h"

#include <grpcpp/impl/rpc_service_method.h>
#include <grpcpp/impl/service_type.h>
#include <grpcpp/support/server_callback.h>

#include <cstdio>
#include <cstdlib>
#include <deque>
#include <string>

#include "platform/rpc/reactors.h"

// The callback handlers moved between gRPC releases and are always included through this one.
#include <grpcpp/impl/codegen/server_callback_handlers.h>

namespace fivestep {
namespace {

using google::protobuf::MethodDescriptor;
using grpc::ByteBuffer;
using grpc::internal::RpcMethod;

RpcMethod::RpcType TypeOf(const MethodDescriptor* method) {
  if (method->client_streaming() && method->server_streaming()) return RpcMethod::BIDI_STREAMING;
  if (method->client_streaming()) return RpcMethod::CLIENT_STREAMING;
  if (method->server_streaming()) return RpcMethod::SERVER_STREAMING;
  return RpcMethod::NORMAL_RPC;
}

[[noreturn]] void Misused(const MethodDescriptor* method) {
  std::fprintf(stderr, "%s: the handler does not fit the method's streaming.\n",
               method->full_name().c_str());
  std::abort();
}

}  // namespace

// As a generated service does with its methods marked `raw callback`: the server takes the
// service's name from the methods' paths, so reflection and health see it like any other.
class DynamicService::Methods : public grpc::Service {
 public:
  Methods(const google::protobuf::ServiceDescriptor* descriptor, CallObserver observer)
      : descriptor_(descriptor), observer_(std::move(observer)) {
    for (int i = 0; i < descriptor->method_count(); ++i) {
      const MethodDescriptor* method = descriptor->method(i);
      MethodBinding& binding = bindings_.emplace_back();
      binding.path = "/" + descriptor->full_name() + "/" + method->name();
      binding.observer = &observer_;
      binding.request =
          google::protobuf::MessageFactory::generated_factory()->GetPrototype(method->input_type());
      // The method keeps the pointer to its name; `bindings_` keeps the name.
      AddMethod(
          new grpc::internal::RpcServiceMethod(binding.path.c_str(), TypeOf(method), nullptr));
    }
  }

  MethodBinding& Bind(const MethodDescriptor* method, RpcMethod::RpcType expected) {
    if (method->service() != descriptor_ || TypeOf(method) != expected) Misused(method);
    return bindings_[static_cast<size_t>(method->index())];
  }
  void Mark(const MethodDescriptor* method, grpc::internal::MethodHandler* handler) {
    MarkMethodRawCallback(method->index(), handler);
  }
  Status Complete() const {
    std::string missing;
    for (const MethodBinding& binding : bindings_) {
      if (!binding.unary && !binding.stream && !binding.parts) missing += " " + binding.path;
    }
    if (missing.empty()) return OkStatus();
    return FailedPrecondition("These methods have no handler:" + missing +
                              ". Register them with the service's model.");
  }

 private:
  const google::protobuf::ServiceDescriptor* descriptor_;
  CallObserver observer_;
  std::deque<MethodBinding> bindings_;
};

DynamicService::DynamicService(const google::protobuf::ServiceDescriptor* descriptor,
                               CallObserver observer)
    : methods_(std::make_unique<Methods>(descriptor, std::move(observer))) {}
DynamicService::~DynamicService() = default;

void DynamicService::Unary(const MethodDescriptor* method, UnaryHandler handler) {
  MethodBinding& binding = methods_->Bind(method, RpcMethod::NORMAL_RPC);
  binding.unary = std::move(handler);
  methods_->Mark(method, new grpc::internal::CallbackUnaryHandler<ByteBuffer, ByteBuffer>(
                             [&binding](grpc::CallbackServerContext* context,
                                        const ByteBuffer* request, ByteBuffer* response) {
                               return StartUnary(binding, context, *request, response);
                             }));
}

void DynamicService::ServerStreaming(const MethodDescriptor* method, StreamHandler handler) {
  MethodBinding& binding = methods_->Bind(method, RpcMethod::SERVER_STREAMING);
  binding.stream = std::move(handler);
  methods_->Mark(method,
                 new grpc::internal::CallbackServerStreamingHandler<ByteBuffer, ByteBuffer>(
                     [&binding](grpc::CallbackServerContext* context, const ByteBuffer* request) {
                       return StartStream(binding, context, *request);
                     }));
}

void DynamicService::ClientStreaming(const MethodDescriptor* method, PartHandler handler) {
  MethodBinding& binding = methods_->Bind(method, RpcMethod::CLIENT_STREAMING);
  binding.parts = std::move(handler);
  methods_->Mark(method,
                 new grpc::internal::CallbackClientStreamingHandler<ByteBuffer, ByteBuffer>(
                     [&binding](grpc::CallbackServerContext* context, ByteBuffer* response) {
                       return StartParts(binding, context, response);
                     }));
}

Status DynamicService::Complete() const { return methods_->Complete(); }
grpc::Service* DynamicService::service() { return methods_.get(); }

}  // namespace fivestep
