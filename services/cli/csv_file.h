// Comma-separated files, row by row.
#ifndef FIVESTEP_CLI_CSV_FILE_H_
#define FIVESTEP_CLI_CSV_FILE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "platform/core/status.h"

namespace fivestep::cli {

using CsvCells = std::vector<std::string>;

// A file with a header, as text, read as the import of data sets reads it
// (analysis/import/csv_reader.h): cells without surrounding blanks, blank rows passed over.
class CsvFile {
 public:
  // INVALID_ARGUMENT: it is no CSV of single bytes, or a quote is left open. The message names the
  // row, never a cell.
  static Result<CsvFile> Read(const std::string& content);

  const CsvCells& header() const { return header_; }
  // The place of a column. INVALID_ARGUMENT: there is none of this name.
  Result<size_t> ColumnOf(const std::string& name) const;
  // Moves to the next row; false at the end.
  bool Next();
  const CsvCells& row() const { return rows_[at_ - 1].cells; }
  // INVALID_ARGUMENT: the row has another number of cells than the header.
  Status CheckLength() const;
  // INVALID_ARGUMENT naming the row and the column, never the cell: it may be about a person.
  Status BadCell(const std::string& column, const std::string& what) const;

 private:
  struct NumberedRow {
    size_t number = 0;  // as a spreadsheet counts
    CsvCells cells;
  };

  CsvCells header_;
  std::vector<NumberedRow> rows_;
  size_t at_ = 0;  // rows that were read
};

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_CSV_FILE_H_
