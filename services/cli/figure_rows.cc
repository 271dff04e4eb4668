#include "cli/figure_rows.h"

#include <cstdio>
#include <functional>
#include <utility>

#include "platform/core/csv_field.h"

namespace fivestep::cli {
namespace {

namespace pb = analysis::v1;

// A column of the export: its heading, its text, and whether it is a number.
struct Column {
  const char* heading;
  std::function<std::string(const FigureRow&)> text;
  bool is_number;
};

std::string Digits(double number) {
  char text[40];
  std::snprintf(text, sizeof text, "%.17g", number);
  return text;
}

std::string Digits(const std::optional<double>& number) {
  return number ? Digits(*number) : std::string();
}

const std::vector<Column>& Columns() {
  static const auto* columns = new std::vector<Column>{
      {"key", [](const FigureRow& row) { return row.key; }, false},
      {"figure", [](const FigureRow& row) { return row.figure; }, false},
      {"indicator", [](const FigureRow& row) { return row.indicator; }, false},
      {"indicator_version",
       [](const FigureRow& row) { return std::to_string(row.indicator_version); }, true},
      {"group_dimension", [](const FigureRow& row) { return row.group_dimension; }, false},
      {"group", [](const FigureRow& row) { return row.group; }, false},
      {"comparator", [](const FigureRow& row) { return row.comparator; }, false},
      {"code_system", [](const FigureRow& row) { return row.code_system; }, false},
      {"period", [](const FigureRow& row) { return row.period; }, false},
      {"area", [](const FigureRow& row) { return row.area; }, false},
      {"value", [](const FigureRow& row) { return Digits(row.value); }, true},
      {"lower", [](const FigureRow& row) { return Digits(row.lower); }, true},
      {"upper", [](const FigureRow& row) { return Digits(row.upper); }, true},
      {"unit", [](const FigureRow& row) { return row.unit; }, false},
      {"state", [](const FigureRow& row) { return row.state; }, false},
      {"method", [](const FigureRow& row) { return row.method; }, false},
      {"data_set", [](const FigureRow& row) { return row.data_set; }, false},
      {"data_set_digest", [](const FigureRow& row) { return row.data_set_digest; }, false},
      {"disclosure_profile", [](const FigureRow& row) { return row.disclosure_profile; }, false},
      {"source", [](const FigureRow& row) { return row.source; }, false},
      {"log_position", [](const FigureRow& row) { return std::to_string(row.log_position); }, true},
      {"superseded_by", [](const FigureRow& row) { return row.superseded_by; }, false},
  };
  return *columns;
}

std::string Hexadecimal(const std::string& bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += {kDigits[byte >> 4], kDigits[byte & 0xF]};
  }
  return text;
}

std::string JsonString(const std::string& text) {
  std::string escaped = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      escaped += {'\\', c};
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char code[8];
      std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
      escaped += code;
    } else {
      escaped += c;
    }
  }
  return escaped + "\"";
}

// `RELEASE_STATE_SUPPRESSED` as `suppressed`.
std::string WithoutPrefix(const std::string& name, size_t prefix) {
  std::string text = name.substr(prefix);
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string StateText(pb::ReleaseState state) {
  return WithoutPrefix(pb::ReleaseState_Name(state), sizeof "RELEASE_STATE_" - 1);
}

std::string DimensionText(pb::GroupDimension dimension) {
  return WithoutPrefix(pb::GroupDimension_Name(dimension), sizeof "GROUP_DIMENSION_" - 1);
}

std::string CodeSystemOf(const pb::DataSetHeader& header, pb::GroupDimension dimension) {
  switch (dimension) {
    case pb::GROUP_DIMENSION_ETHNICITY:
      return header.population().ethnicity_scheme();
    case pb::GROUP_DIMENSION_LOCAL_AUTHORITY:
    case pb::GROUP_DIMENSION_AREA:
    case pb::GROUP_DIMENSION_DEPRIVATION:
      return header.population().geography_vintage();
    default:
      return {};
  }
}

void SetEstimate(FigureRow& row, const pb::Estimate& estimate) {
  row.value = estimate.value();
  row.lower = estimate.interval().lower();
  row.upper = estimate.interval().upper();
}

// A row like `row` for another figure of the same source.
FigureRow Figure(FigureRow row, const std::string& figure, const std::string& group) {
  row.figure = figure;
  row.group = group;
  row.key = row.source + "#" + figure + "/" + group;
  return row;
}

}  // namespace

void FigureRows::Add(const platform::v1::RecordedEvent& record) {
  const auto read = [&record](auto& event) {
    return record.type() == event.GetDescriptor()->full_name() &&
           event.ParseFromString(record.payload());
  };
  pb::IndicatorDefined defined;
  pb::IndicatorRevised revised;
  pb::DataSetImported imported;
  pb::FindingRecorded finding;
  pb::AuditLineRecorded line;
  if (read(defined)) {
    definitions_[defined.indicator()] = defined.definition();
  } else if (read(revised)) {
    definitions_[revised.indicator()] = revised.definition();
  } else if (read(imported)) {
    headers_[imported.data_set()] = imported.header();
  } else if (read(finding)) {
    AddFinding(finding, record.position());
  } else if (read(line)) {
    AddLine(line, record.position());
  }
}

