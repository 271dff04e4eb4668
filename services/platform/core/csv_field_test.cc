#include "platform/core/csv_field.h"

#include <gtest/gtest.h>

namespace fivestep {
namespace {

TEST(CsvField, IsQuotedWhereItWouldBreakARow) {
  EXPECT_EQ(CsvField("plain"), "plain");
  EXPECT_EQ(CsvField("a, b"), "\"a, b\"");
  EXPECT_EQ(CsvField("say \"no\""), "\"say \"\"no\"\"\"");
  EXPECT_EQ(CsvField("two\nlines"), "\"two\nlines\"");
  EXPECT_EQ(CsvField("=1+1"), "=1+1");
}

TEST(CsvField, OfWhatPeopleWroteComputesNothing) {
  EXPECT_EQ(GuardedCsvField("=1+1"), "'=1+1");
  EXPECT_EQ(GuardedCsvField("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(GuardedCsvField("+cmd"), "'+cmd");
  EXPECT_EQ(GuardedCsvField("-cmd, x"), "\"'-cmd, x\"");
  EXPECT_EQ(GuardedCsvField("'=1"), "''=1");
  EXPECT_EQ(GuardedCsvField("1 = 1"), "1 = 1");
  EXPECT_EQ(GuardedCsvField(""), "");
}

}  // namespace
}  // namespace fivestep
