#include "platform/eventlog/retention.h"

#include <chrono>

#include "fivestep/platform/v1/retention.pb.h"
#include "platform/core/date.h"
#include "platform/core/timestamp.h"
#include "platform/eventlog/keys.h"
#include "platform/people/disposal.h"

namespace fivestep {
namespace {

bool HasPersonalField(const google::protobuf::Descriptor* resource) {
  for (int i = 0; i < resource->field_count(); ++i) {
    if (resource->field(i)->options().HasExtension(platform::v1::personal)) return true;
  }
  return false;
}

// The text at `path` (`header.processing.retention_date`) below `message`; empty where there is no
// such field.
std::string TextAt(const google::protobuf::Message& message, std::string_view path) {
  const size_t dot = path.find('.');
  const auto* field = message.GetDescriptor()->FindFieldByName(std::string(path.substr(0, dot)));
  if (field == nullptr || field->is_repeated()) return {};
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  if (dot != std::string_view::npos) {
    if (field->message_type() == nullptr) return {};
    return TextAt(reflection.GetMessage(message, field), path.substr(dot + 1));
  }
  if (field->type() != google::protobuf::FieldDescriptor::TYPE_STRING) return {};
  return reflection.GetString(message, field);
}

// The last day that the row names itself; empty where it names none.
std::string LastDayOf(const LoadedRow& row) {
  const std::string& path =
      row.resource->GetDescriptor()->options().GetExtension(platform::v1::retention_last_day_field);
  if (path.empty()) return {};
  std::string day = TextAt(*row.resource, path);
  return ParseDate(day) ? day : std::string();
}

Instant DueOf(Instant start, int years, const std::string& last_day) {
  if (last_day.empty()) return people::YearsLater(start, years);
  return std::chrono::sys_days(*ParseDate(last_day)) + std::chrono::days(1);
}

}  // namespace

const platform::v1::Retention* RetentionOf(const google::protobuf::Descriptor* resource) {
  if (!resource->options().HasExtension(platform::v1::retention)) return nullptr;
  return &resource->options().GetExtension(platform::v1::retention);
}

std::optional<Instant> DisposalDue(const LoadedRow& row) {
  if (!row.stored.has_retention_start_time()) return std::nullopt;
  const google::protobuf::Descriptor* type = row.resource->GetDescriptor();
  const platform::v1::Retention* retention = RetentionOf(type);
  if (retention == nullptr) return std::nullopt;
  if (row.stored.sealed().empty() && HasPersonalField(type)) return std::nullopt;
  return DueOf(ToInstant(row.stored.retention_start_time()), retention->years(), LastDayOf(row));
}

platform::v1::RecordDisposed DisposalOf(std::string_view resource, const LoadedRow& row) {
  const platform::v1::Retention& retention = *RetentionOf(row.resource->GetDescriptor());
  const Instant start = ToInstant(row.stored.retention_start_time());
  const std::string last_day = LastDayOf(row);
  return people::Dispose(resource, retention, start, DueOf(start, retention.years(), last_day),
                         last_day);
}

std::string DisposalKey(Instant due, std::string_view resource) {
  return keys::BigEndian(due.time_since_epoch().count()).append(resource);
}

void ParseDisposalKey(std::string_view key, Instant& due, std::string& resource) {
  due = Instant(std::chrono::microseconds(keys::FromBigEndian(key)));
  resource = std::string(key.substr(8));
}

}  // namespace fivestep
