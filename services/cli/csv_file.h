// Comma-separated files, row by row.
#ifndef FIVESTEP_CLI_CSV_FILE_H_
#define FIVESTEP_CLI_CSV_FILE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "platform/core/status.h"

namespace fivestep::cli {

using CsvRow = std::vector<std::string>;

// A file with a header, as text. Cells in quotes may hold commas, doubled quotes and line ends (RFC
// 4180); a byte order mark is passed over, and so are empty lines.
class CsvFile {
 public:
  // `content` must outlive the object.
  explicit CsvFile(const std::string& content);

  const CsvRow& header() const { return header_; }
  // The place of a column. INVALID_ARGUMENT: there is none of this name.
  Result<size_t> ColumnOf(const std::string& name) const;
  // Moves to the next row; false at the end.
  bool Next();
  const CsvRow& row() const { return row_; }
  // Of the row, from 1 for the header; rows are counted, not line ends in their cells.
  size_t line() const { return line_; }
  // INVALID_ARGUMENT: the row has another number of cells than the header.
  Status CheckLength() const;
  // INVALID_ARGUMENT naming the line and the column, never the cell: it may be about a person.
  Status BadCell(const std::string& column, const std::string& what) const;

 private:
  CsvRow ReadRow();

  const std::string& content_;
  size_t at_ = 0;
  size_t line_ = 1;
  CsvRow header_;
  CsvRow row_;
};

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_CSV_FILE_H_
