#include "cli/sheet/serial_day.h"

#include <cmath>

namespace fivestep::cli::sheet {
namespace {

constexpr double kSecondsPerDay = 86'400;
// Days from 1899-12-30, and from 1904-01-01, to 1970-01-01.
constexpr double kDaysFrom1900 = 25'569;
constexpr double kDaysFrom1904 = 24'107;
// 9999-12-31 in the 1900 system.
constexpr double kLastSerial = 2'958'465;
// The day that spreadsheets have between 28 February and 1 March 1900.
constexpr double kNoSuchDay = 60;

}  // namespace

std::optional<int64_t> SecondsOfSerial(double serial, DayBase base) {
  if (!(serial >= 0)) return std::nullopt;
  double days = serial - kDaysFrom1904;
  if (base == DayBase::k1900) {
    const double day = std::floor(serial);
    if (day == kNoSuchDay) return std::nullopt;
    days = serial - kDaysFrom1900 + (day < kNoSuchDay ? 1 : 0);
  }
  if (days + kDaysFrom1900 >= kLastSerial + 1) return std::nullopt;
  return std::llround(days * kSecondsPerDay);
}

double SerialOfSeconds(int64_t seconds) {
  return static_cast<double>(seconds) / kSecondsPerDay + kDaysFrom1900;
}

bool ShowsMoment(std::string_view code) {
  constexpr std::string_view kMomentLetters = "ymdhsYMDHS";
  if (code == "General") return false;
  char closing = 0;  // of the part that is shown as it stands, or of a condition or colour
  for (size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (closing != 0) {
      if (c == closing) closing = 0;
    } else if (c == '"') {
      closing = '"';
    } else if (c == '[') {
      // [h]:mm counts hours; [Red] and [$-809] do not.
      const bool hours = i + 2 < code.size() && code[i + 2] == ']' &&
                         kMomentLetters.find(code[i + 1]) != std::string_view::npos;
      if (hours) return true;
      closing = ']';
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;  // the next character is shown, or its width
    } else if (kMomentLetters.find(c) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

bool ShowsMoment(int built_in) {
  return (built_in >= 14 && built_in <= 22) || (built_in >= 27 && built_in <= 36) ||
         (built_in >= 45 && built_in <= 47) || (built_in >= 50 && built_in <= 58);
}

}  // namespace fivestep::cli::sheet
