#include "platform/core/date.h"

#include <gtest/gtest.h>

namespace fivestep {
namespace {

TEST(Date, ReadsADayAndWritesItBack) { EXPECT_EQ(ToText(*ParseDate("2026-03-02")), "2026-03-02"); }

TEST(Date, KnowsLeapYears) {
  EXPECT_TRUE(ParseDate("2028-02-29"));
  EXPECT_FALSE(ParseDate("2026-02-29"));
}

TEST(Date, RefusesWhatIsNoDay) {
  for (const char* text : {"", "2026", "2026-3-2", "02/03/2026", "2026-13-01", "2026-00-10",
                           "2026-04-31", "2026-03-02T00:00", " 026-03-02", "2026-03-0a"}) {
    EXPECT_FALSE(ParseDate(text)) << text;
  }
}

TEST(Date, TakesTheDayOfAnInstantInUtc) {
  EXPECT_EQ(ToText(DayOf(Instant(std::chrono::seconds(1'772'445'600)))), "2026-03-02");
  EXPECT_EQ(ToText(DayOf(Instant(std::chrono::microseconds(-1)))), "1969-12-31");
}

}  // namespace
}  // namespace fivestep
