#include "metrics/domain/period.h"

#include <stdexcept>

namespace fivestep::metrics {
namespace {

// The last day that every month has.
constexpr std::chrono::day kLastCommonDay{28};

int MonthNumber(Date date) {
  return static_cast<int>(date.year()) * 12 + static_cast<int>(static_cast<unsigned>(date.month()));
}

}  // namespace

int MonthsIn(v1::Frequency frequency) {
  switch (frequency) {
    case v1::FREQUENCY_MONTHLY:
      return 1;
    case v1::FREQUENCY_QUARTERLY:
      return 3;
    case v1::FREQUENCY_YEARLY:
      return 12;
    default:
      throw std::logic_error("a defined metric has a frequency");
  }
}

std::optional<Date> LastDayOf(v1::Frequency frequency, Date start) {
  if (start.day() > kLastCommonDay) return std::nullopt;
  const Date next = start + std::chrono::months(MonthsIn(frequency));
  return Date(std::chrono::sys_days(next) - std::chrono::days(1));
}

bool OnGrid(v1::Frequency frequency, Date anchor, Date start) {
  const int months_apart = MonthNumber(start) - MonthNumber(anchor);
  return start.day() == anchor.day() && months_apart % MonthsIn(frequency) == 0;
}

}  // namespace fivestep::metrics
