// Messages and gRPC's byte buffers. Include in .cc files only: the headers are heavy.
#ifndef FIVESTEP_PLATFORM_RPC_WIRE_H_
#define FIVESTEP_PLATFORM_RPC_WIRE_H_

#include <google/protobuf/message.h>
#include <grpcpp/support/byte_buffer.h>

#include <string>

namespace fivestep {

// Serialises into `buffer` without a copy in between.
bool WriteMessage(const google::protobuf::Message& message, grpc::ByteBuffer* buffer);
// Parses straight out of the buffer's slices.
bool ReadMessage(const grpc::ByteBuffer& buffer, google::protobuf::Message* message);
// The bytes in one piece.
std::string BytesOf(const grpc::ByteBuffer& buffer);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_WIRE_H_
