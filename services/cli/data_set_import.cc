#include "cli/data_set_import.h"

#include <cctype>
#include <filesystem>
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

Status ReadHeader(const std::string& option, pb::DataSetHeader& header) {
  if (option.empty()) return OkStatus();
  const Result<std::string> text =
      option.starts_with("@") ? ReadInput(option.substr(1)) : Result<std::string>(option);
  if (!text.ok()) return text.status();
  const Status parsed = FromJson(*text, header);
  return parsed.ok() ? parsed : InvalidArgument("--header: " + parsed.message());
}

void AddColumns(const ImportCommand& command, pb::ColumnMapping& mapping) {
  SetIfGiven(command.group_column, mapping.mutable_group_column());
  SetIfGiven(command.numerator_column, mapping.mutable_numerator_column());
  SetIfGiven(command.denominator_column, mapping.mutable_denominator_column());
  SetIfGiven(command.value_column, mapping.mutable_value_column());
  SetIfGiven(command.period_column, mapping.mutable_period_column());
  SetIfGiven(command.area_column, mapping.mutable_area_column());
}

void AddFacts(const ImportCommand& command, pb::DataSetHeader& header) {
  SetIfGiven(command.title, header.mutable_title());
  SetIfGiven(command.publisher, header.mutable_publisher());
  SetIfGiven(command.licence, header.mutable_licence());
  SetIfGiven(command.start_date, header.mutable_period_start_date());
  SetIfGiven(command.end_date, header.mutable_period_end_date());
  SetIfGiven(command.geography, header.mutable_geography_level());
  SetIfGiven(command.caveat, header.mutable_caveat());
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
}

}  // namespace

Result<pb::ImportDataSetRequest> FirstPart(const ImportCommand& command) {
  pb::ImportDataSetRequest first;
  first.set_parent(command.parent);
  first.set_data_set_id(command.data_set_id);
  FIVESTEP_RETURN_IF_ERROR(ReadHeader(command.header, *first.mutable_header()));
  AddFacts(command, *first.mutable_header());
  pb::ColumnMapping& mapping = *first.mutable_header()->mutable_mapping();
  AddColumns(command, mapping);
  FIVESTEP_RETURN_IF_ERROR(AddFilters(command.filters, mapping));
  if (!command.visibility.empty()) {
    first.set_visibility(FromWord<platform::v1::Visibility>(platform::v1::Visibility_descriptor(),
                                                            "VISIBILITY", command.visibility));
  }
  FillRequestId(first, command.request_id);
  return first;
}

Session::Parts PartsOf(const pb::ImportDataSetRequest& first, const std::string& content,
                       std::function<void(int64_t done)> progress) {
  return [&first, &content, progress]() -> Client::NextPart {
    return [&first, &content, progress, begun = false,
            sent = size_t{0}]() mutable -> std::unique_ptr<google::protobuf::Message> {
      if (!std::exchange(begun, true)) return std::make_unique<pb::ImportDataSetRequest>(first);
      if (sent == content.size()) return nullptr;
      auto part = std::make_unique<pb::ImportDataSetRequest>();
      part->set_content(content.substr(sent, kImportPartBytes));
      sent += part->content().size();
      progress(static_cast<int64_t>(sent));
      return part;
    };
  };
}

std::string ImportSummary(const pb::DataSet& data_set) {
  const pb::QualityReport& report = data_set.quality_report();
  std::string text = data_set.name() + "\n" + data_set.title() + "\n";
  text += std::to_string(report.kept_row_count()) + " of " + std::to_string(report.row_count()) +
          " rows kept";
  if (report.filtered_row_count() > 0) {
    text += ", " + std::to_string(report.filtered_row_count()) + " left out by the filters";
  }
  text += "; " + std::to_string(data_set.groups_size()) + " groups, " +
          std::to_string(data_set.periods_size()) + " periods, " +
          std::to_string(data_set.area_count()) + " areas.\n";
  for (const pb::QualityIssue& issue : report.issues()) {
    text += "  " + issue.message() + "\n";
  }
  return text;
}

}  // namespace fivestep::cli
