#include "analysis/data_set_upload.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "analysis/data_set_table.h"
#include "analysis/domain/data_set.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/analysis/v1/internal.pb.h"
#include "platform/audit/sha256.h"
#include "platform/core/decision.h"
#include "platform/core/ids.h"
#include "platform/eventlog/reader.h"

namespace fivestep::analysis {
namespace {

using Words = google::protobuf::RepeatedPtrField<std::string>;

// The first words, as many as the limits allow.
Words FirstOf(const v1::WordColumn& column, int max_words) {
  Words first;
  size_t bytes = 0;
  for (int i = 0; i < std::min(column.words_size(), max_words); ++i) {
    bytes += column.words(i).size();
    if (bytes > kMaxListedBytes) break;
    *first.Add() = column.words(i);
  }
  return first;
}

// The request field that holds what the import calls `part` of a mapping.
std::string MappingField(const std::string& part) {
  return part == "filters" ? "header.mapping.filters" : "header.mapping." + part + "_column";
}

// An error of the reader or the builder as one of this context. Their sentences name row, column
// and remedy, and never what a cell says.
Status NotUsable(Status status) {
  if (status.code() != Code::kInvalidArgument) return status;
  std::string why = status.message();
  std::vector<FieldViolation> violations;
  for (const FieldViolation& violation : status.violations()) {
    why += (violations.empty() ? ": " : ", ") + violation.description;
    violations.push_back({MappingField(violation.field), violation.description});
  }
  while (why.ends_with('.')) why.pop_back();
  const std::string remedy = violations.empty()
                                 ? "Correct the file or the mapping, and import it again."
                                 : "Write the headings in the mapping exactly as the file does.";
  Status own = StatusOf(v1::FILE_NOT_USABLE, {{"why", why}, {"what_to_do", remedy}});
  own.SetViolations(std::move(violations));
  return own;
}

Status CheckFirst(const v1::ImportDataSetRequest& first) {
  std::vector<FieldViolation> missing;
  if (first.parent().empty()) missing.push_back({"parent", "Name the programme."});
  if (!IsValidId(first.data_set_id())) {
    missing.push_back({"data_set_id", "Use 1 to 63 lower-case letters, digits and hyphens."});
  }
  if (!first.has_header()) missing.push_back({"header", "Say what the data set is."});
  if (missing.empty()) return CheckHeader(first.header());
  std::string fields;
  for (const FieldViolation& violation : missing) {
    fields += (fields.empty() ? "" : ", ") + violation.field;
  }
  Status status = StatusOf(v1::FIRST_PART_INCOMPLETE, {{"fields", fields}});
  status.SetViolations(std::move(missing));
  return status;
}

// What is left of a table that has no row.
Status NoRow(const QualityReport& report) {
  std::string why = "it has no row under its heading";
  std::string remedy = "Check that the file is the right one.";
  if (report.rows_filtered > 0 && report.rows_filtered == report.rows_read) {
    why = "the filters leave no row";
    remedy = "Write the values of the filters as the file does.";
  } else if (report.rows_read > 0) {
    why = "none of its rows can be used";
    remedy = "Look at the columns of figures, and at the mapping.";
    if (!report.issues.empty()) remedy = report.issues.front().sentence;
  }
  return StatusOf(v1::FILE_NOT_USABLE, {{"why", why}, {"what_to_do", remedy}});
}

}  // namespace

Status DataSetUpload::Receive(const google::protobuf::Message& part) {
  const auto& request = static_cast<const v1::ImportDataSetRequest&>(part);
  if (request.content().size() > kMaxPartBytes) {
    return StatusOf(v1::PART_TOO_LARGE, {{"limit", std::to_string(kMaxPartBytes)}});
  }
  if (import_ == nullptr) {
    FIVESTEP_RETURN_IF_ERROR(Begin(request));
  } else if (request.has_header() || !request.data_set_id().empty()) {
    return StatusOf(v1::LATER_PART_NOT_CONTENT);
  }
  return NotUsable(import_->Read(request.content()));
}

Status DataSetUpload::Begin(const v1::ImportDataSetRequest& first) {
  FIVESTEP_RETURN_IF_ERROR(CheckFirst(first));
  first_ = first;
  first_.clear_content();
  name_ = first.parent() + "/dataSets/" + first.data_set_id();
  import_ = std::make_unique<CsvImport>(ToImportMapping(first.header().mapping()));
  return OkStatus();
}

Result<UploadSink::Finished> DataSetUpload::Finish(const ReadContext& context) {
  if (import_ == nullptr) return CheckFirst(v1::ImportDataSetRequest());
  auto imported = import_->Finish();
  if (!imported.ok()) return NotUsable(imported.status());
  if (imported->rows.empty()) return NoRow(imported->report);
  const v1::DataSetTable table = ToTable(imported->rows, first_.header().mapping());
  const std::string columns = table.SerializeAsString();
  auto command = std::make_unique<v1::RegisterDataSetRequest>();
  command->set_data_set(name_);
  *command->mutable_header() = first_.header();
  *command->mutable_groups() = FirstOf(table.groups(), kMaxListedGroups);
  *command->mutable_periods() = FirstOf(table.periods(), kMaxListedPeriods);
  command->set_area_count(table.areas().words_size());
  *command->mutable_quality_report() = ToReport(imported->report, kMaxIssues);
  command->set_visibility(first_.visibility());
  Finished finished;
  finished.request_id = first_.request_id();
  // Without the blob's digest: the same file encrypts to other bytes each time.
  finished.identity = command->SerializeAsString() + ToHex(Sha256(columns));
  auto digest = context.WriteBlob(columns, name_);
  if (!digest.ok()) return digest.status();
  command->set_blob_digest(*digest);
  finished.command = std::move(command);
  return finished;
}

std::unique_ptr<UploadSink> OpenDataSetUpload() { return std::make_unique<DataSetUpload>(); }

}  // namespace fivestep::analysis
