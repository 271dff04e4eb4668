#include "platform/rpc/field_checks.h"

#include <google/protobuf/duration.pb.h>
#include <google/protobuf/timestamp.pb.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

#include "platform/core/ids.h"
#include "platform/core/resource_name.h"
#include "platform/rpc/resource_types.h"

namespace fivestep {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// AIP-155 leaves the form open; this holds every UUID and every CI job's counter.
constexpr size_t kMaxRequestIdBytes = 64;
// 0001-01-01 and 9999-12-31T23:59:59Z: the range that protobuf promises for timestamps.
constexpr int64_t kMinTimestamp = -62'135'596'800;
constexpr int64_t kMaxTimestamp = 253'402'300'799;
// 10,000 years, the range of protobuf durations.
constexpr int64_t kMaxDuration = 315'576'000'000;
constexpr int kNanosPerSecond = 1'000'000'000;

// "3", "0.5": as a person writes it.
std::string NumberText(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

double NumberOf(const Message& message, const FieldDescriptor* field, int index) {
  const auto* r = message.GetReflection();
  const bool one = index < 0;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return one ? r->GetInt32(message, field) : r->GetRepeatedInt32(message, field, index);
    case FieldDescriptor::CPPTYPE_INT64:
      return static_cast<double>(one ? r->GetInt64(message, field)
                                     : r->GetRepeatedInt64(message, field, index));
    case FieldDescriptor::CPPTYPE_UINT32:
      return one ? r->GetUInt32(message, field) : r->GetRepeatedUInt32(message, field, index);
    case FieldDescriptor::CPPTYPE_UINT64:
      return static_cast<double>(one ? r->GetUInt64(message, field)
                                     : r->GetRepeatedUInt64(message, field, index));
    case FieldDescriptor::CPPTYPE_FLOAT:
      return one ? r->GetFloat(message, field) : r->GetRepeatedFloat(message, field, index);
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return one ? r->GetDouble(message, field) : r->GetRepeatedDouble(message, field, index);
    default:
      return 0;
  }
}

// `programmes/{programme}/themes/{theme}`.
std::string FormOf(const std::string& type) {
  const auto found = ResourceCollections().find(type);
  if (found == ResourceCollections().end()) return type;
  const std::string& collections = found->second;
  if (collections == "programmes") return "programmes/{programme}";
  std::string form = collections == "operations" ? "" : "programmes/{programme}";
  for (size_t begin = 0; begin <= collections.size();) {
    const size_t end = std::min(collections.find('/', begin), collections.size());
    const bool last = end == collections.size();
    const std::string collection = collections.substr(begin, end - begin);
    form += (form.empty() ? "" : "/") + collection + "/{" + (last ? type : "parent") + "}";
    begin = end + 1;
  }
  return form;
}

std::string FormsOf(const platform::v1::Link& link) {
  std::string forms;
  for (const std::string& type : link.type()) {
    if (!forms.empty()) forms += " or ";
    forms += "`" + FormOf(type) + "`";
  }
  return forms.empty() ? "`programmes/{programme}/…`" : forms;
}

bool IsOfType(const ResourceName& name, const platform::v1::Link& link) {
  if (link.type().empty()) return true;
  const std::string collections = CollectionsOf(name);
  return std::any_of(link.type().begin(), link.type().end(), [&](const std::string& type) {
    const auto found = ResourceCollections().find(type);
    // A type whose proto is not linked in belongs to another context: the commit thread knows
    // whether its events named this resource.
    return found == ResourceCollections().end() || found->second == collections;
  });
}

// `2026-03-02`.
bool IsDay(const std::string& text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  const char* data = text.data();
  const bool digits = std::from_chars(data, data + 4, year).ptr == data + 4 &&
                      std::from_chars(data + 5, data + 7, month).ptr == data + 7 &&
                      std::from_chars(data + 8, data + 10, day).ptr == data + 10;
  return digits && year >= 1 &&
         std::chrono::year_month_day{std::chrono::year(year), std::chrono::month(month),
                                     std::chrono::day(day)}
             .ok();
}

std::string KeyText(const Message& entry) {
  const FieldDescriptor* key = entry.GetDescriptor()->map_key();
  const auto* reflection = entry.GetReflection();
  if (key->type() == FieldDescriptor::TYPE_STRING) return reflection->GetString(entry, key);
  return ValueText(entry, key, -1);
}

}  // namespace

std::string FieldPath::Text() const {
  std::string text = (above == nullptr ? "" : above->Text() + ".") + field->name();
  if (index < 0) return text;
  const std::string item =
      field->is_map()
          ? KeyText(message->GetReflection()->GetRepeatedMessage(*message, field, index))
          : std::to_string(index);
  return text + "[" + item + "]";
}

