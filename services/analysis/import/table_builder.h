// Makes a table of figures by group, area and period out of the rows of a file.
#ifndef FIVESTEP_ANALYSIS_IMPORT_TABLE_BUILDER_H_
#define FIVESTEP_ANALYSIS_IMPORT_TABLE_BUILDER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/import/cell.h"
#include "analysis/import/csv_reader.h"
#include "analysis/import/quality_report.h"
#include "platform/core/status.h"

namespace fivestep::analysis {

// The memory of an import is this many rows; the file's own limit bounds their text.
inline constexpr std::size_t kMaxTableRows = 1'000'000;

// Keeps only rows whose cell in `column` is exactly `value`, both cleaned by CleanText.
struct ColumnFilter {
  std::string column;
  std::string value;
};

// Which column of the file plays which part, by its name in the header. Empty: the file has none.
struct ColumnMapping {
  std::string group = {};
  std::string area = {};
  std::string period = {};
  std::string numerator = {};
  std::string denominator = {};
  std::string value = {};
  std::vector<ColumnFilter> filters = {};
};

// What to bear in mind about a row that was kept.
struct RowFlags {
  bool missing = false;      // a mapped figure is missing
  bool suppressed = false;   // a mapped figure is suppressed
  bool percentage = false;   // the value was written with a per cent sign
  bool blank_label = false;  // a mapped label is empty
};

struct TableRow {
  std::int64_t number = 0;  // in the file, as CsvRow has it
  std::string group;
  std::string area;
  std::string period;
  Cell numerator;
  Cell denominator;
  Cell value;
  RowFlags flags;
};

struct ImportedTable {
  std::vector<TableRow> rows;  // in the order of the file
  QualityReport report;
};

// Takes the rows of one file, the header first. One thread.
class TableBuilder {
 public:
  explicit TableBuilder(ColumnMapping mapping) : mapping_(std::move(mapping)) {}

  // Errors (after one, the builder is of no more use):
  //   kInvalidArgument  the mapping has no column of figures, names one that the header lacks (all
  //   such
  //                     are violations of the status) or has twice; more than kMaxTableRows rows
  //                     are kept.
  Status AddRow(const CsvRow& row);

  // Takes out duplicates and closes the report. Call once, after the last row.
  //
  // Errors: kInvalidArgument when there was not even a header.
  Result<ImportedTable> Finish();

 private:
  // Where a mapped column is; -1 when it is not mapped.
  struct Places {
    int group = -1;
    int area = -1;
    int period = -1;
    int numerator = -1;
    int denominator = -1;
    int value = -1;
    std::vector<int> filters;
    std::size_t width = 0;  // one past the last column in use
  };

  // A figure of a row and the column that it comes from.
  struct Figure {
    int place = -1;
    const Cell& cell;
    bool is_count = false;
  };

  Status ReadHeader(const CsvRow& row);
  bool HasUsedColumns(const CsvRow& row);
  bool PassesFilters(const CsvRow& row) const;
  TableRow ReadRow(const CsvRow& row) const;
  std::array<Figure, 3> FiguresOf(const TableRow& row) const;
  bool IsUsable(const TableRow& row);
  void NoteGaps(TableRow& row);
  void TakeOutDuplicates();

  ColumnMapping mapping_;
  std::vector<std::string> header_;
  Places places_;
  IssueLog issues_;
  ImportedTable table_;
};

// A reader and a builder in one: chunks of a file in, a table out.
class CsvImport {
 public:
  explicit CsvImport(ColumnMapping mapping);
  CsvImport(const CsvImport&) = delete;
  CsvImport& operator=(const CsvImport&) = delete;

  // Errors: those of CsvReader::Read and TableBuilder::AddRow.
  Status Read(std::string_view chunk) { return reader_.Read(chunk); }

  // Errors: those of CsvReader::Finish and TableBuilder::Finish. Call once.
  Result<ImportedTable> Finish();

 private:
  TableBuilder builder_;
  CsvReader reader_;
};

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_IMPORT_TABLE_BUILDER_H_
