// What one cell of a table says: a number, nothing, something withheld, or something unreadable.
#ifndef FIVESTEP_ANALYSIS_IMPORT_CELL_H_
#define FIVESTEP_ANALYSIS_IMPORT_CELL_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace fivestep::analysis {

// Returns `raw` as UTF-8 without surrounding blanks. Bytes that are not UTF-8 are read as
// Windows-1252, which spreadsheets still write; a non-breaking space becomes a space.
std::string CleanText(std::string_view raw);

enum class CellState {
  kNoColumn,    // the table has no such column
  kNumber,      // `number` holds it
  kMissing,     // not collected or not recorded: blank, -, NA, [x]
  kSuppressed,  // known to its owner and withheld: *, c, <5
  kUnreadable,  // none of these
  kAbsent,      // the row is not about this figure; never the outcome of ParseCell
};

struct Cell {
  CellState state = CellState::kNoColumn;
  double number = 0;
  // Written with a per cent sign; `number` is as written, 12.5 for "12.5%".
  bool percentage = false;
};

// As ParseCell, of which it is the slow half.
Cell ParseOtherCell(std::string_view text);

// Returns what `text`, cleaned by CleanText, says.
//
// Numbers: an optional sign, thousands separated by commas or not at all, a decimal point, an
// exponent, a per cent sign. "1,23" is unreadable: it may be a decimal comma. Markers are those of
// the Government Analysis Function and NHS England, in any case, with or without square brackets.
// Worked values: "1,234" -> 1234; "1296.00" -> 1296; "12.5 %" -> 12.5, percentage.
inline Cell ParseCell(std::string_view text) {
  // Most cells of most files are whole numbers, and a double holds those of up to 15 digits.
  constexpr std::size_t kExactDigits = 15;
  if (text.empty() || text.size() > kExactDigits) return ParseOtherCell(text);
  std::uint64_t digits = 0;
  for (const char c : text) {
    const auto digit = static_cast<unsigned char>(c - '0');
    if (digit > 9) return ParseOtherCell(text);
    digits = digits * 10 + digit;
  }
  return {CellState::kNumber, static_cast<double>(digits)};
}

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_IMPORT_CELL_H_
