// Days and times as spreadsheets number them.
#ifndef FIVESTEP_CLI_SHEET_SERIAL_DAY_H_
#define FIVESTEP_CLI_SHEET_SERIAL_DAY_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace fivestep::cli::sheet {

// From which day a workbook counts (ECMA-376 part 1, 18.17.4.1).
enum class DayBase { k1900, k1904 };

// Seconds since 1970-01-01 of the serial number, to the nearest second; nothing for numbers that
// are no day: below 0, beyond the year 9999, or the 29 February 1900 that only spreadsheets have.
//
// Worked values: 46083 in the 1900 system is 2026-03-02, 44621 in that of 1904 as well; 1 is
// 1900-01-01, 59 is 1900-02-28, 61 is 1900-03-01.
std::optional<int64_t> SecondsOfSerial(double serial, DayBase base);

// The other way in the 1900 system, for moments from 1900-03-01 on.
double SerialOfSeconds(int64_t seconds);

// Whether a number format shows days or times: a code such as `dd/mm/yyyy`, or the number of one
// that every workbook has (ECMA-376 part 1, 18.8.30).
bool ShowsMoment(std::string_view code);
bool ShowsMoment(int built_in);

}  // namespace fivestep::cli::sheet

#endif  // FIVESTEP_CLI_SHEET_SERIAL_DAY_H_
