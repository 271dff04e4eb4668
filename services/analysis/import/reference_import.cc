#include "analysis/import/reference_import.h"

#include <algorithm>
#include <utility>

#include "analysis/import/cell.h"

namespace fivestep::analysis {

ReferenceImport::ReferenceImport(v1::ReferenceHeader header, TableWriter::Sink sink)
    : header_(std::move(header)),
      sink_(std::move(sink)),
      reader_([this](const CsvRow& row, Status& why) { return TakeRow(row, why); }) {}

Status ReferenceImport::TakeHeadings(const CsvRow& row) {
  const std::vector<std::string> headings(row.fields.begin(), row.fields.end());
  std::vector<FieldViolation> violations;
  const auto find = [&](const std::string& field, const std::string& column) {
    const auto found = std::find(headings.begin(), headings.end(), CleanText(column));
    if (found == headings.end()) {
      violations.push_back({field, "the file has no column \"" + column + "\""});
      return;
    }
    columns_.push_back(static_cast<std::size_t>(found - headings.begin()));
  };
  find("key_column", header_.key_column());
  if (header_.attribute_columns().empty()) {
    for (std::size_t i = 0; i < headings.size(); ++i) {
      if (headings[i] != CleanText(header_.key_column()) && !headings[i].empty()) {
        columns_.push_back(i);
      }
    }
  }
  for (int i = 0; i < header_.attribute_columns_size(); ++i) {
    find("attribute_columns[" + std::to_string(i) + "]", header_.attribute_columns(i));
  }
  if (violations.empty() && columns_.size() > kMaxLabelColumns) {
    violations.push_back({"attribute_columns", "name at most 50 columns to keep"});
  }
  if (!violations.empty()) {
    Status status = InvalidArgument("the columns do not fit the header of the file");
    status.SetViolations(std::move(violations));
    return status;
  }
  v1::TableHead head;
  for (const std::size_t column : columns_) {
    head.add_labels()->set_name(headings[column]);
    if (head.labels_size() > 1) attributes_.push_back(headings[column]);
  }
  width_ = headings.size();
  codes_.resize(columns_.size());
  table_.emplace(std::move(head), sink_);
  return OkStatus();
}

bool ReferenceImport::TakeRow(const CsvRow& row, Status& why) {
  const std::string place = "row " + std::to_string(row.number);
  if (!table_) {
    why = TakeHeadings(row);
    return why.ok();
  }
  if (row.fields.size() != width_) {
    why = InvalidArgument(place + " has another number of cells than the headings");
  } else if (row.fields[columns_[0]].empty()) {
    why = InvalidArgument(place + " has no key");
  } else if (table_->row_count() == kMaxReferenceRows) {
    why = InvalidArgument("the file has more than 1,000,000 rows");
  }
  if (!why.ok()) return false;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    codes_[i] = table_->words(i).Add(row.fields[columns_[i]]);
  }
  return table_->Add(codes_, Figures3(), why);
}

Status ReferenceImport::Finish() {
  FIVESTEP_RETURN_IF_ERROR(reader_.Finish());
  if (!table_) return InvalidArgument("the file is empty: it has no header");
  if (table_->row_count() == 0) return InvalidArgument("it has no row under its heading");
  return table_->Finish();
}

}  // namespace fivestep::analysis
