#include "cli/readings_file.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace fivestep::cli {
namespace {

namespace pb = metrics::v1;

using Row = std::vector<std::string>;

// One record, from `at` on, which is moved behind it. Cells in quotes may hold commas, doubled
// quotes and line ends (RFC 4180).
Row ReadRow(const std::string& content, size_t& at) {
  Row row(1);
  bool quoted = false;
  while (at < content.size()) {
    const char c = content[at++];
    if (quoted) {
      if (c != '"') {
        row.back() += c;
      } else if (at < content.size() && content[at] == '"') {
        row.back() += content[at++];
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

bool IsEmpty(const Row& row) { return row.size() == 1 && row[0].empty(); }

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

Result<size_t> Find(const Row& header, const std::string& name) {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found != header.end()) return static_cast<size_t>(found - header.begin());
  return InvalidArgument("The file has no column `" + name + "`.");
}

Status Place(const Row& header, const std::string& name, std::optional<size_t>& place) {
  if (name.empty()) return OkStatus();
  const Result<size_t> found = Find(header, name);
  if (!found.ok()) return found.status();
  place = *found;
  return OkStatus();
}

Result<Columns> ColumnsOf(const ReadingsCommand& command, const Row& header) {
  Columns columns;
  const Result<size_t> start = Find(header, command.start_column);
  if (!start.ok()) return start.status();
  const Result<size_t> end = Find(header, command.end_column);
  if (!end.ok()) return end.status();
  columns.start = *start;
  columns.end = *end;
  FIVESTEP_RETURN_IF_ERROR(Place(header, command.numerator_column, columns.numerator));
  FIVESTEP_RETURN_IF_ERROR(Place(header, command.denominator_column, columns.denominator));
  FIVESTEP_RETURN_IF_ERROR(Place(header, command.value_column, columns.value));
  if (columns.numerator.has_value() == columns.value.has_value()) {
    return InvalidArgument("Name either --numerator (with --denominator) or --value.");
  }
  return columns;
}

Status BadCell(size_t line, const std::string& column) {
  return InvalidArgument("Line " + std::to_string(line) + ": the cell in column `" + column +
                         "` is no number.");
}

Status AddFigure(const ReadingsCommand& command, const Columns& columns, const Row& row,
                 size_t line, pb::ReadingEntry& entry) {
  if (columns.value) {
    if (IsNoFigure(row[*columns.value])) {
      entry.set_not_collected(true);
      return OkStatus();
    }
    const auto value = ToNumber<double>(row[*columns.value]);
    if (!value) return BadCell(line, command.value_column);
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
  if (!numerator) return BadCell(line, command.numerator_column);
  entry.mutable_exact()->set_numerator(*numerator);
  if (!has_denominator) return OkStatus();
  const auto denominator = ToNumber<int64_t>(row[*columns.denominator]);
  if (!denominator) return BadCell(line, command.denominator_column);
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
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  size_t at = content.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  const Row header = ReadRow(content, at);
  const Result<Columns> columns = ColumnsOf(command, header);
  if (!columns.ok()) return columns.status();
  std::vector<pb::RecordReadingsRequest> calls;
  for (size_t line = 2; at < content.size(); ++line) {
    const Row row = ReadRow(content, at);
    if (IsEmpty(row)) continue;
    if (row.size() != header.size()) {
      return InvalidArgument("Line " + std::to_string(line) + " has " + std::to_string(row.size()) +
                             " cells, the header " + std::to_string(header.size()) + ".");
    }
    pb::ReadingEntry& entry = *CallFor(command, calls).add_readings();
    entry.set_period_start_date(row[columns->start]);
    entry.set_period_end_date(row[columns->end]);
    entry.set_unit(command.unit);
    entry.set_revision_reason(command.revision_reason);
    FIVESTEP_RETURN_IF_ERROR(AddFigure(command, *columns, row, line, entry));
  }
  if (calls.empty()) return InvalidArgument("The file has no readings.");
  return calls;
}

}  // namespace fivestep::cli
