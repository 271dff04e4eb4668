#include "programme/domain/register.h"

#include <chrono>
#include <utility>

#include "fivestep/platform/v1/options.pb.h"
#include "programme/domain/state_tables.h"

namespace fivestep::programme {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Filled in by the platform, or named after the subject.
bool IsOwn(const std::string& field) {
  return field == "name" || field == "etag" || field == "parent" || field == "request_id" ||
         field == "state";
}

bool SameType(const FieldDescriptor& a, const FieldDescriptor& b) {
  return a.type() == b.type() && a.is_repeated() == b.is_repeated() &&
         a.message_type() == b.message_type() && a.enum_type() == b.enum_type();
}

void CopyItem(const Message& from, const FieldDescriptor& source, int index, Message& to,
              const FieldDescriptor& target) {
  const auto* r = from.GetReflection();
  const auto* w = to.GetReflection();
  switch (source.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      w->AddMessage(&to, &target)->CopyFrom(r->GetRepeatedMessage(from, &source, index));
      break;
    case FieldDescriptor::CPPTYPE_STRING:
      w->AddString(&to, &target, r->GetRepeatedString(from, &source, index));
      break;
    case FieldDescriptor::CPPTYPE_ENUM:
      w->AddEnumValue(&to, &target, r->GetRepeatedEnumValue(from, &source, index));
      break;
    default:
      w->AddInt32(&to, &target, r->GetRepeatedInt32(from, &source, index));
  }
}

void CopyOne(const Message& from, const FieldDescriptor& source, Message& to,
             const FieldDescriptor& target) {
  const auto* r = from.GetReflection();
  const auto* w = to.GetReflection();
  switch (source.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      w->MutableMessage(&to, &target)->CopyFrom(r->GetMessage(from, &source));
      break;
    case FieldDescriptor::CPPTYPE_STRING:
      w->SetString(&to, &target, r->GetString(from, &source));
      break;
    case FieldDescriptor::CPPTYPE_ENUM:
      w->SetEnumValue(&to, &target, r->GetEnumValue(from, &source));
      break;
    case FieldDescriptor::CPPTYPE_BOOL:
      w->SetBool(&to, &target, r->GetBool(from, &source));
      break;
    default:
      w->SetInt32(&to, &target, r->GetInt32(from, &source));
  }
}

const FieldDescriptor* SubjectOf(const Descriptor* event) {
  for (int i = 0; i < event->field_count(); ++i) {
    const auto& link = event->field(i)->options().GetExtension(platform::v1::link);
    if (link.role() == platform::v1::LINK_ROLE_SUBJECT) return event->field(i);
  }
  return nullptr;
}

const FieldDescriptor* StateField(const Message& row) {
  return row.GetDescriptor()->FindFieldByName("state");
}

int StateOf(const Message& row) { return row.GetReflection()->GetEnumValue(row, StateField(row)); }

std::string StateName(const Message& row, int state) {
  return InWords(StateField(row)->enum_type()->FindValueByNumber(state)->name(), "STATE_");
}

}  // namespace

Decision CheckState(const Message& row, const Message& command) {
  const std::string& request = command.GetDescriptor()->name();
  const std::string method = request.substr(0, request.size() - std::string("Request").size());
  const int state = StateOf(row);
  std::string allowed;
  for (const Transition& one : TransitionsOf(row.GetDescriptor())) {
    if (one.command != method) continue;
    if (one.from == state) return Decision();
    const std::string name = StateName(row, one.from);
    if (allowed.find(name) == std::string::npos) allowed += (allowed.empty() ? "" : " or ") + name;
  }
  const auto* name = command.GetDescriptor()->FindFieldByName("name");
  return Reject(pb::NOT_IN_THIS_STATE)
      .With("resource", command.GetReflection()->GetString(command, name))
      .With("state", StateName(row, state))
      .With("command", method)
      .With("allowed", allowed);
}

void CopySameFields(const Message& from, Message& to) {
  const auto* r = from.GetReflection();
  for (int i = 0; i < from.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* source = from.GetDescriptor()->field(i);
    const FieldDescriptor* target = to.GetDescriptor()->FindFieldByName(source->name());
    if (target == nullptr || IsOwn(source->name()) || !SameType(*source, *target)) continue;
    to.GetReflection()->ClearField(&to, target);
    if (source->is_repeated()) {
      for (int k = 0; k < r->FieldSize(from, source); ++k) CopyItem(from, *source, k, to, *target);
    } else if (!source->has_presence() || r->HasField(from, source)) {
      CopyOne(from, *source, to, *target);
    }
  }
}

void MoveOn(const Message& event, Message& row) {
  const auto* w = row.GetReflection();
  // Timers know a row by what is in it.
  w->SetString(&row, row.GetDescriptor()->FindFieldByName("name"),
               event.GetReflection()->GetString(event, SubjectOf(event.GetDescriptor())));
  if (StateField(row) == nullptr) return;
  const int state = StateOf(row);
  for (const Transition& one : TransitionsOf(row.GetDescriptor())) {
    if (one.event != event.GetDescriptor()->name() || one.from != state) continue;
    return w->SetEnumValue(&row, StateField(row), one.to);
  }
}

void SetSubject(const Message& command, const CommandContext& context, Message& event) {
  const auto* name = command.GetDescriptor()->FindFieldByName("name");
  event.GetReflection()->SetString(
      &event, SubjectOf(event.GetDescriptor()),
      name == nullptr ? context.new_name : command.GetReflection()->GetString(command, name));
}

void FieldProblems::Expect(bool as_it_should_be, std::string field, std::string description) {
  if (!as_it_should_be) found_.push_back({std::move(field), std::move(description)});
}

Decision FieldProblems::RefuseWith(pb::ErrorReason reason) const {
  std::string fields;
  for (const FieldViolation& problem : found_)
    fields += (fields.empty() ? "" : ", ") + problem.field;
  Decision refusal = Reject(reason).With("fields", fields);
  for (const FieldViolation& problem : found_) {
    std::move(refusal).Violating(problem.field, problem.description);
  }
  return refusal;
}

bool HasPassed(const std::string& date, Instant now) {
  const auto day = ParseDate(date);
  return day && *day < DayOf(now);
}

bool LiesAhead(const std::string& date, Instant now) {
  const auto day = ParseDate(date);
  return day && *day > DayOf(now);
}

Decision RefuseDateNotAhead(const std::string& field, const std::string& value) {
  return Reject(pb::DATE_NOT_AHEAD)
      .With("field", field)
      .With("value", value)
      .Violating(field, "Name a day after today, as YYYY-MM-DD.");
}

std::optional<Instant> MomentAfter(const std::string& date) {
  const auto day = ParseDate(date);
  if (!day) return std::nullopt;
  return Instant(std::chrono::sys_days(*day) + std::chrono::days(1));
}

std::string InWords(std::string_view enum_value, std::string_view prefix) {
  if (enum_value.starts_with(prefix)) enum_value.remove_prefix(prefix.size());
  std::string words(enum_value);
  for (char& c : words) c = c == '_' ? ' ' : (c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  return words;
}

}  // namespace fivestep::programme
