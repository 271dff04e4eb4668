#include "analysis/import/csv_reader.h"

#include <algorithm>
#include <utility>

#include "analysis/import/cell.h"

namespace fivestep::analysis {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kUtf16LittleMark = "\xFF\xFE";
constexpr std::string_view kUtf16BigMark = "\xFE\xFF";

}  // namespace

Status CsvReader::Read(std::string_view chunk) {
  if (!status_.ok()) return status_;
  total_bytes_ += chunk.size();
  if (total_bytes_ > kMaxCsvBytes) {
    Fail("the file is longer than 100 MB; leave out columns or years that are not needed");
  } else if (head_read_) {
    ReadBytes(chunk);
  } else {
    head_ += chunk;
    ReadHead(/*at_end=*/false);
  }
  return status_;
}

Status CsvReader::Finish() {
  if (!status_.ok()) return status_;
  if (!head_read_ && !ReadHead(/*at_end=*/true)) return status_;
  if (state_ == State::kQuoted) {
    Fail("row " + std::to_string(row_.number) + " opens a quoted cell and never closes it");
  } else if (row_bytes_ > 0) {
    EndRow();
  }
  return status_;
}

// Waits for as many bytes as the longest mark, or for the end of a file that has fewer.
bool CsvReader::ReadHead(bool at_end) {
  if (head_.size() < kUtf8Mark.size() && !at_end) return true;
  head_read_ = true;
  if (head_.starts_with(kUtf16LittleMark) || head_.starts_with(kUtf16BigMark)) {
    return Fail("the file is in UTF-16; save it as \"CSV UTF-8\"");
  }
  const std::string head = std::exchange(head_, {});
  const std::size_t mark = head.starts_with(kUtf8Mark) ? kUtf8Mark.size() : 0;
  return ReadBytes(std::string_view(head).substr(mark));
}

bool CsvReader::ReadBytes(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [this](char byte) { return ReadByte(byte); });
}

bool CsvReader::ReadByte(char byte) {
  if (std::exchange(after_cr_, false) && byte == '\n') return true;
  if (byte == '\0') {
    return Fail("row " + std::to_string(row_.number) +
                " holds bytes that no CSV has; save the workbook as \"CSV UTF-8\"");
  }
  if (++row_bytes_ > kMaxCsvRowBytes) {
    return Fail("row " + std::to_string(row_.number) +
                " is longer than 64 KiB; perhaps a quote in it is not closed");
  }
  if (state_ == State::kQuoted && byte != '"') {
    field_ += byte;
  } else if (state_ == State::kQuoted) {
    state_ = State::kQuoteInQuoted;
  } else if (byte == '"' && state_ == State::kQuoteInQuoted) {
    field_ += byte;
    state_ = State::kQuoted;
  } else if (byte == '"' && state_ == State::kFieldStart) {
    state_ = State::kQuoted;
  } else if (byte == ',') {
    return EndField();
  } else if (byte == '\n' || byte == '\r') {
    after_cr_ = byte == '\r';
    return EndRow();
  } else {
    field_ += byte;
    state_ = State::kUnquoted;
  }
  return true;
}

bool CsvReader::EndField() {
  if (row_.fields.size() == kMaxCsvColumns) {
    return Fail("row " + std::to_string(row_.number) +
                " has more than 500 columns; leave out those that are not needed");
  }
  row_.fields.push_back(CleanText(field_));
  field_.clear();
  state_ = State::kFieldStart;
  return true;
}

bool CsvReader::EndRow() {
  if (!EndField()) return false;
  const bool blank = std::all_of(row_.fields.begin(), row_.fields.end(),
                                 [](const std::string& field) { return field.empty(); });
  if (!blank) status_ = handler_(row_);
  row_ = CsvRow{row_.number + 1, {}};
  row_bytes_ = 0;
  return status_.ok();
}

bool CsvReader::Fail(std::string message) {
  status_ = InvalidArgument(std::move(message));
  return false;
}

}  // namespace fivestep::analysis
