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
// Faster than ==, which compares bytes.
inline bool AreSame(const CellCodes& a, const CellCodes& b) {
  static_assert(kMaxCellDimensions == 4);
  return ((a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2]) | (a[3] ^ b[3])) == 0;
}

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

// Cells, with no more bytes for each than their dimensions and figures need: the first touch of a
// page costs as much as adding a hundred rows up, and a national table has hundreds of thousands of
// cells. In chunks, because moving them to twice the room would touch as many again. One thread.
class CellList {
 public:
  CellList() = default;
  // Of so many dimensions, at most kMaxCellDimensions; `figures` are those that rows have.
  CellList(std::size_t dimensions, const std::array<bool, kFigureCount>& figures)
      : dimensions_(dimensions), figures_(figures) {}

  std::size_t size() const { return size_; }
  CellCodes codes(std::size_t cell) const;
  TableCell operator[](std::size_t cell) const;

  // Makes a cell of no rows, the last one.
  void Add(const CellCodes& codes);

  void CountRow(std::size_t cell) { ++chunks_[cell / kChunk].row_counts[cell % kChunk]; }
  // REQUIRES: the list has `figure`.
  void AddNumber(std::size_t cell, std::size_t figure, double number) {
    chunks_[cell / kChunk].totals[figure][cell % kChunk] += number;
  }
  // A row that has no number.
  void AddGap(std::size_t cell, std::size_t figure, CellState state);
  void AddWeighted(std::size_t cell, double number, double weight);

  // Puts them in `order`, numbers of all cells.
  void Arrange(std::span<const std::uint32_t> order);

 private:
  static constexpr std::size_t kChunk = 4'096;
  struct Chunk {
    std::vector<std::uint32_t> codes;  // by cell, by dimension
    std::vector<std::uint32_t> row_counts;
    std::array<std::vector<double>, kFigureCount> totals;  // empty: of a figure that is not there
  };
  struct Gap {
    int64_t withheld_rows = 0;
    int64_t missing_rows = 0;
  };
  struct Weighted {
    double total = 0;
    double weight = 0;
  };
  const std::uint32_t* CodesAt(std::size_t cell) const {
    return chunks_[cell / kChunk].codes.data() + cell % kChunk * dimensions_;
  }

  std::size_t dimensions_ = 0;
  std::array<bool, kFigureCount> figures_{};
  std::vector<Chunk> chunks_;
  std::size_t size_ = 0;
  // By cell; shorter where the last cells have none.
  std::vector<std::array<Gap, kFigureCount>> gaps_;
  std::vector<Weighted> weighted_;
};

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_CELL_LIST_H_
