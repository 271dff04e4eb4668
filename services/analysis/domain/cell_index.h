// Finds cells by their codes.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_CELL_INDEX_H_
#define FIVESTEP_ANALYSIS_DOMAIN_CELL_INDEX_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "analysis/domain/cell_list.h"

namespace fivestep::analysis {

// Numbers of cells by codes. Cells that differ only in the low bits of their last code lie
// together: the rows of one area meet one cache line for all age bands. Memory: 6 bytes a cell
// where bands follow one another, 53 at most. One thread.
class CellIndex {
 public:
  // Of so many dimensions, at most kMaxCellDimensions.
  explicit CellIndex(std::size_t dimensions) : last_(dimensions == 0 ? 0 : dimensions - 1) {}

  // The number of the cell with `codes`, 0 until it is set; lives until the next call.
  std::uint32_t& At(const CellCodes& codes);

 private:
  static constexpr std::uint32_t kNeighbours = 8;
  struct Family {
    CellCodes codes{};  // the last one divided by kNeighbours
    std::array<std::uint32_t, kNeighbours> cells{};
  };
  std::size_t SlotOf(const CellCodes& codes) const;
  void Grow();

  std::size_t last_;
  std::deque<Family> families_;
  std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(1'024);  // family + 1; 0: free
  std::size_t newest_ = 0;  // the family of the last call
};

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_CELL_INDEX_H_
