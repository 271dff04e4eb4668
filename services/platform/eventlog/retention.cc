#include "platform/eventlog/retention.h"

#include <chrono>

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
  return people::YearsLater(ToInstant(row.stored.retention_start_time()), retention->years());
}

std::string DisposalKey(Instant due, std::string_view resource) {
  return keys::BigEndian(due.time_since_epoch().count()).append(resource);
}

void ParseDisposalKey(std::string_view key, Instant& due, std::string& resource) {
  due = Instant(std::chrono::microseconds(keys::FromBigEndian(key)));
  resource = std::string(key.substr(8));
}

}  // namespace fivestep
