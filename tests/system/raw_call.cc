#include "system/raw_call.h"

#include <grpcpp/channel.h>
#include <grpcpp/generic/generic_stub.h>

#include "platform/rpc/error_details.h"

namespace fivestep::testing {
namespace {

constexpr std::chrono::seconds kPatience{30};

}  // namespace

Status CallWithBytes(const Stack& stack, const std::string& context,
                     const google::protobuf::MethodDescriptor* method, const std::string& body,
                     const As& caller) {
  grpc::ClientContext call;
  for (const auto& [key, value] : MetadataOf(caller)) call.AddMetadata(key, value);
  call.set_deadline(std::chrono::system_clock::now() + kPatience);
  const grpc::Slice slice(body);
  const grpc::ByteBuffer sent(&slice, 1);
  grpc::GenericStub stub(stack.client(context).channel());
  grpc::CompletionQueue queue;
  const auto reader = stub.PrepareUnaryCall(&call, PathOf(method), sent, &queue);
  reader->StartCall();
  grpc::ByteBuffer received;
  grpc::Status status;
  reader->Finish(&received, &status, &call);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  queue.Shutdown();
  while (queue.Next(&tag, &ok)) {
  }
  return FromGrpcStatus(status);
}

}  // namespace fivestep::testing
