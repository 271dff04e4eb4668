#include "platform/bus/cloud_event.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>

#include "platform/audit/sha256.h"

namespace fivestep {
namespace {

constexpr size_t kTraceIdDigits = 32;
constexpr size_t kSpanIdDigits = 16;
constexpr size_t kSequenceDigits = 20;
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
  std::string text(kSequenceDigits, '0');
  for (size_t at = text.size(); position > 0 && at > 0; position /= 10) {
    text[--at] = static_cast<char>('0' + position % 10);
  }
  return text;
}

std::string TraceParent(const platform::v1::RecordedEvent& event) {
  return "00-" + TraceId(event.correlation_id(), event.id()) + "-" +
         ToHex(Sha256(event.id())).substr(0, kSpanIdDigits) + "-" + kTraceFlags;
}

void CloudEventHeaders::AddTime(HeaderBlock& block, const google::protobuf::Timestamp& time) {
  if (time_text_.empty() || time.seconds() != seconds_ || time.nanos() != nanos_) {
    seconds_ = time.seconds();
    nanos_ = time.nanos();
    time_text_ = google::protobuf::util::TimeUtil::ToString(time);
  }
  block.Begin("ce-time");
  block.Value(time_text_);
}

void CloudEventHeaders::AddTo(HeaderBlock& block, const platform::v1::RecordedEvent& event) {
  block.Begin("ce-id");
  block.Encoded(event.id());
  block.Begin("ce-source");
  block.Value(source_);
  block.Begin("ce-specversion");
  block.Value("1.0");
  block.Begin("ce-type");
  block.Encoded(event.type());
  AddTime(block, event.recorded_time());
  block.Begin("ce-subject");
  block.Encoded(event.stream());
  block.Begin(kSequenceHeader);
  block.Value(SequenceText(event.position()));
  block.Begin("ce-datacontenttype");
  block.Value("application/protobuf");
  // The schema of the body, and after `#` that of the payload inside it. CloudEvents demands an
  // absolute URI; ours names messages, not a place, because places move.
  block.Begin("ce-dataschema");
  block.Value("urn:fivestep:proto:fivestep.platform.v1.RecordedEvent#");
  block.Encoded(event.type());
  block.Begin("traceparent");
  block.Value(TraceParent(event));
}

}  // namespace fivestep
