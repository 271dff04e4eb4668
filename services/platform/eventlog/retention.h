// How long a row keeps its personal parts, read from its type's `retention` and its events.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_RETENTION_H_
#define FIVESTEP_PLATFORM_EVENTLOG_RETENTION_H_

#include <google/protobuf/descriptor.h>

#include <optional>
#include <string>
#include <string_view>

#include "fivestep/platform/v1/events.pb.h"
#include "fivestep/platform/v1/options.pb.h"
#include "platform/core/clock.h"
#include "platform/eventlog/row.h"

namespace fivestep {

// The name of the timer, as administrators see it.
inline constexpr std::string_view kDisposeRule = "_dispose";

// The retention of a resource type, or null where it is kept for ever.
const platform::v1::Retention* RetentionOf(const google::protobuf::Descriptor* resource);

// When the time of the row is over: at the end of the last day that it names itself
// (`retention_last_day_field`), else so many years after the event that started it. Nothing where
// its type is kept for ever, where no event has started the time, and where there is nothing to
// destroy: no sealed part although the type may have some. (A type without personal fields that has
// a retention keeps its secrets in blobs.)
std::optional<Instant> DisposalDue(const LoadedRow& row);

// The event that disposes of the row. REQUIRES: DisposalDue(row).
platform::v1::RecordDisposed DisposalOf(std::string_view resource, const LoadedRow& row);

// The key in the view `_dispose`: sorts by due time.
std::string DisposalKey(Instant due, std::string_view resource);
void ParseDisposalKey(std::string_view key, Instant& due, std::string& resource);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_RETENTION_H_
