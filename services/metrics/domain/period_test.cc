#include "metrics/domain/period.h"

#include <gtest/gtest.h>

namespace fivestep::metrics {
namespace {

Date Day(const std::string& text) { return ParseDate(text).value(); }

std::string LastDay(v1::Frequency frequency, const std::string& start) {
  const auto last = LastDayOf(frequency, Day(start));
  return last ? ToText(*last) : "";
}

TEST(Period, EndsOnTheLastDayOfItsMonthAlsoInALeapYear) {
  EXPECT_EQ(LastDay(v1::FREQUENCY_MONTHLY, "2024-02-01"), "2024-02-29");
  EXPECT_EQ(LastDay(v1::FREQUENCY_MONTHLY, "2023-02-01"), "2023-02-28");
  EXPECT_EQ(LastDay(v1::FREQUENCY_MONTHLY, "2023-12-01"), "2023-12-31");
}

TEST(Period, RunsOverTheTurnOfTheYear) {
  EXPECT_EQ(LastDay(v1::FREQUENCY_QUARTERLY, "2023-11-01"), "2024-01-31");
  EXPECT_EQ(LastDay(v1::FREQUENCY_YEARLY, "2023-04-01"), "2024-03-31");
}

TEST(Period, MayBeginWithinAMonthButNotAfterThe28th) {
  EXPECT_EQ(LastDay(v1::FREQUENCY_MONTHLY, "2024-01-28"), "2024-02-27");
  EXPECT_EQ(LastDay(v1::FREQUENCY_MONTHLY, "2024-01-29"), "");
}

TEST(Period, LiesOnTheGridOnlyAWholeNumberOfPeriodsAway) {
  const Date anchor = Day("2023-04-01");
  EXPECT_TRUE(OnGrid(v1::FREQUENCY_QUARTERLY, anchor, Day("2024-01-01")));
  EXPECT_TRUE(OnGrid(v1::FREQUENCY_QUARTERLY, anchor, Day("2022-10-01")));
  EXPECT_FALSE(OnGrid(v1::FREQUENCY_QUARTERLY, anchor, Day("2023-05-01")));
  EXPECT_FALSE(OnGrid(v1::FREQUENCY_MONTHLY, anchor, Day("2023-05-02")));
  EXPECT_FALSE(OnGrid(v1::FREQUENCY_YEARLY, anchor, Day("2024-01-01")));
}

TEST(Period, MayBeAWeekOrADay) {
  EXPECT_EQ(LastDay(v1::FREQUENCY_WEEKLY, "2024-12-30"), "2025-01-05");
  EXPECT_EQ(LastDay(v1::FREQUENCY_DAILY, "2024-01-31"), "2024-01-31");
  EXPECT_TRUE(OnGrid(v1::FREQUENCY_WEEKLY, Day("2024-12-30"), Day("2024-12-16")));
  EXPECT_FALSE(OnGrid(v1::FREQUENCY_WEEKLY, Day("2024-12-30"), Day("2024-12-31")));
  EXPECT_TRUE(OnGrid(v1::FREQUENCY_DAILY, Day("2024-12-30"), Day("2023-01-01")));
}

TEST(Period, OfAMetricWithoutFrequencyIsABug) {
  EXPECT_THROW(LastDayOf(v1::FREQUENCY_UNSPECIFIED, Day("2024-01-01")), std::logic_error);
  EXPECT_THROW(OnGrid(v1::FREQUENCY_UNSPECIFIED, Day("2024-01-01"), Day("2024-01-01")),
               std::logic_error);
}

}  // namespace
}  // namespace fivestep::metrics
