#include "metrics/report/text.h"

#include <gtest/gtest.h>

namespace fivestep::metrics::report {
namespace {

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
