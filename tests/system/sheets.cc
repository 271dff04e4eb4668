#include "system/sheets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <utility>

namespace fivestep::testing {
namespace {

using cli::sheet::Cell;
using cli::sheet::GridRow;
using cli::sheet::SheetContent;

// A call takes milliseconds; a sheet on a loaded machine tens of seconds.
constexpr std::chrono::minutes kLimit{3};

Cell CellOf(const std::string& text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole ? cli::sheet::NumberCell(number) : cli::sheet::TextCell(text);
}

// Where the heading is; it is added where it is not there.
size_t PlaceOf(SheetContent& content, const std::string& heading) {
  std::vector<Cell>& cells = content.headings.cells;
  const auto found = std::find_if(cells.begin(), cells.end(), [&](const Cell& cell) {
    return cli::sheet::ShownText(cell) == heading;
  });
  if (found != cells.end()) return static_cast<size_t>(found - cells.begin());
  cells.push_back(cli::sheet::TextCell(heading));
  return cells.size() - 1;
}

void Put(GridRow& row, size_t place, const std::string& text) {
  if (row.cells.size() <= place) row.cells.resize(place + 1);
  row.cells[place] = CellOf(text);
}

}  // namespace

Sheets::Sheets(const Stack& stack, std::string programme)
    : stack_(stack), programme_(std::move(programme)), folder_(stack.directory() / "sheets") {
  std::filesystem::create_directories(folder_);
}

std::string Sheets::NewPath(const std::string& extension) {
  return folder_ / ("sheet-" + std::to_string(++count_) + extension);
}

Ended Sheets::Run(const std::string& role, const std::vector<std::string>& words) {
  std::vector<std::string> all{BinaryDirectory() / "fivestep", "--actor", "test-" + role, "--roles",
                               role};
  all.insert(all.end(), words.begin(), words.end());
  const std::filesystem::path output = NewPath(".log");
  Process process({.words = all,
                   .environment = {{"FIVESTEP_ADDRESS_OF", stack_.AddressOf()},
                                   {"FIVESTEP_ORGANISATION", "QE1"},
                                   {"FIVESTEP_WAIT", "30"},
                                   {"FIVESTEP_POSITIONS_FILE", folder_ / "positions"}},
                   .output = output});
  const std::optional<int> exit_code = process.Wait(kLimit);
  if (!exit_code) throw std::runtime_error("fivestep does not end:\n" + ReadFile(output));
  return {*exit_code, ReadFile(output)};
}

std::string Sheets::Template(const std::string& service, const std::string& command,
                             const std::string& extension) {
  const std::string path = NewPath(extension);
  const Ended ended = Run("programme-manager", {"sheet", "template", service, command, "--parent",
                                                programme_, "-o", path});
  EXPECT_EQ(ended.exit_code, 0) << ended.output;
  return path;
}

SheetContent Sheets::Read(const std::string& path) const {
  auto content = cli::sheet::ReadSheet(ReadFile(path));
  if (!content.ok()) throw std::runtime_error(path + ": " + content.status().ToString());
  return std::move(*content);
}

std::vector<std::string> Sheets::Texts(const std::string& path, const std::string& heading) const {
  SheetContent content = Read(path);
  const size_t place = PlaceOf(content, heading);
  std::vector<std::string> texts;
  for (const GridRow& row : content.rows) texts.push_back(cli::sheet::ShownText(row.at(place)));
  return texts;
}

void Sheets::Fill(const std::string& path, const std::vector<SheetRow>& rows) {
  SheetContent content = Read(path);
  for (const SheetRow& row : rows) {
    GridRow& added = content.rows.emplace_back();
    for (const auto& [heading, text] : row) Put(added, PlaceOf(content, heading), text);
  }
  Write(path, content);
}

void Sheets::Edit(const std::string& path, size_t row, const std::string& heading,
                  const std::string& text) {
  SheetContent content = Read(path);
  Put(content.rows.at(row), PlaceOf(content, heading), text);
  Write(path, content);
}

// Headings in the first row, rows from the second on.
void Sheets::Write(const std::string& path, const SheetContent& content) const {
  cli::sheet::Table table{"Filled in", {}, false, {}};
  for (const Cell& cell : content.headings.cells) {
    table.headings.push_back({});
    table.headings.back().text = cli::sheet::ShownText(cell);
  }
  for (const GridRow& row : content.rows) {
    std::vector<Cell> cells = row.cells;
    cells.resize(table.headings.size());
    table.rows.push_back(std::move(cells));
  }
  const Status written = cli::sheet::WriteSheet(content.about, {table}, path);
  if (!written.ok()) throw std::runtime_error(written.ToString());
}

Ended Sheets::Import(const std::string& role, const std::string& path,
                     const std::vector<std::string>& more) {
  std::vector<std::string> words{"sheet", "import", path};
  words.insert(words.end(), more.begin(), more.end());
  return Run(role, words);
}

std::vector<std::string> Sheets::Record(const std::string& role, const std::string& service,
                                        const std::string& command,
                                        const std::vector<SheetRow>& rows) {
  const std::string path = Template(service, command);
  Fill(path, rows);
  const std::string results = NewPath(".csv");
  const Ended ended = Import(role, path, {"--results", results});
  EXPECT_EQ(ended.exit_code, 0) << command << ": " << ended.output;
  if (ended.exit_code != 0) return {};
  std::vector<std::string> names;
  for (const std::string& text : Texts(results, "result")) {
    const std::string recorded = "recorded ";
    EXPECT_TRUE(text.starts_with(recorded)) << command << ": " << text;
    if (text.starts_with(recorded)) names.push_back(text.substr(recorded.size()));
  }
  EXPECT_EQ(names.size(), rows.size()) << command;
  return names;
}

std::string Sheets::Export(const std::string& role, const std::string& service,
                           const std::string& what, const std::vector<std::string>& more) {
  const std::string path = NewPath(".xlsx");
  std::vector<std::string> words{"sheet",    "export",   service, what,
                                 "--parent", programme_, "-o",    path};
  words.insert(words.end(), more.begin(), more.end());
  const Ended ended = Run(role, words);
  EXPECT_EQ(ended.exit_code, 0) << what << ": " << ended.output;
  return path;
}

}  // namespace fivestep::testing
