#include "platform/core/date.h"

#include <algorithm>
#include <cstdio>

namespace fivestep {
namespace {

constexpr std::string_view kShape = "dddd-dd-dd";

bool HasShape(std::string_view text) {
  return std::equal(text.begin(), text.end(), kShape.begin(), kShape.end(), [](char c, char shape) {
    return shape == 'd' ? c >= '0' && c <= '9' : c == shape;
  });
}

unsigned Number(std::string_view digits) {
  unsigned number = 0;
  for (const char c : digits) number = number * 10 + static_cast<unsigned>(c - '0');
  return number;
}

}  // namespace

std::optional<Date> ParseDate(std::string_view text) {
  if (!HasShape(text)) return std::nullopt;
  const Date date{std::chrono::year(static_cast<int>(Number(text.substr(0, 4)))),
                  std::chrono::month(Number(text.substr(5, 2))),
                  std::chrono::day(Number(text.substr(8, 2)))};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::string ToText(const Date& date) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

Date DayOf(Instant instant) { return Date(std::chrono::floor<std::chrono::days>(instant)); }

}  // namespace fivestep
