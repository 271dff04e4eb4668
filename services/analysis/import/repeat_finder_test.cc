#include "analysis/import/repeat_finder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <vector>

namespace fivestep::analysis {
namespace {

using Row = std::array<std::uint32_t, 4>;

// Years, areas, age bands, sexes; sorted.
std::vector<Row> AreaRows(std::uint32_t years, std::uint32_t areas) {
  std::vector<Row> rows;
  for (std::uint32_t year = 0; year < years; ++year) {
    for (std::uint32_t area = 0; area < areas; ++area) {
      for (std::uint32_t band = 0; band < 10; ++band) {
        for (std::uint32_t sex = 0; sex < 2; ++sex) rows.push_back({year, area, band, sex});
      }
    }
  }
  return rows;
}

// Offers all rows, then all again, in the order that they have.
void ExpectEachIsARepeatTheSecondTime(const std::vector<Row>& rows) {
  RepeatFinder repeats(4);
  std::size_t wrong = 0;
  for (const bool second : {false, true}) {
    for (const Row& row : rows) wrong += repeats.IsRepeat(row) == second ? 0 : 1;
  }
  EXPECT_EQ(wrong, 0u);
}

TEST(RepeatFinder, KnowsTheRepeatsOfASortedFile) {
  ExpectEachIsARepeatTheSecondTime(AreaRows(3, 5'000));
}

TEST(RepeatFinder, KnowsTheRepeatsOfAFileSortedByAreaLast) {
  std::vector<Row> rows = AreaRows(2, 5'000);
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return std::array{a[0], a[3], a[2], a[1]} < std::array{b[0], b[3], b[2], b[1]};
  });
  ExpectEachIsARepeatTheSecondTime(rows);
}

TEST(RepeatFinder, KnowsTheRepeatsOfAFileInNoOrder) {
  std::vector<Row> rows = AreaRows(3, 5'000);
  std::shuffle(rows.begin(), rows.end(), std::mt19937(1));
  ExpectEachIsARepeatTheSecondTime(rows);
}

// One row in each family: the families give way to fingerprints of rows.
TEST(RepeatFinder, KnowsTheRepeatsOfRowsThatStandFarApart) {
  std::vector<Row> rows;
  for (std::uint32_t i = 0; i < 900'000; ++i) rows.push_back({i * 64, i * 128, i * 64, i * 256});
  ExpectEachIsARepeatTheSecondTime(rows);
}

TEST(RepeatFinder, KnowsARepeatAmongTheFirstRows) {
  RepeatFinder repeats(1);
  EXPECT_FALSE(repeats.IsRepeat(std::array<std::uint32_t, 1>{3}));
  EXPECT_TRUE(repeats.IsRepeat(std::array<std::uint32_t, 1>{3}));
  EXPECT_FALSE(repeats.IsRepeat(std::array<std::uint32_t, 1>{4}));
}

// The first rows have one value of the last label, so none of its bits is left out; it varies
// later.
TEST(RepeatFinder, TellsRowsApartByALabelThatVariesLate) {
  std::vector<Row> rows;
  for (std::uint32_t late = 0; late < 300; ++late) {
    for (std::uint32_t i = 0; i < 4'000; ++i) rows.push_back({i / 2, i % 2, 7, late});
  }
  ExpectEachIsARepeatTheSecondTime(rows);
}

}  // namespace
}  // namespace fivestep::analysis
