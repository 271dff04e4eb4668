#include "analysis/data_set_upload.h"

#include <algorithm>
#include <unordered_set>
#include <utility>
#include <vector>

#include "analysis/data_set_reading.h"
#include "analysis/domain/data_set.h"
#include "analysis/domain/disclosure.h"
#include "analysis/figure_preparation.h"
#include "analysis/import/area_code.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "platform/core/decision.h"
#include "platform/core/ids.h"
#include "platform/core/timestamp.h"
#include "platform/eventlog/reader.h"

namespace fivestep::analysis {
namespace {

// The first words, as many as the limits allow.
template <class Words>
void ListWords(const WordList& words, int max_words, size_t max_bytes, Words* first) {
  size_t bytes = 0;
  for (std::uint32_t i = 0; i < words.size() && first->size() < max_words; ++i) {
    bytes += words.word(i).size();
    if (bytes > max_bytes) break;
    *first->Add() = words.word(i);
  }
}

// What is left of a table that has no row.
Status NoRow(const v1::QualityReport& report) {
  std::string why = "it has no row under its heading";
  std::string remedy = "Check that the file is the right one.";
  if (report.filtered_row_count() > 0 && report.filtered_row_count() == report.row_count()) {
    why = "the filters leave no row";
    remedy = "Write the values of the filters as the file does.";
  } else if (report.row_count() > 0) {
    why = "none of its rows can be used";
    remedy = "Look at the columns of figures, and at the mapping.";
    if (!report.issues().empty()) remedy = report.issues(0).message();
  }
  return StatusOf(v1::FILE_NOT_USABLE, {{"why", why}, {"what_to_do", remedy}});
}

bool IsAreaLabel(const LabelPlace& place) {
  return place.name == "area" || place.kind == v1::GROUP_DIMENSION_AREA ||
         place.kind == v1::GROUP_DIMENSION_LOCAL_AUTHORITY;
}

}  // namespace

Status FileNotUsable(Status status, const std::string& field) {
  if (status.code() != Code::kInvalidArgument) return status;
  std::string why = status.message();
  std::vector<FieldViolation> violations;
  for (const FieldViolation& violation : status.violations()) {
    why += (violations.empty() ? ": " : ", ") + violation.description;
    violations.push_back({field + violation.field, violation.description});
  }
  while (why.ends_with('.')) why.pop_back();
  const std::string remedy = violations.empty()
                                 ? "Correct the file or the mapping, and import it again."
                                 : "Write the headings in the mapping exactly as the file does.";
  Status own = StatusOf(v1::FILE_NOT_USABLE, {{"why", why}, {"what_to_do", remedy}});
  own.SetViolations(std::move(violations));
  return own;
}

Status CheckFirstPart(const std::string& parent, const std::string& id_field, const std::string& id,
                      bool has_header) {
  std::vector<FieldViolation> missing;
  if (parent.empty()) missing.push_back({"parent", "Name the programme."});
  if (!IsValidId(id)) {
    missing.push_back({id_field, "Use 1 to 63 lower-case letters, digits and hyphens."});
  }
  if (!has_header) missing.push_back({"header", "Say what the file is."});
  if (missing.empty()) return OkStatus();
  std::string fields;
  for (const FieldViolation& violation : missing) {
    fields += (fields.empty() ? "" : ", ") + violation.field;
  }
  Status status = StatusOf(v1::FIRST_PART_INCOMPLETE, {{"fields", fields}});
  status.SetViolations(std::move(missing));
  return status;
}

Status DataSetUpload::Receive(const google::protobuf::Message& part, const ReadContext& context) {
  const auto& request = static_cast<const v1::ImportDataSetRequest&>(part);
  if (request.content().size() > kMaxPartBytes) {
    return StatusOf(v1::PART_TOO_LARGE, {{"limit", std::to_string(kMaxPartBytes)}});
  }
  if (import_ == nullptr) {
    FIVESTEP_RETURN_IF_ERROR(Begin(request, context));
  } else if (request.has_header() || !request.data_set_id().empty()) {
    return StatusOf(v1::LATER_PART_NOT_CONTENT);
  }
  source_.Add(request.content());
  return FileNotUsable(import_->Read(request.content()), "header.mapping.");
}

Status DataSetUpload::Begin(const v1::ImportDataSetRequest& first, const ReadContext& context) {
  FIVESTEP_RETURN_IF_ERROR(
      CheckFirstPart(first.parent(), "data_set_id", first.data_set_id(), first.has_header()));
  FIVESTEP_RETURN_IF_ERROR(CheckHeader(first.header()));
  first_ = first;
  first_.clear_content();
  name_ = first.parent() + "/dataSets/" + first.data_set_id();
  auto blob = context.OpenBlob(name_);
  if (!blob.ok()) return blob.status();
  blob_ = std::move(*blob);
  import_ = std::make_unique<CsvImport>(first.header().mapping(),
                                        [this](std::string_view part) { return blob_->Add(part); });
  return OkStatus();
}

// Codes against the declared vintage, and against the geography that is loaded for it.
Status DataSetUpload::CheckAreas(const ReadContext& context) {
  const v1::LsoaVintage vintage = first_.header().lsoa_vintage();
  std::unordered_set<std::string> known;
  context.ScanRows(first_.parent(), "referenceData", "", [&](RowSnapshot& row) {
    const auto& reference = static_cast<const v1::ReferenceData&>(*row.resource);
    const v1::ReferenceHeader& header = reference.header();
    const bool usable = header.kind() == v1::REFERENCE_KIND_GEOGRAPHY &&
                        header.lsoa_vintage() == vintage && reference.superseded_by().empty() &&
                        !reference.attributes().empty();
    if (!usable || vintage <= v1::LSOA_VINTAGE_NONE) return true;
    const auto pairs = ReadAttribute(reference, reference.attributes(0), context);
    if (!pairs.ok()) return true;
    for (const auto& [key, label] : *pairs) known.insert(key);
    return true;
  });
  for (size_t i = 0; i < import_->labels().size(); ++i) {
    const LabelColumn& label = import_->labels()[i];
    if (!IsAreaLabel(label.place())) continue;
    const WordList& words = import_->words(i);
    int64_t unknown_rows = 0;
    for (std::uint32_t word = 0; word < words.size(); ++word) {
      const std::string& code = words.word(word);
      if (vintage == v1::LSOA_VINTAGE_2011 && IsLsoaOf2021Only(code) && !IsImpossible(code)) {
        return StatusOf(v1::FILE_NOT_USABLE,
                        {{"why", "it has LSOAs that only the census of 2021 knows, such as " +
                                     code + ", and lsoa_vintage says 2011"},
                         {"what_to_do", "Correct lsoa_vintage, or split the file by vintage."}});
      }
      if (vintage == v1::LSOA_VINTAGE_NONE && IsLsoa(code)) {
        return StatusOf(v1::FILE_NOT_USABLE,
                        {{"why", "it has LSOAs, such as " + code + ", and lsoa_vintage says none"},
                         {"what_to_do", "Say in lsoa_vintage which LSOAs they are."}});
      }
      if (!known.empty() && IsLsoa(code) && !known.contains(code))
        unknown_rows += label.rows()[word];
    }
    if (unknown_rows > 0) {
      import_->AddIssue(v1::QUALITY_ISSUE_KIND_IMPOSSIBLE_CODE, label.place(), unknown_rows);
    }
  }
  return OkStatus();
}

void DataSetUpload::Describe(v1::RegisterDataSetRequest& command) const {
  command.set_data_set(name_);
  *command.mutable_header() = first_.header();
  command.set_visibility(first_.visibility());
  for (size_t i = 0; i < import_->labels().size(); ++i) {
    const LabelPlace& place = import_->labels()[i].place();
    const WordList& words = import_->words(i);
    const auto count = static_cast<int32_t>(words.size());
    if (i == 0) ListWords(words, kMaxListedGroups, kMaxGroupBytes, command.mutable_groups());
    if (place.name == "area") command.set_area_count(count);
    if (place.name == "period") {
      ListWords(words, kMaxListedPeriods, kMaxPeriodBytes, command.mutable_periods());
    }
    v1::DataSetDimension& dimension = *command.add_dimensions();
    dimension.set_name(place.name);
    dimension.set_kind(place.kind);
    dimension.set_label_count(count);
    ListWords(words, kMaxListedLabels, kMaxLabelBytes, dimension.mutable_labels());
  }
  v1::QualityReport& report = *command.mutable_quality_report();
  report = import_->report();
  const auto smallest = import_->smallest_count();
  const DisclosureRule& rule =
      RuleFor(first_.header().disclosure_profile(), first_.header().geography_level());
  report.set_smallest_cell_withheld(smallest && IsWithheld(*smallest, rule));
}

// What the version before has supplied to metrics is supplied of this one, in the same decision.
void DataSetUpload::AddRenewals(v1::RegisterDataSetRequest& command,
                                const ReadContext& context) const {
  if (command.header().supersedes().empty()) return;
  v1::DataSet next;
  next.set_name(name_);
  next.set_state(v1::DATA_SET_STATE_IMPORTED);
  *next.mutable_header() = command.header();
  next.set_blob_digest(command.blob_digest());
  *next.mutable_groups() = command.groups();
  *next.mutable_periods() = command.periods();
  *next.mutable_create_time() = ToTimestamp(context.now());
  *command.mutable_renewals() = PrepareRenewals(next, context);
}

Result<UploadSink::Finished> DataSetUpload::Finish(const ReadContext& context) {
  if (import_ == nullptr) return CheckFirstPart("", "data_set_id", "", false);
  FIVESTEP_RETURN_IF_ERROR(FileNotUsable(import_->Finish(), "header.mapping."));
  if (import_->report().table_row_count() == 0) return NoRow(import_->report());
  FIVESTEP_RETURN_IF_ERROR(CheckAreas(context));
  auto command = std::make_unique<v1::RegisterDataSetRequest>();
  Describe(*command);
  const Sha256Digest source = source_.Finish();
  command->set_source_digest(std::string(source.begin(), source.end()));
  Finished finished;
  finished.request_id = first_.request_id();
  // Without the blob's digest: the same file encrypts to other bytes each time.
  finished.identity = command->SerializeAsString();
  auto digest = blob_->Close();
  if (!digest.ok()) return digest.status();
  command->set_blob_digest(*digest);
  AddRenewals(*command, context);
  finished.command = std::move(command);
  return finished;
}

std::unique_ptr<UploadSink> OpenDataSetUpload() { return std::make_unique<DataSetUpload>(); }

}  // namespace fivestep::analysis
