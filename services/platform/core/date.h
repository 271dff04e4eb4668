// Days of the calendar as they are written in requests and events: `2026-03-02`.
#ifndef FIVESTEP_PLATFORM_CORE_DATE_H_
#define FIVESTEP_PLATFORM_CORE_DATE_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "platform/core/clock.h"

namespace fivestep {

using Date = std::chrono::year_month_day;

// The day that `text` names, or nothing unless it is `YYYY-MM-DD` and a day that exists.
std::optional<Date> ParseDate(std::string_view text);

// `YYYY-MM-DD`.
std::string ToText(const Date& date);

// The day, in UTC, of an instant.
Date DayOf(Instant instant);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_CORE_DATE_H_
