#include "metrics/domain/period.h"

#include <stdexcept>

namespace fivestep::metrics {
namespace {

// The last day that every month has.
constexpr std::chrono::day kLastCommonDay{28};

int MonthNumber(Date date) {
  return static_cast<int>(date.year()) * 12 + static_cast<int>(static_cast<unsigned>(date.month()));
}

// How long a period of this frequency is: so many months, or else so many days.
struct Length {
  int months = 0;
  int days = 0;
};

Length LengthOf(v1::Frequency frequency) {
  switch (frequency) {
    case v1::FREQUENCY_DAILY:
      return {.days = 1};
    case v1::FREQUENCY_WEEKLY:
      return {.days = 7};
    case v1::FREQUENCY_MONTHLY:
      return {.months = 1};
    case v1::FREQUENCY_QUARTERLY:
      return {.months = 3};
    case v1::FREQUENCY_YEARLY:
      return {.months = 12};
    default:
      throw std::logic_error("a defined metric has a frequency");
  }
}

}  // namespace

std::optional<Date> LastDayOf(v1::Frequency frequency, Date start) {
  const Length length = LengthOf(frequency);
  if (length.days > 0) {
    return Date(std::chrono::sys_days(start) + std::chrono::days(length.days - 1));
  }
  if (start.day() > kLastCommonDay) return std::nullopt;
  const Date next = start + std::chrono::months(length.months);
  return Date(std::chrono::sys_days(next) - std::chrono::days(1));
}

bool OnGrid(v1::Frequency frequency, Date anchor, Date start) {
  const Length length = LengthOf(frequency);
  if (length.days > 0) {
    const auto apart = std::chrono::sys_days(start) - std::chrono::sys_days(anchor);
    return apart.count() % length.days == 0;
  }
  const int months_apart = MonthNumber(start) - MonthNumber(anchor);
  return start.day() == anchor.day() && months_apart % length.months == 0;
}

}  // namespace fivestep::metrics
