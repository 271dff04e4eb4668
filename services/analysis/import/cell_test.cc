#include "analysis/import/cell.h"

#include <gtest/gtest.h>

namespace fivestep::analysis {
namespace {

Cell Parse(std::string_view raw) { return ParseCell(CleanText(raw)); }

TEST(CleanText, KeepsUtf8AsItIs) {
  EXPECT_EQ(CleanText("Ystrad Mynach \xE2\x80\x93 Caerffili"),
            "Ystrad Mynach \xE2\x80\x93 Caerffili");
  EXPECT_EQ(CleanText("\xF0\x9F\x8F\xA5"), "\xF0\x9F\x8F\xA5");
}

TEST(CleanText, ReadsOtherBytesAsWindows1252) {
  EXPECT_EQ(CleanText("St John\x92s \x96 \x80"
                      "5"),
            "St John\xE2\x80\x99s \xE2\x80\x93 \xE2\x82\xAC"
            "5");
  EXPECT_EQ(CleanText("Caf\xE9"), "Caf\xC3\xA9");
  EXPECT_EQ(CleanText("\x81"), "\xEF\xBF\xBD");
}

TEST(CleanText, TakesOverlongAndBrokenSequencesForWindows1252) {
  EXPECT_EQ(CleanText("\xC3"), "\xC3\x83");
  EXPECT_EQ(CleanText("\xE0\x80\xAF"), "\xC3\xA0\xE2\x82\xAC\xC2\xAF");
}

TEST(CleanText, TrimsBlanksAndNonBreakingSpacesOfBothEncodings) {
  EXPECT_EQ(CleanText(" \t1,234\xC2\xA0 "), "1,234");
  EXPECT_EQ(CleanText("\xA0White\xA0"
                      "British\xA0"),
            "White British");
  EXPECT_EQ(CleanText("\xC2\xA0"), "");
}

TEST(ParseCell, ReadsTheNumbersOfPublishedTables) {
  const std::pair<const char*, double> cases[] = {
      {"1,234", 1234},   {"1296.00", 1296}, {"1,234,567.5", 1234567.5},
      {"0", 0},          {"-3.5", -3.5},    {"+7", 7},
      {".5", 0.5},       {"5.", 5},         {"1.2e3", 1200},
      {"1E-2", 0.01},    {"12345", 12345},  {"007", 7},
      {"-1,000", -1000},
  };
  for (const auto& [text, number] : cases) {
    const Cell cell = Parse(text);
    EXPECT_EQ(cell.state, CellState::kNumber) << text;
    EXPECT_DOUBLE_EQ(cell.number, number) << text;
    EXPECT_FALSE(cell.percentage) << text;
  }
}

TEST(ParseCell, KeepsAPercentageAsWritten) {
  for (const char* text : {"12.5%", "12.5 %", "12.5\xA0%"}) {
    const Cell cell = Parse(text);
    EXPECT_EQ(cell.state, CellState::kNumber) << text;
    EXPECT_DOUBLE_EQ(cell.number, 12.5) << text;
    EXPECT_TRUE(cell.percentage) << text;
  }
}

TEST(ParseCell, KeepsMissingApartFromSuppressed) {
  for (const char* text : {"", "  ", "-", "NA", "n/a", "[x]", "[z]", "NULL", ":", ".."}) {
    EXPECT_EQ(Parse(text).state, CellState::kMissing) << text;
  }
  for (const char* text : {"*", "c", "[c]", "C", "<5", "< 8", "suppressed", " * "}) {
    EXPECT_EQ(Parse(text).state, CellState::kSuppressed) << text;
  }
}

TEST(ParseCell, RefusesToGuess) {
  for (const char* text : {"1,23",
                           "12,34,567",
                           "1234,567",
                           ",123",
                           "1,",
                           "1.2.3",
                           "12 345",
                           "inf",
                           "nan1",
                           "--1",
                           "+-1",
                           "0x10",
                           "1e999",
                           "%",
                           "five",
                           "<",
                           "<x",
                           "1,234,56",
                           "\xC2\xA3"
                           "5",
                           "1-7"}) {
    EXPECT_EQ(Parse(text).state, CellState::kUnreadable) << text;
  }
}

}  // namespace
}  // namespace fivestep::analysis
