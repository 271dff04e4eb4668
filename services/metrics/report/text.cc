#include "metrics/report/text.h"

#include <array>
#include <chrono>
#include <cstdio>

#include "platform/core/date.h"

namespace fivestep::metrics::report {
namespace {

constexpr std::array<const char*, 12> kMonths = {"January",   "February", "March",    "April",
                                                 "May",       "June",     "July",     "August",
                                                 "September", "October",  "November", "December"};

std::string DayText(const Date& day) {
  return std::to_string(static_cast<unsigned>(day.day())) + " " +
         kMonths[static_cast<unsigned>(day.month()) - 1] + " " +
         std::to_string(static_cast<int>(day.year()));
}

}  // namespace

std::string Decimal(double number, int places) {
  char text[400];
  std::snprintf(text, sizeof(text), "%.*f", places, number);
  return text;
}

std::string DayText(const std::string& iso_date) {
  const auto day = ParseDate(iso_date);
  return day ? DayText(*day) : iso_date;
}

std::string TimeText(int64_t seconds_since_epoch) {
  const std::chrono::sys_seconds time{std::chrono::seconds(seconds_since_epoch)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss clock(time - day);
  char text[16];
  std::snprintf(text, sizeof(text), "%02d:%02d", static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()));
  return DayText(Date(day)) + ", " + text + " UTC";
}

std::string LineText(const v1::ReportItem& item, std::string_view label) {
  for (const v1::ReportLine& line : item.lines()) {
    if (line.label() == label) return line.text();
  }
  return {};
}

std::string UnitOf(const v1::MetricDefinition& definition) {
  switch (definition.value_kind()) {
    case v1::VALUE_KIND_PERCENT:
      return "%";
    case v1::VALUE_KIND_RATE:
      return "per " + std::to_string(definition.rate_per());
    default:
      return "count";
  }
}

}  // namespace fivestep::metrics::report
