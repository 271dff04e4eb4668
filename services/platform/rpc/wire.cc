#include "platform/rpc/wire.h"

#include <grpcpp/support/proto_buffer_reader.h>
#include <grpcpp/support/proto_buffer_writer.h>

#include <algorithm>
#include <vector>

namespace fivestep {
namespace {

// Larger messages are cut into pieces of this size, gRPC's own choice for generated stubs.
constexpr int kBlockBytes = 1 << 20;

}  // namespace

bool WriteMessage(const google::protobuf::Message& message, grpc::ByteBuffer* buffer) {
  const int size = static_cast<int>(message.ByteSizeLong());
  grpc::ProtoBufferWriter writer(buffer, kBlockBytes, std::max(size, 1));
  return message.SerializeToZeroCopyStream(&writer);
}

bool ReadMessage(const grpc::ByteBuffer& buffer, google::protobuf::Message* message) {
  grpc::ByteBuffer copy(buffer);  // shares the slices
  grpc::ProtoBufferReader reader(&copy);
  return reader.status().ok() && message->ParseFromZeroCopyStream(&reader);
}

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  bytes.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

}  // namespace fivestep
