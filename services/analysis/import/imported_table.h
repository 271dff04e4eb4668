// For tests: an import's table as rows of words.
#ifndef FIVESTEP_ANALYSIS_IMPORT_IMPORTED_TABLE_H_
#define FIVESTEP_ANALYSIS_IMPORT_IMPORTED_TABLE_H_

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/import/csv_import.h"

namespace fivestep::analysis {

struct ImportedRow {
  std::map<std::string, std::string> labels;  // by dimension
  std::array<double, kFigureCount> numbers{};
  std::array<CellState, kFigureCount> states{};  // kNoColumn where the table has none
};

struct ImportedTable {
  std::vector<ImportedRow> rows;
  v1::QualityReport report;
  std::optional<double> smallest_count;
};

// Reads what an import wrote.
inline Result<std::vector<ImportedRow>> RowsOf(const std::vector<std::string>& parts) {
  std::vector<ImportedRow> rows;
  TableReader reader;
  for (const std::string& part : parts) {
    FIVESTEP_RETURN_IF_ERROR(reader.Take(part));
    const TableRows& block = reader.rows();
    for (std::size_t row = 0; row < block.count; ++row) {
      ImportedRow one;
      for (int i = 0; i < reader.head().labels_size(); ++i) {
        const auto label = static_cast<std::size_t>(i);
        one.labels[reader.head().labels(i).name()] = reader.words()[label][block.codes[label][row]];
      }
      for (std::size_t i = 0; i < kFigureCount; ++i) {
        const TableRows::Figure& figure = block.figures[i];
        if (!figure.present) continue;
        one.numbers[i] = figure.numbers[row];
        one.states[i] = figure.states.empty() ? CellState::kNumber : figure.states[row];
      }
      rows.push_back(std::move(one));
    }
  }
  return rows;
}

// Imports a file in chunks of at most `chunk` bytes.
inline Result<ImportedTable> ImportText(std::string_view file, const v1::ColumnMapping& mapping,
                                        std::size_t chunk = std::string_view::npos) {
  std::vector<std::string> parts;
  CsvImport import(mapping, [&parts](std::string_view part) {
    parts.emplace_back(part);
    return OkStatus();
  });
  while (!file.empty()) {
    FIVESTEP_RETURN_IF_ERROR(import.Read(file.substr(0, chunk)));
    file.remove_prefix(std::min(chunk, file.size()));
  }
  FIVESTEP_RETURN_IF_ERROR(import.Finish());
  auto rows = RowsOf(parts);
  if (!rows.ok()) return rows.status();
  return ImportedTable{std::move(*rows), import.report(), import.smallest_count()};
}

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_IMPORT_IMPORTED_TABLE_H_
