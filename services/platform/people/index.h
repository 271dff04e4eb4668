// What a service knows about people beside the rows: which records are about whom, what was erased,
// what must be kept. Kept by the event log in the batch of each event (eventlog/people_fold.h), and
// derivable from the events alone.
#ifndef FIVESTEP_PLATFORM_PEOPLE_INDEX_H_
#define FIVESTEP_PLATFORM_PEOPLE_INDEX_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/clock.h"
#include "platform/core/decision.h"

namespace fivestep::people {

// Views of the platform's own. `_people`: a record -> the person that it is about; a person -> how
// many records, and under RecordKey each of them. `_erasures`: a resource -> Erasure. `_holds`: a
// resource -> the legal holds in force that name it, joined by NUL.
inline constexpr std::string_view kPeopleView = "_people";
inline constexpr std::string_view kErasuresView = "_erasures";
inline constexpr std::string_view kHoldsView = "_holds";

// A value of a view, empty when there is none.
using Lookup = std::function<std::string(std::string_view view, std::string_view key)>;
// The look-up in what a decision sees; `rows` must outlive it.
Lookup LookupIn(const RowView& rows);

// Whether `name` is that of a person, `programmes/{programme}/people/{person}`.
bool IsPerson(std::string_view name);

// The key of record number `number` (from 1) of `person`, and how a count is spelled.
std::string RecordKey(std::string_view person, int64_t number);
std::string CountText(int64_t count);
int64_t ParseCount(std::string_view text);

// The records that are about `person`, in the order in which they were recorded.
std::vector<std::string> RecordsOf(std::string_view person, const Lookup& lookup);
// The person that `name` is about: itself where it is a person; empty where nobody is known.
std::string PersonOf(std::string_view name, const Lookup& lookup);

// That the personal parts of a resource were destroyed.
struct Erasure {
  int64_t position = 0;  // of the event that says so
  Instant time;          // when it was recorded
};
std::string ErasureText(const Erasure& erasure);
std::optional<Erasure> ParseErasure(std::string_view text);
// Nothing while the personal parts of `name` are there, or where there never were any.
std::optional<Erasure> FindErasure(std::string_view name, const Lookup& lookup);

// A legal hold that forbids to erase `name`: on itself, on the person that it is about, or on its
// programme. Empty when there is none.
std::string HoldOn(std::string_view name, const Lookup& lookup);

// `text`, a list joined by NUL, with `name` added or taken away.
std::string WithName(std::string_view text, std::string_view name);
std::string WithoutName(std::string_view text, std::string_view name);

}  // namespace fivestep::people

#endif  // FIVESTEP_PLATFORM_PEOPLE_INDEX_H_
