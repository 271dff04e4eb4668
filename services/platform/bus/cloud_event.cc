#include "platform/bus/cloud_event.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <cstdio>

#include "platform/audit/sha256.h"

namespace fivestep {
namespace {

constexpr size_t kTraceIdDigits = 32;
constexpr size_t kSpanIdDigits = 16;
// No trace of ours is sampled by default; a collector that wants it follows the correlation id.
constexpr char kTraceFlags[] = "00";

bool IsLowerHex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

// A UUID's digits are a trace id of the right length, and can still be searched for.
std::string WithoutHyphens(std::string text) {
  std::erase(text, '-');
  return text;
}

// A digest whose first digits are all zero, which W3C forbids, cannot be found by anybody.
std::string TraceId(const std::string& correlation_id, const std::string& event_id) {
  const std::string& source = correlation_id.empty() ? event_id : correlation_id;
  const std::string digits = WithoutHyphens(source);
  if (digits.size() == kTraceIdDigits && std::all_of(digits.begin(), digits.end(), IsLowerHex) &&
      digits.find_first_not_of('0') != std::string::npos) {
    return digits;
  }
  return ToHex(Sha256(source)).substr(0, kTraceIdDigits);
}

}  // namespace

std::string SequenceText(int64_t position) {
  char text[32];
  std::snprintf(text, sizeof(text), "%020lld", static_cast<long long>(position));
  return text;
}

std::string TraceParent(const platform::v1::RecordedEvent& event) {
  return "00-" + TraceId(event.correlation_id(), event.id()) + "-" +
         ToHex(Sha256(event.id())).substr(0, kSpanIdDigits) + "-" + kTraceFlags;
}

std::string EncodeHeaderValue(std::string_view value) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(value.size());
  for (size_t i = 0; i < value.size(); ++i) {
    const auto byte = static_cast<unsigned char>(value[i]);
    const bool misleading = byte == 'N' && value.substr(i).starts_with("Nats-");
    if (byte < 0x21 || byte > 0x7E || byte == '"' || byte == '%' || misleading) {
      encoded.push_back('%');
      encoded.push_back(kDigits[byte >> 4]);
      encoded.push_back(kDigits[byte & 15]);
    } else {
      encoded.push_back(value[i]);
    }
  }
  return encoded;
}

std::vector<std::pair<std::string, std::string>> CloudEventHeaders(
    const std::string& deployment, const std::string& context,
    const platform::v1::RecordedEvent& event) {
  std::vector<std::pair<std::string, std::string>> headers{
      {"ce-id", event.id()},
      {"ce-source", "/fivestep/" + deployment + "/" + context},
      {"ce-specversion", "1.0"},
      {"ce-type", event.type()},
      {"ce-time", google::protobuf::util::TimeUtil::ToString(event.recorded_time())},
      {"ce-subject", event.stream()},
      {kSequenceHeader, SequenceText(event.position())},
      {"ce-datacontenttype", "application/protobuf"},
      // The schema of the body, and after `#` that of the payload inside it. CloudEvents demands an
      // absolute URI; ours names messages, not a place, because places move.
      {"ce-dataschema", "urn:fivestep:proto:fivestep.platform.v1.RecordedEvent#" + event.type()},
      {"traceparent", TraceParent(event)},
  };
  for (auto& [name, value] : headers) value = EncodeHeaderValue(value);
  return headers;
}

}  // namespace fivestep
