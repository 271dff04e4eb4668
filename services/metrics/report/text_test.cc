#include "metrics/report/text.h"

#include <gtest/gtest.h>

namespace fivestep::metrics::report {
namespace {

TEST(Escaped, LeavesNothingThatBeginsAnElementOrEndsAnAttribute) {
  EXPECT_EQ(Escaped("<script>alert(\"1\" & '2')</script>"),
            "&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;");
}

TEST(Escaped, DropsControlCharactersAndKeepsNewlinesAndOtherLanguages) {
  EXPECT_EQ(Escaped(std::string("a\0b\x1b[0m\nż", 10)), "ab[0m\nż");
}

TEST(CsvCell, QuotesWhatWouldBreakARow) {
  EXPECT_EQ(CsvCell("plain"), "plain");
  EXPECT_EQ(CsvCell("a, b"), "\"a, b\"");
  EXPECT_EQ(CsvCell("say \"no\""), "\"say \"\"no\"\"\"");
  EXPECT_EQ(CsvCell("two\nlines"), "\"two\nlines\"");
}

TEST(CsvCell, DefusesWhatASpreadsheetWouldCompute) {
  EXPECT_EQ(CsvCell("=1+1"), "'=1+1");
  EXPECT_EQ(CsvCell("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(CsvCell("+cmd"), "'+cmd");
  EXPECT_EQ(CsvCell("-cmd"), "'-cmd");
  EXPECT_EQ(CsvCell("-12.5"), "-12.5");
}

TEST(DayText, IsWhatPeopleWrite) {
  EXPECT_EQ(DayText("2026-07-04"), "4 July 2026");
  EXPECT_EQ(DayText("soon"), "soon");
}

TEST(TimeText, NamesItsZone) { EXPECT_EQ(TimeText(1'772'445'600), "2 March 2026, 10:00 UTC"); }

TEST(Decimal, KeepsThePlacesThatAreAskedFor) {
  EXPECT_EQ(Decimal(12.345, 1), "12.3");
  EXPECT_EQ(Decimal(-3, 0), "-3");
}

}  // namespace
}  // namespace fivestep::metrics::report
