#include "cli/sheet/row_results.h"

#include <filesystem>
#include <utility>

#include "cli/sheet/words.h"
#include "fivestep/platform/v1/options.pb.h"

namespace fivestep::cli::sheet {
namespace {

using google::protobuf::FieldDescriptor;

Heading CopyOf(const std::string& text, const CommandShape& shape) {
  const std::string words = Spaced(Named(text));
  if (words == kRowKeyHeading) return RowKeyHeading(shape);
  const Result<Column> column = shape.Find(text);
  Heading heading;
  if (column.ok()) heading = HeadingOf(*column);
  heading.text = text;
  heading.hidden = words == kAsExportedHeading;
  return heading;
}

// The columns that are copied.
std::vector<size_t> PlacesOf(const GridRow& headings) {
  std::vector<size_t> places;
  for (size_t i = 0; i < headings.cells.size(); ++i) {
    const std::string words = Spaced(Named(ShownText(headings.cells[i])));
    if (words != kResultHeading && words != kErrorHeading) places.push_back(i);
  }
  return places;
}

}  // namespace

void AddProblems(const std::vector<RowProblem>& problems, RowResults& results) {
  for (const RowProblem& problem : problems) {
    std::string& error = results[problem.row].error;
    if (!error.empty()) error += "\n";
    error += (problem.heading.empty() ? "" : problem.heading + ": ") + problem.sentence;
  }
}

Table ResultTable(const SheetContent& content, const CommandShape& shape, const RowResults& results,
                  bool csv) {
  Table table{shape.method->name(), {}, true, {}};
  const std::vector<size_t> places = PlacesOf(content.headings);
  for (const size_t place : places) {
    table.headings.push_back(CopyOf(ShownText(content.headings.cells[place]), shape));
  }
  for (const char* text : {kResultHeading, kErrorHeading}) {
    table.headings.push_back({});
    table.headings.back().text = text;
  }
  // Headings and hints, and in a .csv the line that says what the sheet is for.
  const size_t above = csv ? 3 : 2;
  for (const GridRow& row : content.rows) {
    std::vector<Cell> cells;
    for (const size_t place : places) cells.push_back(row.at(place));
    const auto known = results.find(row.number);
    const RowResult result = known == results.end() ? RowResult() : known->second;
    cells.push_back(TextCell(result.result));
    cells.push_back(TextCell(result.error));
    // Blank rows and notes leave their places empty, so that the numbers stay.
    while (table.rows.size() + above + 1 < static_cast<size_t>(row.number)) {
      table.rows.emplace_back(cells.size());
    }
    table.rows.push_back(std::move(cells));
  }
  return table;
}

std::vector<std::string> NamesRecorded(const google::protobuf::Message& answer) {
  const auto& type = *answer.GetDescriptor();
  const auto& reflection = *answer.GetReflection();
  const FieldDescriptor* name = type.FindFieldByName("name");
  if (name != nullptr && name->cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
      !name->is_repeated()) {
    return {reflection.GetString(answer, name)};
  }
  std::vector<std::string> names;
  for (int i = 0; i < type.field_count() && names.empty(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (!field.is_repeated() || !field.options().HasExtension(platform::v1::link)) continue;
    for (int j = 0; j < reflection.FieldSize(answer, &field); ++j) {
      names.push_back(reflection.GetRepeatedString(answer, &field, j));
    }
  }
  return names;
}

std::string ResultsName(const std::string& file) {
  const std::filesystem::path path(file == "-" ? "sheet" : file);  // of standard input
  return (path.parent_path() /
          (path.stem().string() + "-results" + (IsCsvName(file) ? ".csv" : ".xlsx")))
      .string();
}

}  // namespace fivestep::cli::sheet