FigureRow FigureRows::Begin(const std::string& source, const std::string& indicator, int version,
                            const std::string& data_set, const std::string& digest,
                            int64_t position) const {
  FigureRow row;
  row.source = source;
  row.indicator = indicator;
  row.indicator_version = version;
  row.data_set = data_set;
  row.data_set_digest = Hexadecimal(digest);
  row.log_position = position;
  const auto definition = definitions_.find(indicator);
  if (definition == definitions_.end()) return row;
  row.group_dimension = DimensionText(definition->second.group_dimension());
  row.unit = definition->second.unit();
  const auto header = headers_.find(data_set);
  if (header == headers_.end()) return row;
  row.code_system = CodeSystemOf(header->second, definition->second.group_dimension());
  row.disclosure_profile =
      WithoutPrefix(pb::DisclosureProfile_Name(header->second.disclosure_profile()),
                    sizeof "DISCLOSURE_PROFILE_" - 1);
  return row;
}

void FigureRows::AddFinding(const pb::FindingRecorded& event, int64_t position) {
  const std::string subject = event.indicator() + "\n" + event.period() + "\n" + event.area();
  auto& newest = newest_[subject];
  for (FigureRow& row : rows_) {
    if (newest.empty() || row.source != newest) continue;
    row.superseded_by = event.finding();
    row.superseded_at = position;
  }
  newest = event.finding();
  FigureRow start = Begin(event.finding(), event.indicator(), event.indicator_version(),
                          event.data_set(), event.blob_digest(), position);
  start.period = event.period();
  start.area = event.area();
  const pb::Figures& figures = event.figures();
  start.method = figures.method();
  for (const pb::GroupValue& group : figures.groups()) {
    FigureRow row = Figure(start, "value", group.group());
    row.state = StateText(group.state());
    if (group.has_value()) SetEstimate(row, group.value());
    rows_.push_back(std::move(row));
  }
  start.state = StateText(pb::RELEASE_STATE_RELEASED);
  if (figures.has_gap()) {
    const pb::Gap& gap = figures.gap();
    start.comparator = gap.comparator();
    FigureRow absolute = Figure(start, "absolute_gap", gap.group());
    SetEstimate(absolute, gap.absolute());
    rows_.push_back(absolute);
    FigureRow relative = Figure(start, "relative_gap", gap.group());
    relative.unit = "ratio";
    if (gap.has_relative()) SetEstimate(relative, gap.relative());
    rows_.push_back(relative);
    FigureRow people = Figure(start, "people_to_close", gap.group());
    people.unit = "people";
    people.value = static_cast<double>(gap.people_to_close_count());
    rows_.push_back(people);
    start.comparator.clear();
  }
  if (!figures.has_slope()) return;
  FigureRow sii = Figure(start, "sii", "");
  SetEstimate(sii, figures.slope().sii());
  rows_.push_back(sii);
  FigureRow rii = Figure(start, "rii", "");
  rii.unit = "ratio";
  SetEstimate(rii, figures.slope().rii());
  rows_.push_back(rii);
}

void FigureRows::AddLine(const pb::AuditLineRecorded& event, int64_t position) {
  const pb::AuditLine& line = event.line();
  FigureRow start = Begin(event.audit_line(), event.indicator(), line.indicator_version(),
                          event.data_set(), line.blob_digest(), position);
  start.group_dimension = DimensionText(line.group_dimension());
  start.period = line.period();
  start.area = line.area();
  start.comparator = line.comparator();
  start.method = "equity audit, Benjamini-Hochberg";
  start.state =
      StateText(line.has_absolute() ? pb::RELEASE_STATE_RELEASED : pb::RELEASE_STATE_MISSING);
  FigureRow absolute = Figure(start, "absolute_gap", line.group());
  if (line.has_absolute()) SetEstimate(absolute, line.absolute());
  rows_.push_back(absolute);
  if (!line.has_relative()) return;
  FigureRow relative = Figure(start, "relative_gap", line.group());
  relative.unit = "ratio";
  SetEstimate(relative, line.relative());
  rows_.push_back(relative);
}

std::vector<FigureRow> FigureRows::From(int64_t from) const {
  std::vector<FigureRow> rows;
  for (const FigureRow& row : rows_) {
    if (row.log_position >= from || row.superseded_at >= from) rows.push_back(row);
  }
  return rows;
}

std::string CsvHeading() {
  std::string line;
  for (const Column& column : Columns())
    line += (line.empty() ? "" : ",") + std::string(column.heading);
  return line;
}

std::string CsvLine(const FigureRow& row) {
  std::string line;
  for (const Column& column : Columns()) {
    if (&column != &Columns().front()) line += ",";
    line += CsvField(column.text(row));
  }
  return line;
}

std::string JsonLine(const FigureRow& row) {
  std::string line = "{";
  for (const Column& column : Columns()) {
    if (&column != &Columns().front()) line += ",";
    const std::string text = column.text(row);
    line += JsonString(column.heading) + ":";
    line += text.empty() ? "null" : column.is_number ? text : JsonString(text);
  }
  return line + "}";
}

}  // namespace fivestep::cli
