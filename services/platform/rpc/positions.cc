#include "platform/rpc/positions.h"

#include <charconv>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/decision.h"
#include "platform/rpc/authenticator.h"
#include "platform/rpc/call.h"

namespace fivestep {
namespace {

Status Malformed() {
  Status status = StatusOf(platform::v1::INVALID_FIELDS, {{"count", "1"}, {"fields", kAfterKey}});
  status.SetViolations({{kAfterKey, std::string("metadata `") + kAfterKey +
                                        "` must be a comma list of log=position, for example "
                                        "`analysis=123,programme=4`."}});
  return status;
}

bool ParseOne(const std::string& part, platform::v1::LogPosition& position) {
  const size_t equals = part.find('=');
  if (equals == 0 || equals == std::string::npos) return false;
  int64_t number = 0;
  const char* begin = part.data() + equals + 1;
  const char* end = part.data() + part.size();
  const auto [stop, error] = std::from_chars(begin, end, number);
  if (error != std::errc() || stop != end || number < 0) return false;
  position.set_log(part.substr(0, equals));
  position.set_position(number);
  return true;
}

}  // namespace

Result<std::vector<platform::v1::LogPosition>> ParsePositions(const std::string& text) {
  std::vector<platform::v1::LogPosition> positions;
  for (const std::string& part : SplitList(text)) {
    if (positions.size() == kMaxPositions || !ParseOne(part, positions.emplace_back())) {
      return Malformed();
    }
  }
  return positions;
}

std::string PositionText(const std::string& log, int64_t position) {
  return log + "=" + std::to_string(position);
}

}  // namespace fivestep
