#include "metrics/spc/periods.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace fivestep::metrics::spc {
namespace {

using std::chrono::days;
using std::chrono::month;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month;
using ::testing::HasSubstr;

constexpr year_month kStart{year{2022}, month{1}};

// `count` periods of `length` months, the next one starting `step` months later.
std::vector<Period> Months(int count, int length, int step, year_month start = kStart) {
  std::vector<Period> periods;
  for (int i = 0; i < count; ++i) {
    const year_month first = start + months(i * step);
    periods.push_back({sys_days(first / 1), sys_days((first + months(length)) / 1) - days(1)});
  }
  return periods;
}

TEST(CheckPeriods, AcceptsMonthsQuartersHalvesAndYearsAcrossALeapDay) {
  EXPECT_TRUE(CheckPeriods(Months(48, 1, 1)).ok());
  for (int start = 0; start < 3; ++start) {
    EXPECT_TRUE(CheckPeriods(Months(24, 3, 3, kStart + months(start))).ok()) << start;
  }
  EXPECT_TRUE(CheckPeriods(Months(12, 6, 6)).ok());
  EXPECT_TRUE(CheckPeriods(Months(12, 12, 12, year{2019} / 4)).ok());
}

TEST(CheckPeriods, AcceptsWeeksAndCountsOnOneDayAMonth) {
  std::vector<Period> weeks;
  std::vector<Period> snapshots;
  for (int i = 0; i < 15; ++i) {
    const sys_days monday = sys_days(year{2024} / 1 / 1) + days(7 * i);
    weeks.push_back({monday, monday + days(6)});
    const sys_days first((kStart + months(i)) / 1);
    snapshots.push_back({first, first});
  }
  EXPECT_TRUE(CheckPeriods(weeks).ok());
  EXPECT_TRUE(CheckPeriods(snapshots).ok());
}

TEST(CheckPeriods, AcceptsNothingAndOnePeriod) {
  EXPECT_TRUE(CheckPeriods({}).ok());
  EXPECT_TRUE(CheckPeriods(Months(1, 1, 1)).ok());
}

TEST(CheckPeriods, RefusesRollingQuartersAndSaysWhichToKeep) {
  const Status status = CheckPeriods(Months(24, 3, 1));
  EXPECT_EQ(status.code(), Code::kFailedPrecondition);
  EXPECT_THAT(status.message(), HasSubstr("2022-02-01"));
  EXPECT_THAT(status.message(), HasSubstr("one reading in 3"));
}

TEST(CheckPeriods, RefusesRollingYearsAndSaysWhichToKeep) {
  EXPECT_THAT(CheckPeriods(Months(24, 12, 1)).message(), HasSubstr("one reading in 12"));
}

TEST(CheckPeriods, RefusesTwoReadingsOfOnePeriod) {
  auto periods = Months(3, 1, 1);
  periods[2] = periods[1];
  const Status status = CheckPeriods(periods);
  EXPECT_EQ(status.code(), Code::kFailedPrecondition);
  EXPECT_THAT(status.message(), HasSubstr("one reading for each period"));
}

TEST(CheckPeriods, RefusesPeriodsThatShareOneDay) {
  auto periods = Months(3, 1, 1);
  periods[0].end += days(1);
  periods[0].start += days(3);
  EXPECT_EQ(CheckPeriods(periods).code(), Code::kFailedPrecondition);
}

TEST(CheckPeriods, RefusesAHoleAndAsksForAReadingWithoutValue) {
  auto periods = Months(12, 1, 1);
  periods.erase(periods.begin() + 5);
  const Status status = CheckPeriods(periods);
  EXPECT_EQ(status.code(), Code::kFailedPrecondition);
  EXPECT_THAT(status.message(), HasSubstr("2022-07-01"));
  EXPECT_THAT(status.message(), HasSubstr("add the periods in between"));
}

TEST(CheckPeriods, RefusesAQuarterAmongMonths) {
  auto periods = Months(12, 1, 1);
  periods.push_back({sys_days(year{2023} / 1 / 1), sys_days(year{2023} / 3 / 31)});
  EXPECT_EQ(CheckPeriods(periods).code(), Code::kFailedPrecondition);
}

TEST(CheckPeriods, RefusesAnEightDayWeek) {
  const sys_days monday(year{2024} / 1 / 1);
  const std::vector<Period> periods = {{monday, monday + days(6)},
                                       {monday + days(7), monday + days(14)}};
  EXPECT_EQ(CheckPeriods(periods).code(), Code::kFailedPrecondition);
}

TEST(CheckPeriods, RefusesAPeriodThatEndsBeforeItStartsAndDisorder) {
  auto periods = Months(3, 1, 1);
  std::swap(periods[0], periods[2]);
  EXPECT_EQ(CheckPeriods(periods).code(), Code::kInvalidArgument);
  const sys_days day(year{2024} / 1 / 1);
  EXPECT_EQ(CheckPeriods(std::vector<Period>{{day, day - days(1)}}).code(), Code::kInvalidArgument);
}

}  // namespace
}  // namespace fivestep::metrics::spc
