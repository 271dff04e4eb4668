// Cells, rows and tables as spreadsheets hold them. Nothing here knows a message.
#ifndef FIVESTEP_CLI_SHEET_GRID_H_
#define FIVESTEP_CLI_SHEET_GRID_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace fivestep::cli::sheet {

// Rows that have anything in them. A year of an integrated care system's contributions fits; what
// is longer is data, for `fivestep import`.
inline constexpr int kMaxRows = 20'000;
// The widest command has under 200 columns.
inline constexpr size_t kMaxColumns = 500;

// What one cell says.
struct Cell {
  enum class Kind {
    kEmpty,
    kText,
    kNumber,
    kYesNo,
    kMoment,  // a number that is shown as a day or a time
    kBroken,  // a formula's error
  };
  Kind kind = Kind::kEmpty;
  std::string text;     // kText; of kBroken what is shown, `#REF!`
  double number = 0;    // kNumber
  bool yes = false;     // kYesNo
  int64_t seconds = 0;  // kMoment: since 1970-01-01 00:00 on the clock that is shown, taken as UTC

  bool empty() const { return kind == Kind::kEmpty; }
  bool operator==(const Cell&) const = default;
};

// Empty text makes an empty cell.
Cell TextCell(std::string text);
Cell NumberCell(double number);
Cell YesNoCell(bool yes);
Cell MomentCell(int64_t seconds);
Cell BrokenCell(std::string shown);

// As a person reads it: `12.5`, `yes`, `2026-03-02`, `2026-03-02T10:30:00Z`; without surrounding
// blanks. Numbers have at most 15 digits that count, which is what spreadsheets keep.
std::string ShownText(const Cell& cell);

// Without control characters, which a terminal would obey: a file may hold anything.
std::string Printable(std::string text);

// `number` with the 15 digits that spreadsheets keep.
double RoundedNumber(double number);

// A row that has anything in it. `number` is as a spreadsheet counts, from 1.
struct GridRow {
  int number = 0;
  std::vector<Cell> cells;

  // Empty behind the last cell.
  const Cell& at(size_t column) const;
};

struct Grid {
  std::string name;
  std::vector<GridRow> rows;
};

// How a column to be written looks, and what may be chosen in it.
struct Heading {
  enum class Look { kText, kNumber, kDay };
  std::string text;
  std::string hint;
  Look look = Look::kText;
  std::vector<std::string> choices;  // offered as a drop-down; empty: anything may be written
  bool hidden = false;
};

// A table to be written.
struct Table {
  std::string name;
  std::vector<Heading> headings;
  bool hints = false;  // a row of hints under the headings
  std::vector<std::vector<Cell>> rows;
};

// What a sheet says of itself, in a hidden worksheet or a first line: see sheet_file.h.
using About = std::map<std::string, std::string>;

}  // namespace fivestep::cli::sheet

#endif  // FIVESTEP_CLI_SHEET_GRID_H_
