#include "cli/sheet/csv_table.h"

#include <string_view>
#include <utility>

#include "analysis/import/csv_reader.h"
#include "platform/core/csv_field.h"

namespace fivestep::cli::sheet {
namespace {

constexpr char kByteOrderMark[] = "\xEF\xBB\xBF";

// Numbers are numbers, also those below zero.
std::string FieldOf(const Cell& cell) {
  const std::string text = ShownText(cell);
  return cell.kind == Cell::Kind::kText ? GuardedCsvField(text) : CsvField(text);
}

std::string Plain(std::string_view field) {
  const bool guarded = field.starts_with('\'') && LooksLikeFormula(field);
  return std::string(guarded ? field.substr(1) : field);
}

template <class Item, class Text>
std::string Line(const std::vector<Item>& items, const Text& text) {
  std::string line;
  for (size_t i = 0; i < items.size(); ++i) line += (i == 0 ? "" : ",") + text(items[i]);
  return line + "\r\n";
}

}  // namespace

std::string CsvText(const Table& table) {
  std::string text = kByteOrderMark;
  text += Line(table.headings, [](const Heading& heading) { return CsvField(heading.text); });
  if (table.hints) {
    text += Line(table.headings, [](const Heading& heading) { return CsvField(heading.hint); });
  }
  for (const std::vector<Cell>& row : table.rows) text += Line(row, FieldOf);
  return text;
}

Result<Grid> ReadCsv(const std::string& bytes) {
  Grid grid;
  analysis::CsvReader reader([&grid](const analysis::CsvRow& row, Status& why) {
    if (grid.rows.size() == static_cast<size_t>(kMaxRows)) {
      why = InvalidArgument("The file has more than " + std::to_string(kMaxRows) +
                            " rows: import it in parts.");
      return false;
    }
    GridRow& read = grid.rows.emplace_back();
    read.number = static_cast<int>(row.number);
    for (const std::string_view field : row.fields) read.cells.push_back(TextCell(Plain(field)));
    return true;
  });
  FIVESTEP_RETURN_IF_ERROR(reader.Read(bytes));
  FIVESTEP_RETURN_IF_ERROR(reader.Finish());
  return grid;
}

}  // namespace fivestep::cli::sheet
