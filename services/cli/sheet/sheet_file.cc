#include "cli/sheet/sheet_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "cli/sheet/csv_table.h"
#include "cli/sheet/xlsx_reader.h"
#include "cli/sheet/xlsx_writer.h"
#include "platform/core/csv_field.h"

namespace fivestep::cli::sheet {
namespace {

constexpr char kFirstWords[] = "# fivestep sheet";

Status NotWritten(const std::string& path) {
  return FailedPrecondition("The file " + path + " cannot be written: is its folder there?");
}

About AboutOfGrid(const Grid& grid) {
  About about;
  for (const GridRow& row : grid.rows) about[ShownText(row.at(0))] = ShownText(row.at(1));
  return about;
}

// `# fivestep sheet,command=PlanAction,key=…`.
About AboutOfLine(const GridRow& row) {
  About about;
  for (const Cell& cell : row.cells) {
    const std::string text = ShownText(cell);
    const size_t sign = text.find('=');
    if (sign != std::string::npos) about[text.substr(0, sign)] = text.substr(sign + 1);
  }
  return about;
}

std::string LineOfAbout(const About& about) {
  std::string line = kFirstWords;
  for (const auto& [key, value] : about) line += "," + CsvField(key + "=" + value);
  return line + "\r\n";
}

bool IsNote(const GridRow& row) { return ShownText(row.at(0)).starts_with(kNoteMark); }

Result<SheetContent> ContentOf(Grid grid, About about) {
  const auto version = about.find(kVersionKey);
  if (version != about.end() && version->second != kSheetVersion) {
    return InvalidArgument("The sheet is of version " + Printable(version->second) +
                           ", which this program does not know: take a newer `fivestep`.");
  }
  SheetContent content;
  content.about = std::move(about);
  for (GridRow& row : grid.rows) {
    if (IsNote(row)) continue;
    if (content.headings.cells.empty()) {
      content.headings = std::move(row);
    } else {
      content.rows.push_back(std::move(row));
    }
  }
  if (content.headings.cells.empty()) return InvalidArgument("The sheet is empty.");
  return content;
}

Status WriteText(const std::string& text, const std::string& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return NotWritten(path);
  std::string_view rest = text;
  while (!rest.empty()) {
    const ssize_t count = ::write(file, rest.data(), rest.size());
    if (count <= 0) break;
    rest.remove_prefix(static_cast<size_t>(count));
  }
  const bool closed = ::close(file) == 0;
  return closed && rest.empty() ? OkStatus() : NotWritten(path);
}

}  // namespace

bool IsCsvName(const std::string& path) { return path.ends_with(".csv") || path.ends_with(".CSV"); }

Result<SheetContent> ReadSheet(const std::string& bytes) {
  if (IsWorkbook(bytes)) {
    Result<Workbook> workbook = ReadXlsx(bytes);
    if (!workbook.ok()) return workbook.status();
    return ContentOf(std::move(workbook->table), AboutOfGrid(workbook->about));
  }
  Result<Grid> grid = ReadCsv(bytes);
  if (!grid.ok()) return grid.status();
  About about;
  if (!grid->rows.empty() && ShownText(grid->rows[0].at(0)) == kFirstWords) {
    about = AboutOfLine(grid->rows[0]);
  }
  return ContentOf(std::move(*grid), std::move(about));
}

Status WriteSheet(const About& about, const std::vector<Table>& tables, const std::string& path) {
  if (path.ends_with(".xlsx") || path.ends_with(".XLSX")) return WriteXlsx(about, tables, path);
  if (!IsCsvName(path)) {
    return InvalidArgument("A sheet is an .xlsx or a .csv: give a name that ends so.");
  }
  if (tables.size() != 1) {
    return InvalidArgument("A .csv file holds one table: give a name that ends in .xlsx.");
  }
  std::string text = CsvText(tables[0]);
  // Behind the byte order mark, which is three bytes.
  if (!about.empty()) text.insert(3, LineOfAbout(about));
  return WriteText(text, path);
}

}  // namespace fivestep::cli::sheet
