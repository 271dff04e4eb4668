#include "platform/people/disposal.h"

#include <chrono>
#include <cstdio>

#include "platform/audit/sha256.h"
#include "platform/core/resource_name.h"
#include "platform/core/timestamp.h"

namespace fivestep::people {
namespace v1 = platform::v1;

Instant YearsLater(Instant start, int years) {
  const auto day = std::chrono::floor<std::chrono::days>(start);
  std::chrono::year_month_day date = std::chrono::year_month_day(day) + std::chrono::years(years);
  if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
  return std::chrono::sys_days(date) + (start - day);
}

bool StartsRetention(const v1::Retention& retention, std::string_view full_name) {
  const std::string_view name = full_name.substr(full_name.rfind('.') + 1);
  for (const std::string& start : retention.starts_with()) {
    if (start == name) return true;
  }
  return false;
}

std::string DisposalName(std::string_view record, Instant due) {
  constexpr size_t kHashBytes = 8;  // two records of one microsecond do not meet in 64 bits
  char id[64];
  int size = std::snprintf(id, sizeof id, "%014llx-",
                           static_cast<unsigned long long>(due.time_since_epoch().count()));
  const Sha256Digest hash = Sha256(record);
  for (size_t i = 0; i < kHashBytes; ++i) {
    size += std::snprintf(id + size, sizeof id - static_cast<size_t>(size), "%02x",
                          static_cast<unsigned>(hash[i]));
  }
  return std::string(ProgrammeOf(record)) + "/disposals/" + id;
}

v1::RecordDisposed Dispose(std::string_view record, const v1::Retention& retention, Instant start,
                           Instant due, std::string_view last_day) {
  v1::RecordDisposed disposed;
  disposed.set_disposal(DisposalName(record, due));
  disposed.set_record(std::string(record));
  disposed.set_retention_class(retention.retention_class());
  *disposed.mutable_retention_start_time() = ToTimestamp(start);
  disposed.set_years(last_day.empty() ? retention.years() : 0);
  disposed.set_last_day(std::string(last_day));
  disposed.set_authority(retention.authority());
  return disposed;
}

void Evolve(v1::Disposal& disposal, const v1::RecordDisposed& event) {
  disposal.set_name(event.disposal());
  disposal.set_record(event.record());
  disposal.set_retention_class(event.retention_class());
  *disposal.mutable_retention_start_time() = event.retention_start_time();
  disposal.set_years(event.years());
  disposal.set_authority(event.authority());
  disposal.set_last_day(event.last_day());
}

}  // namespace fivestep::people
