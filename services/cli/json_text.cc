#include "cli/json_text.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <sstream>

#include "platform/core/clock.h"
#include "platform/core/ids.h"

namespace fivestep::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
namespace util = google::protobuf::util;

std::string Printed(const Message& message, const util::JsonPrintOptions& options) {
  std::string text;
  const auto status = util::MessageToJsonString(message, &text, options);
  // Every message that came over the wire can be printed but one whose Any holds an unknown type.
  return status.ok() ? text : "{\"unprintable\":" + Quoted(std::string(status.message())) + "}";
}

std::string FieldsOf(const google::protobuf::Descriptor& type) {
  std::string names;
  for (int i = 0; i < type.field_count(); ++i) {
    names += (i == 0 ? "" : ", ") + type.field(i)->name();
  }
  return names.empty() ? "none" : names;
}

// Messages in messages that a template shows. Ours hold three at most.
constexpr int kTemplateDepth = 5;

// Sets every message below `message`, one element where there may be several, so that its fields
// show. Google's own types are written as text or numbers and are left out.
void FillMessages(Message& message, int depth) {
  if (depth == 0) return;
  const google::protobuf::Descriptor& type = *message.GetDescriptor();
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor* field = type.field(i);
    const bool fillable = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
                          !field->is_map() && field->containing_oneof() == nullptr &&
                          field->message_type()->file()->package() != "google.protobuf";
    if (!fillable) continue;
    FillMessages(field->is_repeated() ? *reflection.AddMessage(&message, field)
                                      : *reflection.MutableMessage(&message, field),
                 depth - 1);
  }
}

}  // namespace

std::string ToJson(const Message& message, JsonLayout layout) {
  util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.add_whitespace = layout == JsonLayout::kPretty;
  return Printed(message, options);
}

std::string JsonTemplate(const Message& message) {
  std::unique_ptr<Message> filled(message.New());
  FillMessages(*filled, kTemplateDepth);
  util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.add_whitespace = true;
  options.always_print_primitive_fields = true;
  return Printed(*filled, options);
}

Status FromJson(const std::string& json, Message& message) {
  const auto status = util::JsonStringToMessage(json, &message);
  if (status.ok()) return OkStatus();
  return InvalidArgument("The request is not as it should be: " + std::string(status.message()) +
                         "\nFields of " + message.GetDescriptor()->name() + ": " +
                         FieldsOf(*message.GetDescriptor()) + ".");
}

std::vector<std::string> SplitJson(const std::string& text, bool lines) {
  if (!lines) return {text};
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (line.find_first_not_of(" \t\r") != std::string::npos) parts.push_back(line);
  }
  return parts;
}

std::string FillRequestId(Message& message, const std::string& given) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName("request_id");
  if (field == nullptr || field->is_repeated() ||
      field->cpp_type() != FieldDescriptor::CPPTYPE_STRING) {
    return {};
  }
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  if (!given.empty()) reflection.SetString(&message, field, given);
  if (reflection.GetString(message, field).empty()) {
    reflection.SetString(&message, field, NewRequestId());
  }
  return reflection.GetString(message, field);
}

std::string NewRequestId() {
  static UuidSource source;
  return source.NewId(SystemClock().Now());
}

std::string Quoted(const std::string& text) {
  google::protobuf::Value value;
  value.set_string_value(text);
  std::string quoted;
  if (!util::MessageToJsonString(value, &quoted).ok()) return "\"\"";
  return quoted;
}

}  // namespace fivestep::cli
