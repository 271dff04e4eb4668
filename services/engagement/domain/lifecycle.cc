#include "engagement/domain/lifecycle.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <cctype>

#include "fivestep/engagement/v1/error_reason.pb.h"
#include "fivestep/platform/v1/options.pb.h"
#include "platform/core/date.h"
#include "platform/core/violations.h"

namespace fivestep::engagement {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr std::string_view kRequest = "Request";
constexpr std::string_view kState = "STATE_";

// `remedy agreed` of STATE_REMEDY_AGREED.
std::string StateWords(const EnumDescriptor* states, int number) {
  const auto* value = states->FindValueByNumber(number);
  if (number == 0 || value == nullptr) return "not there yet";
  std::string words = value->name().substr(kState.size());
  for (char& c : words) {
    c = c == '_' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return words;
}

std::string CommandOf(const Message& request) {
  const std::string& name = request.GetDescriptor()->name();
  return name.substr(0, name.size() - kRequest.size());
}

std::string StringOf(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  return field == nullptr ? std::string() : message.GetReflection()->GetString(message, field);
}

const FieldDescriptor* SubjectField(const Message& event) {
  for (int i = 0; i < event.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = event.GetDescriptor()->field(i);
    const auto& link = field->options().GetExtension(platform::v1::link);
    if (link.role() == platform::v1::LINK_ROLE_SUBJECT) return field;
  }
  return nullptr;
}

bool SameType(const FieldDescriptor* one, const FieldDescriptor* other) {
  return other != nullptr && one->type() == other->type() &&
         one->is_repeated() == other->is_repeated() &&
         one->message_type() == other->message_type() && one->enum_type() == other->enum_type();
}

void CopyItem(const Message& from, const FieldDescriptor* source, Message& to,
              const FieldDescriptor* target, int index) {
  const auto* r = from.GetReflection();
  const auto* w = to.GetReflection();
  switch (source->cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      w->AddMessage(&to, target)->CopyFrom(r->GetRepeatedMessage(from, source, index));
      break;
    case FieldDescriptor::CPPTYPE_STRING:
      w->AddString(&to, target, r->GetRepeatedString(from, source, index));
      break;
    case FieldDescriptor::CPPTYPE_ENUM:
      w->AddEnumValue(&to, target, r->GetRepeatedEnumValue(from, source, index));
      break;
    default:
      break;
  }
}

void CopyOne(const Message& from, const FieldDescriptor* source, Message& to,
             const FieldDescriptor* target) {
  const auto* r = from.GetReflection();
  const auto* w = to.GetReflection();
  switch (source->cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      w->MutableMessage(&to, target)->CopyFrom(r->GetMessage(from, source));
      break;
    case FieldDescriptor::CPPTYPE_STRING:
      w->SetString(&to, target, r->GetString(from, source));
      break;
    case FieldDescriptor::CPPTYPE_ENUM:
      w->SetEnumValue(&to, target, r->GetEnumValue(from, source));
      break;
    case FieldDescriptor::CPPTYPE_BOOL:
      w->SetBool(&to, target, r->GetBool(from, source));
      break;
    case FieldDescriptor::CPPTYPE_INT32:
      w->SetInt32(&to, target, r->GetInt32(from, source));
      break;
    case FieldDescriptor::CPPTYPE_INT64:
      w->SetInt64(&to, target, r->GetInt64(from, source));
      break;
    default:
      break;
  }
}

}  // namespace

Decision CheckTransition(std::span<const Transition> table, const Message& row,
                         const Message& request) {
  const FieldDescriptor* field = row.GetDescriptor()->FindFieldByName("state");
  const int state = row.GetReflection()->GetEnumValue(row, field);
  const std::string command = CommandOf(request);
  std::string needs;
  for (const Transition& transition : table) {
    if (transition.command != command) continue;
    if (transition.from == state) return Decision();
    const std::string words = StateWords(field->enum_type(), transition.from);
    if (needs.find(words) == std::string::npos) needs += (needs.empty() ? "" : " or ") + words;
  }
  return Reject(v1::NOT_IN_THIS_STATE)
      .With("resource", StringOf(request, "name"))
      .With("state", StateWords(field->enum_type(), state))
      .With("command", command)
      .With("needs", needs);
}

Decision CheckFields(const std::vector<FieldCheck>& checks) {
  Violations violations;
  for (const FieldCheck& check : checks)
    violations.Expect(check.holds, check.field, check.sentence);
  return violations.RejectionBy(v1::RECORD_INCOMPLETE);
}

FieldCheck IsDay(const std::string& field, const std::string& value) {
  return {ParseDate(value).has_value(), field, "Write it as YYYY-MM-DD, a day of the calendar."};
}

void CopyAlike(const Message& from, Message& to) {
  for (int i = 0; i < from.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* source = from.GetDescriptor()->field(i);
    const FieldDescriptor* target = to.GetDescriptor()->FindFieldByName(source->name());
    if (!SameType(source, target)) continue;
    if (source->options().HasExtension(platform::v1::personal)) continue;
    to.GetReflection()->ClearField(&to, target);
    if (source->is_repeated()) {
      const int size = from.GetReflection()->FieldSize(from, source);
      for (int item = 0; item < size; ++item) CopyItem(from, source, to, target, item);
    } else if (!source->has_presence() || from.GetReflection()->HasField(from, source)) {
      CopyOne(from, source, to, target);
    }
  }
}

void SetSubject(Message& event, const std::string& name) {
  event.GetReflection()->SetString(&event, SubjectField(event), name);
}

std::string SubjectNamed(const Message& event) {
  return event.GetReflection()->GetString(event, SubjectField(event));
}

}  // namespace fivestep::engagement
