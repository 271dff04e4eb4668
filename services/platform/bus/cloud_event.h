// An event as a CloudEvents 1.0 message in the binary mode of the NATS binding: attributes are
// headers, the body is the RecordedEvent's bytes, unchanged.
#ifndef FIVESTEP_PLATFORM_BUS_CLOUD_EVENT_H_
#define FIVESTEP_PLATFORM_BUS_CLOUD_EVENT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "fivestep/platform/v1/record.pb.h"
#include "platform/bus/header_block.h"

namespace fivestep {

inline constexpr char kSequenceHeader[] = "ce-sequence";

// Makes the headers of one log's events. Not thread-safe.
class CloudEventHeaders {
 public:
  CloudEventHeaders(const std::string& deployment, const std::string& context)
      : source_("/fivestep/" + deployment + "/" + context) {}

  // Adds the event's headers, values percent-encoded.
  void AddTo(HeaderBlock& block, const platform::v1::RecordedEvent& event);

 private:
  // Events of one batch bear one time.
  void AddTime(HeaderBlock& block, const google::protobuf::Timestamp& time);

  const std::string source_;
  int64_t seconds_ = 0;
  int32_t nanos_ = 0;
  std::string time_text_;  // of seconds_ and nanos_; empty at first
};

// 20 digits with leading zeros, so that text order is number order.
std::string SequenceText(int64_t position);

// W3C trace context. The trace id is the correlation id where that is 32 hexadecimal digits or a
// UUID, not all zero; else it is hashed from it, always to the same. The span is the event.
std::string TraceParent(const platform::v1::RecordedEvent& event);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_CLOUD_EVENT_H_
