#include "cli/event_line.h"

#include "cli/json_text.h"

namespace fivestep::cli {
namespace {

using google::protobuf::Descriptor;
using platform::v1::RecordedEvent;
using platform::v1::Sealed;

std::string SealedJson(const RecordedEvent& record, const Descriptor* type) {
  std::string text;
  for (const Sealed& part : record.sealed()) {
    const auto* field = type == nullptr ? nullptr : type->FindFieldByNumber(part.field());
    const std::string name = field == nullptr ? std::to_string(part.field()) : field->name();
    text += (text.empty() ? "" : ",") + std::string("{\"field\":") + Quoted(name);
    if (field != nullptr && field->is_repeated()) {
      text += ",\"index\":" + std::to_string(part.index());
    }
    text += ",\"key_id\":" + Quoted(part.key_id()) + "}";
  }
  return "[" + text + "]";
}

}  // namespace

std::string EventLine(const std::string& log, const RecordedEvent& record, RemoteSchema& schema) {
  RecordedEvent envelope = record;
  envelope.clear_sealed();
  std::string more;
  const Descriptor* type = nullptr;
  if (const Result<const Descriptor*> found = schema.FindMessage(record.type()); found.ok()) {
    type = *found;
    const auto payload = schema.NewMessage(type);
    if (payload->ParseFromString(record.payload())) {
      envelope.clear_payload();
      more += ",\"payload\":" + ToJson(*payload, JsonLayout::kLine);
    } else {
      more += ",\"payload_problem\":" + Quoted("It is not a " + record.type() + ".");
    }
  } else {
    more += ",\"payload_problem\":" + Quoted(found.status().message());
  }
  if (record.sealed_size() > 0) more += ",\"sealed\":" + SealedJson(record, type);
  std::string rest = ToJson(envelope, JsonLayout::kLine).substr(1);  // without its brace
  rest.pop_back();
  return "{\"log\":" + Quoted(log) + (rest.empty() ? "" : ",") + rest + more + "}";
}

}  // namespace fivestep::cli
