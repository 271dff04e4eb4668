#include "cli/readings_file.h"

#include <charconv>
#include <optional>
#include <utility>

#include "cli/csv_file.h"

namespace fivestep::cli {
namespace {

namespace pb = metrics::v1;

bool IsNoFigure(const std::string& cell) {
  return cell.empty() || cell == "NA" || cell == "*" || cell == "-";
}

template <class Number>
std::optional<Number> ToNumber(const std::string& cell) {
  Number number = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  if (error != std::errc() || end != cell.data() + cell.size()) return std::nullopt;
  return number;
}

// Where the columns of a file are; absent ones are not asked for.
struct Columns {
  size_t start = 0;
  size_t end = 0;
  std::optional<size_t> numerator = std::nullopt;
  std::optional<size_t> denominator = std::nullopt;
  std::optional<size_t> value = std::nullopt;
};

Status Place(const CsvFile& file, const std::string& name, std::optional<size_t>& place) {
  if (name.empty()) return OkStatus();
  const Result<size_t> found = file.ColumnOf(name);
  if (!found.ok()) return found.status();
  place = *found;
  return OkStatus();
}

Result<Columns> ColumnsOf(const ReadingsCommand& command, const CsvFile& file) {
  Columns columns;
  const Result<size_t> start = file.ColumnOf(command.start_column);
  if (!start.ok()) return start.status();
  const Result<size_t> end = file.ColumnOf(command.end_column);
  if (!end.ok()) return end.status();
  columns.start = *start;
  columns.end = *end;
  FIVESTEP_RETURN_IF_ERROR(Place(file, command.numerator_column, columns.numerator));
  FIVESTEP_RETURN_IF_ERROR(Place(file, command.denominator_column, columns.denominator));
  FIVESTEP_RETURN_IF_ERROR(Place(file, command.value_column, columns.value));
  if (columns.numerator.has_value() == columns.value.has_value()) {
    return InvalidArgument("Name either --numerator (with --denominator) or --value.");
  }
  return columns;
}

Status AddFigure(const ReadingsCommand& command, const Columns& columns, const CsvFile& file,
                 pb::ReadingEntry& entry) {
  const CsvCells& row = file.row();
  if (columns.value) {
    if (IsNoFigure(row[*columns.value])) {
      entry.set_not_collected(true);
      return OkStatus();
    }
    const auto value = ToNumber<double>(row[*columns.value]);
    if (!value) return file.BadCell(command.value_column, "is no number");
    entry.set_value(*value);
    return OkStatus();
  }
  const bool has_denominator = columns.denominator.has_value();
  if (IsNoFigure(row[*columns.numerator]) ||
      (has_denominator && IsNoFigure(row[*columns.denominator]))) {
    entry.set_not_collected(true);
    return OkStatus();
  }
  const auto numerator = ToNumber<int64_t>(row[*columns.numerator]);
  if (!numerator) return file.BadCell(command.numerator_column, "is no number");
  entry.mutable_exact()->set_numerator(*numerator);
  if (!has_denominator) return OkStatus();
  const auto denominator = ToNumber<int64_t>(row[*columns.denominator]);
  if (!denominator) return file.BadCell(command.denominator_column, "is no number");
  entry.mutable_exact()->set_denominator(*denominator);
  return OkStatus();
}

pb::RecordReadingsRequest& CallFor(const ReadingsCommand& command,
                                   std::vector<pb::RecordReadingsRequest>& calls) {
  const bool full =
      calls.empty() || calls.back().readings_size() == static_cast<int>(kReadingsPerCall);
  if (!full) return calls.back();
  pb::RecordReadingsRequest& call = calls.emplace_back();
  call.set_name(command.metric);
  if (!command.request_id.empty()) {
    call.set_request_id(command.request_id + "-" + std::to_string(calls.size()));
  }
  return call;
}

}  // namespace

Result<std::vector<pb::RecordReadingsRequest>> ReadingsOf(const ReadingsCommand& command,
                                                          const std::string& content) {
  Result<CsvFile> read = CsvFile::Read(content);
  if (!read.ok()) return read.status();
  CsvFile& file = *read;
  const Result<Columns> columns = ColumnsOf(command, file);
  if (!columns.ok()) return columns.status();
  std::vector<pb::RecordReadingsRequest> calls;
  while (file.Next()) {
    FIVESTEP_RETURN_IF_ERROR(file.CheckLength());
    pb::ReadingEntry& entry = *CallFor(command, calls).add_readings();
    entry.set_period_start_date(file.row()[columns->start]);
    entry.set_period_end_date(file.row()[columns->end]);
    entry.set_unit(command.unit);
    entry.set_revision_reason(command.revision_reason);
    FIVESTEP_RETURN_IF_ERROR(AddFigure(command, *columns, file, entry));
  }
  if (calls.empty()) return InvalidArgument("The file has no readings.");
  return calls;
}

}  // namespace fivestep::cli
