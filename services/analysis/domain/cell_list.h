// The cells of a table while they are added up and when they are done.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_CELL_LIST_H_
#define FIVESTEP_ANALYSIS_DOMAIN_CELL_LIST_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/domain/group_counts.h"
#include "analysis/import/table_block.h"

namespace fivestep::analysis {

// Three of a question and one of age bands.
inline constexpr std::size_t kMaxCellDimensions = 4;
using CellCodes = std::array<std::uint32_t, kMaxCellDimensions>;

// The rows with one combination of labels.
struct TableCell {
  CellCodes codes{};  // in `labels` of the table of cells
  int64_t row_count = 0;
  Sum numerator;
  Sum denominator;
  Sum value;
  double weighted_total = 0;
  double weight = 0;
};

// Cells in 48 bytes each, and as many again where a row is withheld or missing: a national table
// has hundreds of thousands, and what is not touched costs no memory. One thread.
class CellList {
 public:
  std::size_t size() const { return size_; }
  const CellCodes& codes(std::size_t cell) const { return At(cell).codes; }
  TableCell operator[](std::size_t cell) const;

  // Makes a cell of no rows, the last one.
  void Add(const CellCodes& codes);

  void CountRow(std::size_t cell) { ++At(cell).row_count; }
  void AddNumber(std::size_t cell, std::size_t figure, double number) {
    At(cell).totals[figure] += number;
  }
  // A row that has no number.
  void AddGap(std::size_t cell, std::size_t figure, CellState state);
  void AddWeighted(std::size_t cell, double number, double weight);

  // Puts them in `order`, numbers of all cells.
  void Arrange(std::span<const std::uint32_t> order);

 private:
  struct Totals {
    CellCodes codes{};
    int64_t row_count = 0;
    std::array<double, kFigureCount> totals{};
  };
  struct Gap {
    int64_t withheld_rows = 0;
    int64_t missing_rows = 0;
  };
  struct Weighted {
    double total = 0;
    double weight = 0;
  };

  static constexpr std::size_t kChunk = 4'096;
  Totals& At(std::size_t cell) { return chunks_[cell / kChunk][cell % kChunk]; }
  const Totals& At(std::size_t cell) const { return chunks_[cell / kChunk][cell % kChunk]; }

  std::vector<std::vector<Totals>> chunks_;  // each with room for kChunk from its beginning
  std::size_t size_ = 0;
  // By cell; shorter where the last cells have none.
  std::vector<std::array<Gap, kFigureCount>> gaps_;
  std::vector<Weighted> weighted_;
};

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_CELL_LIST_H_
