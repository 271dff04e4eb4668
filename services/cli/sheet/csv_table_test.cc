#include "cli/sheet/csv_table.h"

#include <gtest/gtest.h>

namespace fivestep::cli::sheet {
namespace {

Table TableOf(const std::vector<Cell>& row) {
  Table table;
  table.headings.resize(row.size());
  for (Heading& heading : table.headings) heading.text = "h";
  table.rows = {row};
  return table;
}

std::string RowText(const Cell& cell) {
  const std::string text = CsvText(TableOf({cell}));
  const size_t begin = text.find("\r\n") + 2;
  return text.substr(begin, text.size() - begin - 2);
}

// What comes back of a text.
std::string Again(const std::string& text) {
  const auto grid = ReadCsv(CsvText(TableOf({TextCell("first"), TextCell(text)})));
  EXPECT_TRUE(grid.ok()) << grid.status().ToString();
  return ShownText(grid->rows.at(1).at(1));
}

TEST(CsvTable, WritesWhatLooksLikeAFormulaAsText) {
  EXPECT_EQ(RowText(TextCell("=HYPERLINK(\"http://x\")")), "\"'=HYPERLINK(\"\"http://x\"\")\"");
  EXPECT_EQ(RowText(TextCell("+44 1772")), "'+44 1772");
  EXPECT_EQ(RowText(TextCell("-")), "'-");
  EXPECT_EQ(RowText(TextCell("@home")), "'@home");
}

TEST(CsvTable, LeavesNumbersBelowZeroNumbers) {
  EXPECT_EQ(RowText(NumberCell(-5)), "-5");
  EXPECT_EQ(RowText(NumberCell(0.1)), "0.1");
}

TEST(CsvTable, GivesBackEveryText) {
  for (const char* text : {"plain", "=1+1", "'=1+1", "''-x", "'quoted'", "a,b", "a \"b\"",
                           "two\nlines", "semi;colon", "é", "-", "'"}) {
    EXPECT_EQ(Again(text), text);
  }
}

TEST(CsvTable, ReadsWindows1252AsSpreadsheetsSaveIt) {
  const auto grid = ReadCsv("place\r\nCaf\xE9\r\n");
  ASSERT_TRUE(grid.ok());
  EXPECT_EQ(ShownText(grid->rows[1].at(0)), "Café");
}

TEST(CsvTable, CountsRowsAsASpreadsheetDoes) {
  const auto grid = ReadCsv("a\n\n\nb\n");
  ASSERT_TRUE(grid.ok());
  EXPECT_EQ(grid->rows[1].number, 4);
}

TEST(CsvTable, RefusesAnOpenQuote) { EXPECT_FALSE(ReadCsv("a\n\"open\n").ok()); }

TEST(CsvTable, RefusesMoreRowsThanASheetHas) {
  std::string text;
  for (int i = 0; i <= kMaxRows; ++i) text += "x\n";
  EXPECT_FALSE(ReadCsv(text).ok());
}

}  // namespace
}  // namespace fivestep::cli::sheet
