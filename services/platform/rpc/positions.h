// Places in logs that a caller has seen, as metadata: `analysis=123,programme=4`.
#ifndef FIVESTEP_PLATFORM_RPC_POSITIONS_H_
#define FIVESTEP_PLATFORM_RPC_POSITIONS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "fivestep/platform/v1/record.pb.h"
#include "platform/core/status.h"

namespace fivestep {

// Logs that one request may wait for; a deployment has five.
inline constexpr size_t kMaxPositions = 20;

// Parses `fivestep-after`. INVALID_ARGUMENT, naming the metadata key, for anything else.
Result<std::vector<platform::v1::LogPosition>> ParsePositions(const std::string& text);

// `analysis=123`.
std::string PositionText(const std::string& log, int64_t position);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_POSITIONS_H_
