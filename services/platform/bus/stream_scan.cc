#include "platform/bus/stream_scan.h"

#include <chrono>

#include "platform/bus/stream_reader.h"
#include "platform/bus/subjects.h"

namespace fivestep {
namespace {

// A stream that gives nothing for so long has nothing more.
constexpr std::chrono::milliseconds kEndOfStream{2'000};
constexpr std::chrono::milliseconds kWait{200};

}  // namespace

Result<int64_t> ScanEventStream(const ConnectionOptions& options, const std::string& deployment,
                                const std::string& context, int64_t last,
                                const std::function<bool(int64_t, std::string_view)>& visit) {
  auto reader = StreamReader::Open(options, EventStreamName(deployment, context), 1);
  if (!reader.ok()) return reader.status();
  int64_t reached = 0;
  auto heard = std::chrono::steady_clock::now();
  while (reached < last && std::chrono::steady_clock::now() - heard < kEndOfStream) {
    const Result<std::optional<StreamMessage>> message = (*reader)->Next(kWait);
    if (!message.ok()) return message.status();
    if (!*message) continue;
    heard = std::chrono::steady_clock::now();
    reached = (*message)->sequence;
    if (!visit(reached, (*message)->bytes)) break;
  }
  return reached;
}

}  // namespace fivestep
