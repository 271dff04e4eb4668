#include "metrics/spc/periods.h"

#include <array>
#include <cstdio>
#include <string>

namespace fivestep::metrics::spc {
namespace {

using Days = std::chrono::days;
using Date = std::chrono::sys_days;

// A kind of calendar period by the days that it may last.
struct CalendarKind {
  int shortest;
  int longest;
};
constexpr std::array<CalendarKind, 4> kCalendarKinds = {{
    {28, 31},    // month
    {89, 92},    // three months, any
    {181, 184},  // six months, any
    {365, 366},  // year
}};

// Whether two lengths are the same kind of calendar period, or else equal to the day.
bool SameKind(Days a, Days b) {
  for (const CalendarKind& kind : kCalendarKinds) {
    const Days shortest(kind.shortest);
    const Days longest(kind.longest);
    if (a >= shortest && a <= longest) return b >= shortest && b <= longest;
  }
  return a == b;
}

Days Length(const Period& period) { return period.end - period.start + Days(1); }

std::string ToText(Date date) {
  const std::chrono::year_month_day day(date);
  std::array<char, 16> text;
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return text.data();
}

std::string From(const Period& period) { return "the period from " + ToText(period.start); }

// Readings rolling over several steps share data; every so-manieth of them does not.
Status Overlap(const Period& earlier, const Period& later) {
  const auto step = (later.start - earlier.start).count();
  std::string message = From(later) + " starts before " + From(earlier) + " ends";
  if (step == 0) return FailedPrecondition(message + "; keep one reading for each period");
  const auto every = (Length(earlier).count() + step - 1) / step;
  return FailedPrecondition(message + ", and readings that share data signal by chance; chart " +
                            "periods that do not overlap, for example one reading in " +
                            std::to_string(every));
}

Status CheckEach(std::span<const Period> periods) {
  for (const Period& period : periods) {
    if (period.end < period.start) {
      return InvalidArgument(From(period) + " ends before it starts");
    }
    if (!SameKind(Length(periods.front()), Length(period))) {
      return FailedPrecondition(From(period) + " lasts " + std::to_string(Length(period).count()) +
                                " days, the first one " +
                                std::to_string(Length(periods.front()).count()) +
                                "; chart periods of one length");
    }
  }
  return OkStatus();
}

}  // namespace

Status CheckPeriods(std::span<const Period> periods) {
  FIVESTEP_RETURN_IF_ERROR(CheckEach(periods));
  for (std::size_t i = 1; i < periods.size(); ++i) {
    const Period& earlier = periods[i - 1];
    const Period& later = periods[i];
    if (later.start < earlier.start) {
      return InvalidArgument(From(later) + " comes after " + From(earlier) +
                             "; order them by date");
    }
    if (later.start <= earlier.end) return Overlap(earlier, later);
    if (!SameKind(periods[1].start - periods[0].start, later.start - earlier.start)) {
      return FailedPrecondition(
          From(later) + " follows " + From(earlier) + " after " +
          std::to_string((later.start - earlier.start).count()) + " days, but the first step is " +
          std::to_string((periods[1].start - periods[0].start).count()) +
          " days; add the periods in between, without a value where none is known");
    }
  }
  return OkStatus();
}

}  // namespace fivestep::metrics::spc
