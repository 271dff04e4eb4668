// Fields of CSV (RFC 4180) that spreadsheet programs read as they were meant.
#ifndef FIVESTEP_PLATFORM_CORE_CSV_FIELD_H_
#define FIVESTEP_PLATFORM_CORE_CSV_FIELD_H_

#include <string>
#include <string_view>

namespace fivestep {

// `text` as one field, in quotes where it needs them: commas, semicolons, quotes, line ends.
std::string CsvField(std::string_view text);

// The same for what people wrote: what a spreadsheet program would take for a formula, a text that
// begins with = + - @ or a tab, gets an apostrophe in front; so does one that has some already.
std::string GuardedCsvField(std::string_view text);

// Whether GuardedCsvField puts an apostrophe in front of `text`.
bool LooksLikeFormula(std::string_view text);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_CORE_CSV_FIELD_H_
