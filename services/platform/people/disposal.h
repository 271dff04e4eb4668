// What becomes of a record whose time is over: its personal parts go, a stub says so.
//
// Stream: `disposal/{disposal}`, one event each.
#ifndef FIVESTEP_PLATFORM_PEOPLE_DISPOSAL_H_
#define FIVESTEP_PLATFORM_PEOPLE_DISPOSAL_H_

#include <string>
#include <string_view>

#include "fivestep/platform/v1/events.pb.h"
#include "fivestep/platform/v1/options.pb.h"
#include "fivestep/platform/v1/people_service.pb.h"
#include "platform/core/clock.h"

namespace fivestep::people {

// The end of `years` from `start`: the same day and time of a later year, 28 February where that
// year has no 29th.
//
// Worked values: 2026-03-02T10:00Z + 5 -> 2031-03-02T10:00Z; 2024-02-29 + 1 -> 2025-02-28.
Instant YearsLater(Instant start, int years);

// Whether an event of the type `full_name` starts the time of a record, or starts it anew.
bool StartsRetention(const platform::v1::Retention& retention, std::string_view full_name);

// The name of the disposal of `record`, due at `due`: the same for the same two, so that a record
// is disposed of once, and sorted by when it was due.
std::string DisposalName(std::string_view record, Instant due);

// The event for a record whose time ran from `start` and was over at `due`. `last_day` is the day
// that the record named itself, empty where the years of `retention` decided.
platform::v1::RecordDisposed Dispose(std::string_view record,
                                     const platform::v1::Retention& retention, Instant start,
                                     Instant due, std::string_view last_day = {});

void Evolve(platform::v1::Disposal& disposal, const platform::v1::RecordDisposed& event);

}  // namespace fivestep::people

#endif  // FIVESTEP_PLATFORM_PEOPLE_DISPOSAL_H_