bool IsAbsent(const Message& message, const FieldDescriptor* field) {
  const auto* reflection = message.GetReflection();
  if (field->is_repeated()) return reflection->FieldSize(message, field) == 0;
  if (!reflection->HasField(message, field)) return true;
  // An `optional` text may be set and empty, an `optional` enum set and unspecified.
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    std::string scratch;
    return reflection->GetStringReference(message, field, &scratch).empty();
  }
  return field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM &&
         reflection->GetEnumValue(message, field) == 0;
}

std::string MissingProblem(const FieldPath& path, const std::string& hint) {
  return "`" + path.Text() + "` must be filled in" + (hint.empty() ? "." : ": " + hint + ".");
}

std::string EnumProblem(const FieldPath& path) {
  const Message* message = path.message;
  const FieldDescriptor* field = path.field;
  const int index = path.index;
  const auto* reflection = message->GetReflection();
  const int value = index < 0 ? reflection->GetEnumValue(*message, field)
                              : reflection->GetRepeatedEnumValue(*message, field, index);
  const auto* type = field->enum_type();
  if (type->FindValueByNumber(value) != nullptr && (index < 0 || value != 0)) return {};
  std::string values;
  for (int i = 0; i < type->value_count(); ++i) {
    if (type->value(i)->number() == 0) continue;
    if (!values.empty()) values += ", ";
    values += type->value(i)->name();
  }
  return "`" + path.Text() + "` is " + std::to_string(value) +
         ", which means nothing here: use one of " + values + ".";
}

std::string NumberProblem(const FieldPath& path, const platform::v1::FieldRule& rule) {
  const double value = NumberOf(*path.message, path.field, path.index);
  if (!std::isfinite(value)) return "`" + path.Text() + "` must be a finite number.";
  const bool low = rule.has_min() && value < rule.min();
  const bool high = rule.has_max() && value > rule.max();
  if (!low && !high) return {};
  const std::string wanted =
      rule.has_min() && rule.has_max()
          ? "between " + NumberText(rule.min()) + " and " + NumberText(rule.max())
          : (low ? "at least " + NumberText(rule.min()) : "at most " + NumberText(rule.max()));
  return "`" + path.Text() + "` is " + NumberText(value) + "; it must be " + wanted + ".";
}

std::string NameProblem(const std::string& text, const platform::v1::Link& link,
                        const std::string& programme, bool any_programme, const FieldPath& path) {
  if (any_programme && text == "programmes/-") return {};
  ResourceName name;
  if (!ResourceName::Parse(text, name)) {
    return "`" + path.Text() + "` is no resource name: write it as " + FormsOf(link) +
           ", ids in lower-case letters, digits and hyphens.";
  }
  if (!IsOfType(name, link)) {
    return "`" + path.Text() + "` names " + text + "; it must be a name like " + FormsOf(link) +
           ".";
  }
  if (!programme.empty() && name.programme() != programme) {
    return "`" + path.Text() + "` names " + text + ", which is not in " + programme +
           ": a request is about one programme.";
  }
  return {};
}

std::string TextProblem(const std::string& text, const std::string& field_name,
                        const FieldPath& path) {
  if (field_name == "request_id") {
    const bool fits =
        text.size() <= kMaxRequestIdBytes &&
        std::all_of(text.begin(), text.end(), [](char c) { return c > 32 && c < 127; });
    if (fits) return {};
    return "`" + path.Text() +
           "` must be at most 64 characters without spaces: a UUID is a good choice.";
  }
  if (field_name.ends_with("_date")) {
    return IsDay(text) ? ""
                       : "`" + path.Text() + "` is no day of the calendar: write it as 2026-03-02.";
  }
  if (!field_name.ends_with("_id") || IsValidId(text)) return {};
  return "`" + path.Text() +
         "` must be 1 to 63 lower-case letters, digits and hyphens, not beginning or ending with a "
         "hyphen; leave it out to have one made.";
}

std::string WellKnownProblem(const Message& message) {
  const auto* type = message.GetDescriptor();
  if (type == google::protobuf::Timestamp::descriptor()) {
    const auto& time = static_cast<const google::protobuf::Timestamp&>(message);
    const bool fits = time.seconds() >= kMinTimestamp && time.seconds() <= kMaxTimestamp &&
                      time.nanos() >= 0 && time.nanos() < kNanosPerSecond;
    return fits ? "" : "must be a time in the years 1 to 9999.";
  }
  if (type == google::protobuf::Duration::descriptor()) {
    const auto& span = static_cast<const google::protobuf::Duration&>(message);
    const bool same_sign =
        (span.seconds() <= 0 || span.nanos() >= 0) && (span.seconds() >= 0 || span.nanos() <= 0);
    const bool fits = std::abs(span.seconds()) <= kMaxDuration &&
                      std::abs(span.nanos()) < kNanosPerSecond && same_sign;
    return fits ? "" : "must be a length of time under 10,000 years.";
  }
  return {};
}

std::string ValueText(const Message& message, const FieldDescriptor* field, int index) {
  return NumberText(NumberOf(message, field, index));
}

}  // namespace fivestep
