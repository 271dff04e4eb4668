// A gRPC service made of a service descriptor at run time: no generated stubs, so a new RPC costs
// its messages and nothing else. Reflection and health work as for generated services.
#ifndef FIVESTEP_PLATFORM_RPC_DYNAMIC_SERVICE_H_
#define FIVESTEP_PLATFORM_RPC_DYNAMIC_SERVICE_H_

#include <google/protobuf/descriptor.h>

#include <memory>

#include "platform/rpc/call.h"

namespace grpc {
class Service;
}  // namespace grpc

namespace fivestep {

// Give every method its handler, then register `service()` with a server. Handlers run on gRPC's
// threads (callback API).
class DynamicService {
 public:
  DynamicService(const google::protobuf::ServiceDescriptor* descriptor, CallObserver observer);
  ~DynamicService();

  // The method's kind of streaming must fit the handler; anything else stops the process.
  void Unary(const google::protobuf::MethodDescriptor* method, UnaryHandler handler);
  void ServerStreaming(const google::protobuf::MethodDescriptor* method, StreamHandler handler);
  void ClientStreaming(const google::protobuf::MethodDescriptor* method, PartHandler handler);

  // OK when every method has a handler; else FAILED_PRECONDITION, naming those without.
  Status Complete() const;

  // Owned by this object, which must outlive the server.
  grpc::Service* service();

 private:
  class Methods;
  std::unique_ptr<Methods> methods_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_DYNAMIC_SERVICE_H_
