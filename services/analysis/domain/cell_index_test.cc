#include "analysis/domain/cell_index.h"

#include <gtest/gtest.h>

namespace fivestep::analysis {
namespace {

TEST(CellIndex, KnowsEachCellAgainInAnyOrder) {
  constexpr std::uint32_t kAreas = 3'000;
  constexpr std::uint32_t kBands = 19;
  CellIndex index(2);
  std::uint32_t cells = 0;
  for (std::uint32_t area = 0; area < kAreas; ++area) {
    for (std::uint32_t band = 0; band < kBands; ++band) {
      std::uint32_t& number = index.At({area, band});
      ASSERT_EQ(number, 0u);
      number = ++cells;
    }
  }
  for (std::uint32_t band = kBands; band-- > 0;) {
    for (std::uint32_t area = 0; area < kAreas; ++area) {
      ASSERT_EQ(index.At({area, band}), area * kBands + band + 1);
    }
  }
}

TEST(CellIndex, HasOneCellWithoutDimensions) {
  CellIndex index(0);
  index.At({}) = 1;
  EXPECT_EQ(index.At({}), 1u);
}

TEST(CellList, KeepsGapsAndWeightsWithTheirCellsWhenItIsArranged) {
  CellList cells(1, {true, false, true});
  for (std::uint32_t code = 0; code < 3; ++code) cells.Add({code});
  cells.CountRow(0);
  cells.AddNumber(0, 0, 5);
  cells.AddGap(1, 0, CellState::kSuppressed);
  cells.AddWeighted(1, 10, 2);
  cells.Arrange(std::array<std::uint32_t, 3>{2, 1, 0});
  EXPECT_EQ(cells.codes(0)[0], 2u);
  EXPECT_EQ(cells[1].numerator.withheld_rows, 1);
  EXPECT_EQ(cells[1].weighted_total, 20);
  EXPECT_EQ(cells[1].weight, 2);
  EXPECT_EQ(cells[2].row_count, 1);
  EXPECT_EQ(cells[2].numerator.total, 5);
  EXPECT_EQ(cells[2].denominator.total, 0);
}

}  // namespace
}  // namespace fivestep::analysis
