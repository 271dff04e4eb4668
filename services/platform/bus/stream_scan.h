// Reading what a stream holds, once, from one end to the other: for those who compare.
#ifndef FIVESTEP_PLATFORM_BUS_STREAM_SCAN_H_
#define FIVESTEP_PLATFORM_BUS_STREAM_SCAN_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "platform/bus/connection_options.h"
#include "platform/core/status.h"

namespace fivestep {

// Calls `visit` with each message of the event stream of `context` from the first that it still
// has, in order, until the one at `last` has come, `visit` returns false or the stream gives no
// more for a few seconds. Returns the sequence of the last message; 0 where there was none. Makes
// and changes nothing in the stream.
//
// Errors: kUnavailable (the bus cannot be reached, or the connection was lost), kNotFound (there is
// no such stream), kInvalidArgument (a file of `options` cannot be used).
Result<int64_t> ScanEventStream(
    const ConnectionOptions& options, const std::string& deployment, const std::string& context,
    int64_t last, const std::function<bool(int64_t sequence, std::string_view bytes)>& visit);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_STREAM_SCAN_H_
