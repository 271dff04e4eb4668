#include "cli/data_set_import.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <utility>

#include "cli/json_text.h"

namespace fivestep::cli {
namespace {

namespace pb = analysis::v1;

// The value of an enum whose names are `<prefix>_<WORD>`, from an option such as `service-users`.
template <class Enum>
Enum FromWord(const google::protobuf::EnumDescriptor* type, const std::string& prefix,
              std::string word) {
  for (char& c : word) c = c == '-' ? '_' : static_cast<char>(std::toupper(c));
  const auto* value = type->FindValueByName(prefix + "_" + word);
  return static_cast<Enum>(value == nullptr ? 0 : value->number());
}

void SetIfGiven(const std::string& value, std::string* field) {
  if (!value.empty()) *field = value;
}

Status AddFilters(const std::vector<std::string>& filters, pb::ColumnMapping& mapping) {
  for (const std::string& text : filters) {
    const size_t equals = text.find('=');
    if (equals == 0 || equals == std::string::npos) {
      return InvalidArgument("--filter `" + text + "` is not COLUMN=VALUE.");
    }
    pb::RowFilter& filter = *mapping.add_filters();
    filter.set_column(text.substr(0, equals));
    filter.set_value(text.substr(equals + 1));
  }
  return OkStatus();
}

// JSON, or @FILE.
Status ReadJson(const std::string& option, const std::string& given,
                google::protobuf::Message& message) {
  if (given.empty()) return OkStatus();
  const Result<std::string> text =
      given.starts_with("@") ? ReadInput(given.substr(1)) : Result<std::string>(given);
  if (!text.ok()) return text.status();
  const Status parsed = FromJson(*text, message);
  return parsed.ok() ? parsed : InvalidArgument(option + ": " + parsed.message());
}

pb::GroupDimension KindOf(const std::string& word) {
  return FromWord<pb::GroupDimension>(pb::GroupDimension_descriptor(), "GROUP_DIMENSION", word);
}

pb::LsoaVintage VintageOf(const std::string& word) {
  return FromWord<pb::LsoaVintage>(pb::LsoaVintage_descriptor(), "LSOA_VINTAGE", word);
}

// NAME=COLUMN or NAME:KIND=COLUMN.
Status AddDimensions(const std::vector<std::string>& dimensions, pb::ColumnMapping& mapping) {
  for (const std::string& text : dimensions) {
    const size_t equals = text.find('=');
    if (equals == 0 || equals == std::string::npos) {
      return InvalidArgument("--dimension `" + text + "` is not NAME=COLUMN.");
    }
    const std::string name = text.substr(0, equals);
    const size_t colon = name.find(':');
    pb::Dimension& dimension = *mapping.add_dimensions();
    dimension.set_name(name.substr(0, colon));
    dimension.set_column(text.substr(equals + 1));
    if (colon == std::string::npos) continue;
    dimension.set_kind(KindOf(name.substr(colon + 1)));
    if (dimension.kind() == pb::GROUP_DIMENSION_UNSPECIFIED) {
      return InvalidArgument("--dimension `" + text + "`: there is no kind `" +
                             name.substr(colon + 1) + "`.");
    }
  }
  return OkStatus();
}

void AddColumns(const ImportCommand& command, pb::ColumnMapping& mapping) {
  SetIfGiven(command.group_column, mapping.mutable_group_column());
  SetIfGiven(command.numerator_column, mapping.mutable_numerator_column());
  SetIfGiven(command.denominator_column, mapping.mutable_denominator_column());
  SetIfGiven(command.value_column, mapping.mutable_value_column());
  SetIfGiven(command.period_column, mapping.mutable_period_column());
  SetIfGiven(command.area_column, mapping.mutable_area_column());
  if (!command.group_kind.empty()) mapping.set_group_kind(KindOf(command.group_kind));
  if (!command.repeat_rule.empty()) {
    mapping.set_repeat_rule(
        FromWord<pb::RepeatRule>(pb::RepeatRule_descriptor(), "REPEAT_RULE", command.repeat_rule));
  }
}

void AddFacts(const ImportCommand& command, pb::DataSetHeader& header) {
  SetIfGiven(command.title, header.mutable_title());
  SetIfGiven(command.publisher, header.mutable_publisher());
  SetIfGiven(command.licence, header.mutable_licence());
  SetIfGiven(command.start_date, header.mutable_period_start_date());
  SetIfGiven(command.end_date, header.mutable_period_end_date());
  SetIfGiven(command.geography, header.mutable_geography_level());
  SetIfGiven(command.caveat, header.mutable_caveat());
  SetIfGiven(command.source, header.mutable_source());
  SetIfGiven(command.supersedes, header.mutable_supersedes());
  SetIfGiven(command.deprivation_edition, header.mutable_deprivation_edition());
  if (header.source_file().empty()) {
    header.set_source_file(std::filesystem::path(command.file).filename().string());
  }
  if (!command.profile.empty()) {
    header.set_disclosure_profile(FromWord<pb::DisclosureProfile>(
        pb::DisclosureProfile_descriptor(), "DISCLOSURE_PROFILE", command.profile));
  }
  if (!command.population.empty()) {
    header.mutable_population()->set_basis(FromWord<pb::PopulationBasis>(
        pb::PopulationBasis_descriptor(), "POPULATION_BASIS", command.population));
  }
  if (!command.ethnicity_scheme.empty()) {
    header.mutable_population()->set_ethnicity_scheme(command.ethnicity_scheme);
  }
  if (!command.lsoa_vintage.empty()) header.set_lsoa_vintage(VintageOf(command.lsoa_vintage));
}

void AddAuthority(const ImportCommand& command, pb::Processing& processing) {
  SetIfGiven(command.purpose, processing.mutable_purpose());
  SetIfGiven(command.controller, processing.mutable_controller());
  SetIfGiven(command.agreement, processing.mutable_agreement());
  SetIfGiven(command.retention_date, processing.mutable_retention_date());
  SetIfGiven(command.opt_out_statement, processing.mutable_opt_out_statement());
  if (!command.opt_out.empty()) {
    processing.set_opt_out(FromWord<pb::OptOutHandling>(pb::OptOutHandling_descriptor(),
                                                        "OPT_OUT_HANDLING", command.opt_out));
  }
}

}  // namespace

Result<pb::ImportDataSetRequest> FirstPart(const ImportCommand& command) {
  pb::ImportDataSetRequest first;
  first.set_parent(command.parent);
  first.set_data_set_id(command.data_set_id);
  pb::DataSetHeader& header = *first.mutable_header();
  FIVESTEP_RETURN_IF_ERROR(ReadJson("--header", command.header, header));
  AddFacts(command, header);
  AddAuthority(command, *header.mutable_processing());
  pb::ColumnMapping& mapping = *header.mutable_mapping();
  FIVESTEP_RETURN_IF_ERROR(ReadJson("--mapping", command.mapping, mapping));
  AddColumns(command, mapping);
  FIVESTEP_RETURN_IF_ERROR(AddDimensions(command.dimensions, mapping));
  FIVESTEP_RETURN_IF_ERROR(AddFilters(command.filters, mapping));
  if (!command.visibility.empty()) {
    first.set_visibility(FromWord<platform::v1::Visibility>(platform::v1::Visibility_descriptor(),
                                                            "VISIBILITY", command.visibility));
  }
  FillRequestId(first, command.request_id);
  return first;
}

Result<pb::LoadReferenceDataRequest> FirstPart(const ReferenceCommand& command) {
  pb::LoadReferenceDataRequest first;
  first.set_parent(command.parent);
  first.set_reference_data_id(command.reference_data_id);
  pb::ReferenceHeader& header = *first.mutable_header();
  std::string text = command.header;
  if (text.empty()) {
    const std::filesystem::path beside =
        std::filesystem::path(command.file).replace_extension(".json");
    if (std::filesystem::exists(beside)) text = "@" + beside.string();
  }
  FIVESTEP_RETURN_IF_ERROR(ReadJson("--header", text, header));
  SetIfGiven(command.title, header.mutable_title());
  SetIfGiven(command.edition, header.mutable_edition());
  SetIfGiven(command.publisher, header.mutable_publisher());
  SetIfGiven(command.licence, header.mutable_licence());
  SetIfGiven(command.source, header.mutable_source());
  SetIfGiven(command.verified_date, header.mutable_verified_date());
  SetIfGiven(command.key_column, header.mutable_key_column());
  SetIfGiven(command.supersedes, header.mutable_supersedes());
  for (const std::string& column : command.attribute_columns) header.add_attribute_columns(column);
  if (!command.kind.empty()) {
    header.set_kind(FromWord<pb::ReferenceKind>(pb::ReferenceKind_descriptor(), "REFERENCE_KIND",
                                                command.kind));
  }
  if (!command.lsoa_vintage.empty()) header.set_lsoa_vintage(VintageOf(command.lsoa_vintage));
  FillRequestId(first, command.request_id);
  return first;
}

Result<SlicedFile> SlicedFile::Open(const std::string& file) {
  SlicedFile sliced;
  if (file == "-") {
    auto content = ReadInput(file);
    if (!content.ok()) return content.status();
    sliced.held_ = std::move(*content);
    sliced.size_ = static_cast<int64_t>(sliced.held_.size());
  } else {
    sliced.path_ = file;
    std::ifstream stream(file, std::ios::binary | std::ios::ate);
    if (!stream) return InvalidArgument("Cannot read " + file + ".");
    sliced.size_ = stream.tellg();
  }
  if (sliced.size_ == 0) return InvalidArgument(file + " is empty.");
  return sliced;
}

std::string SlicedFile::Slice(int64_t at) const {
  if (path_.empty()) return held_.substr(static_cast<size_t>(at), kImportPartBytes);
  std::ifstream stream(path_, std::ios::binary);
  std::string slice(kImportPartBytes, '\0');
  stream.seekg(at);
  stream.read(slice.data(), static_cast<std::streamsize>(slice.size()));
  slice.resize(static_cast<size_t>(std::max<std::streamsize>(stream.gcount(), 0)));
  return slice;
}

std::string SlicedFile::Beginning(size_t count) const {
  std::string beginning;
  while (beginning.size() < count) {
    const std::string slice = Slice(static_cast<int64_t>(beginning.size()));
    if (slice.empty()) break;
    beginning += slice;
  }
  if (beginning.size() > count) beginning.resize(count);
  return beginning;
}

std::string ImportSummary(const pb::DataSet& data_set) {
  const pb::QualityReport& report = data_set.quality_report();
  std::string text = data_set.name() + "\n" + data_set.title() + "\n";
  text += std::to_string(report.kept_row_count()) + " of " + std::to_string(report.row_count()) +
          " rows kept";
  if (report.filtered_row_count() > 0) {
    text += ", " + std::to_string(report.filtered_row_count()) + " left out by the filters";
  }
  if (report.person_level()) text += ", persons counted and not stored";
  text += "; " + std::to_string(data_set.groups_size()) + " groups, " +
          std::to_string(data_set.periods_size()) + " periods, " +
          std::to_string(data_set.area_count()) + " areas.\n";
  for (const pb::QualityIssue& issue : report.issues()) {
    text += "  " + issue.message() + "\n";
  }
  return text;
}

}  // namespace fivestep::cli
