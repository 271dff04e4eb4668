// Reads CSV as the NHS writes it, chunk by chunk, holding one chunk at a time.
#ifndef FIVESTEP_ANALYSIS_IMPORT_CSV_READER_H_
#define FIVESTEP_ANALYSIS_IMPORT_CSV_READER_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/core/status.h"

namespace fivestep::analysis {

// Ten years of England's small areas by age and sex are 13.5 million rows and 390 MB.
inline constexpr std::size_t kMaxCsvBytes = std::size_t{512} << 20;
// A longer row is almost always a quote that was never closed.
inline constexpr std::size_t kMaxCsvRowBytes = 64 * 1024;
// The widest national table in use (QOF, wide form) has under 300 columns.
inline constexpr std::size_t kMaxCsvColumns = 500;

// One row with its fields as text: UTF-8, without surrounding blanks (see CleanText). The fields
// live until the handler returns.
struct CsvRow {
  // As a spreadsheet counts it: the first row is 1, blank rows count too.
  std::int64_t number = 0;
  std::vector<std::string_view> fields;
};

// Takes a file in chunks of any size and hands on its rows, blank rows left out.
//
// Understands: a UTF-8 byte order mark; rows ended by LF, CRLF or CR, the last one by nothing;
// quoted fields with commas, line ends and doubled quotes; Windows-1252 where a field is not UTF-8.
// A quote inside an unquoted field is itself.
//
// One thread. Memory: one chunk and one row. After an error every call answers with it.
class CsvReader {
 public:
  // Called for each row, before the next one is read. False ends the reading with `why`: a Status
  // made for every row would cost as much as the row.
  using RowHandler = std::function<bool(const CsvRow& row, Status& why)>;

  explicit CsvReader(RowHandler handler) : handler_(std::move(handler)) {}

  // Reads on.
  //
  // Errors:
  //   kInvalidArgument  the file is longer than kMaxCsvBytes, a row longer than kMaxCsvRowBytes or
  //                     wider than kMaxCsvColumns, or it is no text of single bytes (UTF-16, a
  //                     workbook). The message names the row and the remedy, never a cell.
  //   any other         what the handler said.
  Status Read(std::string_view chunk);

  // Hands on the last row. Errors: as Read; kInvalidArgument when a quoted field is still open.
  Status Finish();

 private:
  class Marks;

  // Each returns false once `status_` says why not.
  bool ReadHead(bool at_end);
  bool ReadBuffer(bool at_end);
  void ReadOn(std::string_view chunk);
  // Hands on the whole rows of `text`, and the last one too when it ends the file. Returns how many
  // bytes were used up.
  std::size_t ReadRows(std::string_view text, bool at_end);
  // Reads the row that starts at `at` and moves `at` behind it. False: it has not come in whole, or
  // it failed.
  bool ReadRow(Marks& marks, std::size_t& at, bool at_end);
  std::size_t ReadPlainFields(Marks& marks, std::size_t here);
  bool ReadQuoted(Marks& marks, std::size_t start, std::size_t& at, bool at_end);
  bool AddField(std::string_view raw, bool maybe_foreign);
  bool AddCleaned(std::string raw);
  bool EndRow();
  bool Fail(std::string message);
  bool FailTooLong();
  std::string Row() const { return "row " + std::to_string(row_.number); }

  RowHandler handler_;
  Status status_;
  std::string buffer_;  // what has not been used up
  bool head_read_ = false;
  bool after_cr_ = false;
  std::size_t total_bytes_ = 0;
  CsvRow row_{1, {}};
  bool row_blank_ = true;
  // Fields that are not as they stand in the file; a deque, so that views of them stay good.
  std::deque<std::string> cleaned_;
  std::size_t cleaned_used_ = 0;
};

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_IMPORT_CSV_READER_H_
