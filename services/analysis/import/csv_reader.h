// Reads CSV as the NHS writes it, chunk by chunk, holding one row at a time.
#ifndef FIVESTEP_ANALYSIS_IMPORT_CSV_READER_H_
#define FIVESTEP_ANALYSIS_IMPORT_CSV_READER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/status.h"

namespace fivestep::analysis {

// The largest published extracts that programmes use are some tens of megabytes.
inline constexpr std::size_t kMaxCsvBytes = 100'000'000;
// A longer row is almost always a quote that was never closed.
inline constexpr std::size_t kMaxCsvRowBytes = 64 * 1024;
// The widest national table in use (QOF, wide form) has under 300 columns.
inline constexpr std::size_t kMaxCsvColumns = 500;

// One row with its fields as text: UTF-8, without surrounding blanks (see CleanText).
struct CsvRow {
  // As a spreadsheet counts it: the first row is 1, blank rows count too.
  std::int64_t number = 0;
  std::vector<std::string> fields;
};

// Takes a file in chunks of any size and hands on its rows, blank rows left out.
//
// Understands: a UTF-8 byte order mark; rows ended by LF, CRLF or CR, the last one by nothing;
// quoted fields with commas, line ends and doubled quotes; Windows-1252 where a field is not UTF-8.
// A quote inside an unquoted field is itself.
//
// One thread. Memory: one row, so about kMaxCsvRowBytes. After an error every call answers with it.
class CsvReader {
 public:
  // Called for each row, before the next one is read; an error from it ends the reading.
  using RowHandler = std::function<Status(const CsvRow&)>;

  explicit CsvReader(RowHandler handler) : handler_(std::move(handler)) {}

  // Reads on.
  //
  // Errors:
  //   kInvalidArgument  the file is longer than kMaxCsvBytes, a row longer than kMaxCsvRowBytes or
  //   wider
  //                     than kMaxCsvColumns, or it is no text of single bytes (UTF-16, a workbook).
  //                     The message names the row and the remedy, never a cell.
  //   any other         what the handler answered.
  Status Read(std::string_view chunk);

  // Hands on the last row. Errors: as Read; kInvalidArgument when a quoted field is still open.
  Status Finish();

 private:
  enum class State { kFieldStart, kUnquoted, kQuoted, kQuoteInQuoted };

  // Each returns false once `status_` says why not; a Status for every byte would be slow.
  bool ReadHead(bool at_end);
  bool ReadBytes(std::string_view bytes);
  bool ReadByte(char byte);
  bool EndField();
  bool EndRow();
  bool Fail(std::string message);

  RowHandler handler_;
  Status status_;
  std::string head_;  // the first bytes, until there are enough to know a byte order mark by
  bool head_read_ = false;
  std::size_t total_bytes_ = 0;

  State state_ = State::kFieldStart;
  bool after_cr_ = false;
  std::size_t row_bytes_ = 0;
  std::string field_;
  CsvRow row_{1, {}};
};

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_IMPORT_CSV_READER_H_
