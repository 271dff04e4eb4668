#include "cli/sheet/serial_day.h"

#include <gtest/gtest.h>

#include "cli/sheet/grid.h"

namespace fivestep::cli::sheet {
namespace {

std::string Shown(double serial, DayBase base = DayBase::k1900) {
  const auto seconds = SecondsOfSerial(serial, base);
  return seconds ? ShownText(MomentCell(*seconds)) : "nothing";
}

TEST(SerialDay, CountsFromThe1stOfJanuary1900) {
  EXPECT_EQ(Shown(46083), "2026-03-02");
  EXPECT_EQ(Shown(1), "1900-01-01");
  EXPECT_EQ(Shown(25569), "1970-01-01");
}

TEST(SerialDay, HasTheDayThatOnlySpreadsheetsHave) {
  EXPECT_EQ(Shown(59), "1900-02-28");
  EXPECT_EQ(Shown(60), "nothing");
  EXPECT_EQ(Shown(60.5), "nothing");
  EXPECT_EQ(Shown(61), "1900-03-01");
}

TEST(SerialDay, CountsFrom1904WhereTheWorkbookDoes) {
  EXPECT_EQ(Shown(44621, DayBase::k1904), "2026-03-02");
  EXPECT_EQ(Shown(0, DayBase::k1904), "1904-01-01");
}

TEST(SerialDay, HasTimesToTheSecond) {
  EXPECT_EQ(Shown(46083.4375), "2026-03-02T10:30:00Z");
  EXPECT_EQ(Shown(46082.99999999999), "2026-03-02");
}

TEST(SerialDay, EndsWithTheYear9999) {
  EXPECT_EQ(Shown(2958465), "9999-12-31");
  EXPECT_EQ(Shown(2958466), "nothing");
  EXPECT_EQ(Shown(-1), "nothing");
  EXPECT_EQ(Shown(1e300), "nothing");
}

TEST(SerialDay, GoesBackToTheSameNumber) {
  EXPECT_EQ(SerialOfSeconds(*SecondsOfSerial(46083.4375, DayBase::k1900)), 46083.4375);
}

TEST(NumberFormat, ShowsMomentsWhereItHasTheirLetters) {
  EXPECT_TRUE(ShowsMoment("yyyy-mm-dd"));
  EXPECT_TRUE(ShowsMoment("[$-809]d mmmm yyyy;@"));
  EXPECT_TRUE(ShowsMoment("[h]:mm"));
  EXPECT_TRUE(ShowsMoment(14));
  EXPECT_TRUE(ShowsMoment(22));
}

TEST(NumberFormat, ShowsNumbersWhereLettersAreTextOnly) {
  EXPECT_FALSE(ShowsMoment("General"));
  EXPECT_FALSE(ShowsMoment("0.00\" days\""));
  EXPECT_FALSE(ShowsMoment("[Red]0;-0"));
  EXPECT_FALSE(ShowsMoment("#,##0\\d"));
  EXPECT_FALSE(ShowsMoment("@"));
  EXPECT_FALSE(ShowsMoment(0));
}

}  // namespace
}  // namespace fivestep::cli::sheet
