// Errors on the wire: the code and sentence of a gRPC status, and the facts as `google.rpc.Status`
// in the trailer `grpc-status-details-bin`, where standard clients look for them.
#ifndef FIVESTEP_PLATFORM_RPC_ERROR_DETAILS_H_
#define FIVESTEP_PLATFORM_RPC_ERROR_DETAILS_H_

#include <cstddef>
#include <string>

#include "platform/core/status.h"

namespace grpc {
class Status;
}  // namespace grpc

namespace fivestep {

// The details of one answer at most. gRPC clients refuse more than 8 KiB of metadata where nobody
// told them otherwise, and the sentence and our own trailers need their share of that.
inline constexpr size_t kMaxDetailBytes = 4'096;

// The serialised `google.rpc.Status` of a failed `status`. Violations that do not fit are counted
// in one last violation instead of being dropped in silence.
std::string EncodeStatusDetails(const Status& status);

// The opposite. Details that cannot be read are left out: the code and the sentence always survive.
Status DecodeStatus(int code, std::string message, const std::string& details);

grpc::Status ToGrpcStatus(const Status& status);
Status FromGrpcStatus(const grpc::Status& status);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_ERROR_DETAILS_H_
