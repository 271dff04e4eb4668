// The three kinds of calls as gRPC reactors. Included by dynamic_service.cc only.
#ifndef FIVESTEP_PLATFORM_RPC_REACTORS_H_
#define FIVESTEP_PLATFORM_RPC_REACTORS_H_

#include <google/protobuf/message.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>

#include <memory>
#include <mutex>
#include <string>

#include "platform/rpc/call.h"

namespace fivestep {

// What all calls of one method share. Outlives every call.
struct MethodBinding {
  std::string path;
  const google::protobuf::Message* request = nullptr;  // prototype
  CallObserver* observer = nullptr;
  UnaryHandler unary;
  StreamHandler stream;
  PartHandler parts;
};

// Each deletes itself when gRPC is done with the call.
grpc::ServerUnaryReactor* StartUnary(const MethodBinding& method,
                                     grpc::CallbackServerContext* context,
                                     const grpc::ByteBuffer& request, grpc::ByteBuffer* response);
grpc::ServerWriteReactor<grpc::ByteBuffer>* StartStream(const MethodBinding& method,
                                                        grpc::CallbackServerContext* context,
                                                        const grpc::ByteBuffer& request);
grpc::ServerReadReactor<grpc::ByteBuffer>* StartParts(const MethodBinding& method,
                                                      grpc::CallbackServerContext* context,
                                                      grpc::ByteBuffer* response);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_REACTORS_H_
