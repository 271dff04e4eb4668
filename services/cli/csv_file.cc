#include "cli/csv_file.h"

#include <algorithm>
#include <string_view>

namespace fivestep::cli {

CsvFile::CsvFile(const std::string& content) : content_(content) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (content.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
  header_ = ReadRow();
}

CsvRow CsvFile::ReadRow() {
  CsvRow row(1);
  bool quoted = false;
  while (at_ < content_.size()) {
    const char c = content_[at_++];
    if (quoted) {
      if (c != '"') {
        row.back() += c;
      } else if (at_ < content_.size() && content_[at_] == '"') {
        row.back() += content_[at_++];
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      row.emplace_back();
    } else if (c == '\n') {
      break;
    } else if (c != '\r') {
      row.back() += c;
    }
  }
  return row;
}

Result<size_t> CsvFile::ColumnOf(const std::string& name) const {
  const auto found = std::find(header_.begin(), header_.end(), name);
  if (found != header_.end()) return static_cast<size_t>(found - header_.begin());
  return InvalidArgument("The file has no column `" + name + "`.");
}

bool CsvFile::Next() {
  while (at_ < content_.size()) {
    row_ = ReadRow();
    ++line_;
    if (row_.size() > 1 || !row_[0].empty()) return true;
  }
  return false;
}

Status CsvFile::CheckLength() const {
  if (row_.size() == header_.size()) return OkStatus();
  return InvalidArgument("Line " + std::to_string(line_) + " has " + std::to_string(row_.size()) +
                         " cells, the header " + std::to_string(header_.size()) + ".");
}

Status CsvFile::BadCell(const std::string& column, const std::string& what) const {
  return InvalidArgument("Line " + std::to_string(line_) + ": the cell in column `" + column +
                         "` " + what + ".");
}

}  // namespace fivestep::cli
