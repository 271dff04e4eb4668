#include "platform/core/clock.h"

#include <cstdio>

namespace fivestep {

Instant SystemClock::Now() const {
  return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::string ToText(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  char text[48];
  std::snprintf(text, sizeof(text), "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  std::string result = text;
  if (time.subseconds().count() != 0) {
    std::snprintf(text, sizeof(text), ".%06d", static_cast<int>(time.subseconds().count()));
    result += text;
    while (result.back() == '0') result.pop_back();
  }
  return result + "Z";
}

}  // namespace fivestep
