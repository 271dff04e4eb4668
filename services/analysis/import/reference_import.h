// Reads a file of reference data: a key and its attributes, all of them words.
#ifndef FIVESTEP_ANALYSIS_IMPORT_REFERENCE_IMPORT_H_
#define FIVESTEP_ANALYSIS_IMPORT_REFERENCE_IMPORT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/import/csv_reader.h"
#include "analysis/import/table_block.h"
#include "fivestep/analysis/v1/reference_data.pb.h"
#include "platform/core/status.h"

namespace fivestep::analysis {

// The change look-up between two censuses has 35,000 rows; postcodes are not reference data.
inline constexpr std::int64_t kMaxReferenceRows = 1'000'000;

// One import. One thread.
class ReferenceImport {
 public:
  // `sink` takes the parts of the table while the file comes in.
  ReferenceImport(v1::ReferenceHeader header, TableWriter::Sink sink);
  ReferenceImport(const ReferenceImport&) = delete;
  ReferenceImport& operator=(const ReferenceImport&) = delete;

  // Errors:
  //   kInvalidArgument  those of CsvReader; the first row lacks a column that the header names; a
  //   row
  //                     lacks its key or has another width than the headings; too many rows.
  //   any other         the sink's.
  Status Read(std::string_view chunk) { return reader_.Read(chunk); }
  Status Finish();

  // After Finish.
  const std::vector<std::string>& attributes() const { return attributes_; }
  const WordList& keys() const { return table_->words(0); }
  std::int64_t row_count() const { return table_->row_count(); }

 private:
  bool TakeRow(const CsvRow& row, Status& why);
  Status TakeHeadings(const CsvRow& row);

  v1::ReferenceHeader header_;
  TableWriter::Sink sink_;
  std::vector<std::size_t> columns_;  // the key's, then those of the attributes
  std::vector<std::string> attributes_;
  std::size_t width_ = 0;
  std::optional<TableWriter> table_;
  std::vector<std::uint32_t> codes_;
  CsvReader reader_;
};

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_IMPORT_REFERENCE_IMPORT_H_
