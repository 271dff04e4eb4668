// Tables as .csv files.
#ifndef FIVESTEP_CLI_SHEET_CSV_TABLE_H_
#define FIVESTEP_CLI_SHEET_CSV_TABLE_H_

#include <string>

#include "cli/sheet/grid.h"
#include "platform/core/status.h"

namespace fivestep::cli::sheet {

// RFC 4180, UTF-8 with a byte order mark, so that spreadsheet programs take it for what it is. A
// text that a spreadsheet program would take for a formula, one that begins with = + - @ or a tab,
// gets an apostrophe in front; so does one that has some already, and ReadCsv takes one away again.
std::string CsvText(const Table& table);

// All cells are text, without surrounding blanks; UTF-8, or Windows-1252 where it is not UTF-8.
//
// Errors: INVALID_ARGUMENT for what is no CSV of single bytes, an open quote, or more than kMaxRows
// rows. The message names the row and never quotes a cell.
Result<Grid> ReadCsv(const std::string& bytes);

}  // namespace fivestep::cli::sheet

#endif  // FIVESTEP_CLI_SHEET_CSV_TABLE_H_
