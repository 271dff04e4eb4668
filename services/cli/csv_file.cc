#include "cli/csv_file.h"

#include <algorithm>

#include "analysis/import/csv_reader.h"

namespace fivestep::cli {

Result<CsvFile> CsvFile::Read(const std::string& content) {
  CsvFile file;
  analysis::CsvReader reader([&file](const analysis::CsvRow& row, Status&) {
    CsvCells cells(row.fields.begin(), row.fields.end());
    if (file.header_.empty()) {
      file.header_ = std::move(cells);
    } else {
      file.rows_.push_back({static_cast<size_t>(row.number), std::move(cells)});
    }
    return true;
  });
  FIVESTEP_RETURN_IF_ERROR(reader.Read(content));
  FIVESTEP_RETURN_IF_ERROR(reader.Finish());
  return file;
}

Result<size_t> CsvFile::ColumnOf(const std::string& name) const {
  const auto found = std::find(header_.begin(), header_.end(), name);
  if (found != header_.end()) return static_cast<size_t>(found - header_.begin());
  return InvalidArgument("The file has no column `" + name + "`.");
}

bool CsvFile::Next() {
  if (at_ == rows_.size()) return false;
  ++at_;
  return true;
}

Status CsvFile::CheckLength() const {
  if (row().size() == header_.size()) return OkStatus();
  return InvalidArgument("Row " + std::to_string(rows_[at_ - 1].number) + " has " +
                         std::to_string(row().size()) + " cells, the header " +
                         std::to_string(header_.size()) + ".");
}

Status CsvFile::BadCell(const std::string& column, const std::string& what) const {
  return InvalidArgument("Row " + std::to_string(rows_[at_ - 1].number) + ": the cell in column `" +
                         column + "` " + what + ".");
}

}  // namespace fivestep::cli
