#include "analysis/import/table_block.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/import/imported_table.h"

namespace fivestep::analysis {
namespace {

v1::TableHead Head() {
  v1::TableHead head;
  head.add_labels()->set_name("group");
  head.set_has_numerators(true);
  head.set_has_values(true);
  return head;
}

class Table {
 public:
  Table()
      : writer_(Head(), [this](std::string_view part) {
          parts_.emplace_back(part);
          return OkStatus();
        }) {}
  void Add(const std::string& group, Cell numerator, Cell value) {
    const std::array<std::uint32_t, 1> codes = {writer_.words(0).Add(group)};
    Status why;
    ASSERT_TRUE(writer_.Add(codes, {numerator, Cell(), value}, why));
  }
  std::vector<std::string> Finish() {
    EXPECT_TRUE(writer_.Finish().ok());
    return parts_;
  }

 private:
  std::vector<std::string> parts_;
  TableWriter writer_;
};

Cell Number(double number) { return {CellState::kNumber, number}; }

TEST(TableBlock, ReadsBackNumbersOfEveryWidthAndEveryGap) {
  const std::vector<double> numbers = {0,
                                       1,
                                       255,
                                       256,
                                       65'535,
                                       65'536,
                                       4e9,
                                       -3,
                                       12.5,
                                       0.1,
                                       9e15,
                                       1e300,
                                       7,
                                       7,
                                       -7'000'000'000,
                                       1e-9,
                                       4'294'967'295.,
                                       3};
  for (std::size_t first = 0; first < numbers.size(); ++first) {
    Table table;
    for (std::size_t i = first; i < numbers.size(); ++i) {
      table.Add("g" + std::to_string(i % 3), Number(numbers[i]), {CellState::kAbsent});
    }
    table.Add("g0", {CellState::kSuppressed}, Number(1));
    table.Add("g1", {CellState::kMissing}, {CellState::kMissing});
    const auto rows = RowsOf(table.Finish());
    ASSERT_TRUE(rows.ok());
    ASSERT_EQ(rows->size(), numbers.size() - first + 2);
    for (std::size_t i = first; i < numbers.size(); ++i) {
      EXPECT_EQ((*rows)[i - first].numbers[0], numbers[i]);
      EXPECT_EQ((*rows)[i - first].states[2], CellState::kAbsent);
      EXPECT_EQ((*rows)[i - first].labels.at("group"), "g" + std::to_string(i % 3));
    }
    EXPECT_EQ(rows->at(rows->size() - 2).states[0], CellState::kSuppressed);
    EXPECT_EQ(rows->back().states[0], CellState::kMissing);
    EXPECT_TRUE(std::isnan(rows->back().numbers[0]));
  }
}

TEST(TableBlock, SplitsRowsIntoBlocksThatShareTheirWords) {
  Table table;
  for (std::size_t i = 0; i < 2 * kBlockRows + 5; ++i) {
    table.Add(std::to_string(i % 300), Number(static_cast<double>(i)), Number(1));
  }
  const auto parts = table.Finish();
  ASSERT_EQ(parts.size(), 4u);
  const auto rows = RowsOf(parts);
  ASSERT_TRUE(rows.ok());
  ASSERT_EQ(rows->size(), 2 * kBlockRows + 5);
  EXPECT_EQ(rows->back().numbers[0], static_cast<double>(2 * kBlockRows + 4));
  EXPECT_EQ(rows->back().labels.at("group"), std::to_string((2 * kBlockRows + 4) % 300));
  EXPECT_LT(parts[1].size(), kBlockRows * 8);
}

TEST(TableBlock, ReadsTablesThatWereWrittenAtOnce) {
  v1::DataSetTable table;
  table.mutable_groups()->add_words("a");
  table.mutable_groups()->add_index(0);
  table.mutable_groups()->add_index(0);
  table.mutable_numerators()->add_values(4);
  table.mutable_numerators()->add_values(std::nan(""));
  table.mutable_numerators()->add_withheld_rows(1);
  const auto rows = RowsOf({table.SerializeAsString()});
  ASSERT_TRUE(rows.ok());
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ((*rows)[0].numbers[0], 4);
  EXPECT_EQ((*rows)[1].states[0], CellState::kSuppressed);
  table.mutable_groups()->set_index(0, 5);
  EXPECT_EQ(RowsOf({table.SerializeAsString()}).status().code(), Code::kDataLoss);
}

TEST(TableBlock, RefusesWhatDoesNotFitOrStopsShort) {
  Table table;
  for (int i = 0; i < 40; ++i) table.Add(std::to_string(i), Number(i * 1'000), Number(i));
  const auto parts = table.Finish();
  ASSERT_EQ(parts.size(), 2u);
  for (std::size_t size = 0; size < parts[1].size(); ++size) {
    EXPECT_FALSE(RowsOf({parts[0], parts[1].substr(0, size)}).ok()) << size;
  }
  EXPECT_FALSE(RowsOf({"FSTB2\xff"}).ok());
  EXPECT_FALSE(RowsOf({"\xff\xff"}).ok());
}

TEST(WordList, NumbersWordsInTheirOrder) {
  WordList words;
  for (int round = 0; round < 2; ++round) {
    for (std::uint32_t i = 0; i < 5'000; ++i) EXPECT_EQ(words.Add("w" + std::to_string(i)), i);
  }
  EXPECT_EQ(words.size(), 5'000u);
  EXPECT_EQ(words.word(17), "w17");
  EXPECT_EQ(words.Find("w4999"), 4'999u);
  EXPECT_EQ(words.Find("x"), words.size());
  EXPECT_EQ(words.Add(""), 5'000u);
}

TEST(FingerprintSet, KnowsEveryRepeatAndNoOther) {
  FingerprintSet set;
  for (int round = 0; round < 2; ++round) {
    for (std::uint32_t i = 0; i < 200'000; ++i) {
      const std::array<std::uint32_t, 3> codes = {i / 20, i % 10, i % 2};
      const std::array<std::uint32_t, 4> longer = {i / 20, i % 10, i % 2, i};
      EXPECT_EQ(set.Insert(Fingerprint(longer)), round == 0);
      if (round == 0 && i % 10 == i % 20) {
        EXPECT_TRUE(set.Insert(Fingerprint(codes)));
      }
    }
  }
}

}  // namespace
}  // namespace fivestep::analysis
