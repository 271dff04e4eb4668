// An event as a CloudEvents 1.0 message in the binary mode of the NATS binding: attributes are
// headers, the body is the RecordedEvent's bytes, unchanged.
#ifndef FIVESTEP_PLATFORM_BUS_CLOUD_EVENT_H_
#define FIVESTEP_PLATFORM_BUS_CLOUD_EVENT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fivestep/platform/v1/record.pb.h"

namespace fivestep {

inline constexpr char kSequenceHeader[] = "ce-sequence";

// Name and value of each header, values percent-encoded.
std::vector<std::pair<std::string, std::string>> CloudEventHeaders(
    const std::string& deployment, const std::string& context,
    const platform::v1::RecordedEvent& event);

// 20 digits with leading zeros, so that text order is number order.
std::string SequenceText(int64_t position);

// W3C trace context. The trace id is the correlation id where that is 32 hexadecimal digits or a
// UUID, not all zero; else it is hashed from it, always to the same. The span is the event.
std::string TraceParent(const platform::v1::RecordedEvent& event);

// Percent-encodes what the binding names (space, `"`, `%`, and all outside printable ASCII).
// Beyond that `N` in `Nats-` is encoded: nats-server 2.9 searches the whole header block for its
// own header names and would be misled by one that is inside a value.
std::string EncodeHeaderValue(std::string_view value);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_CLOUD_EVENT_H_
