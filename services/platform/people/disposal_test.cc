#include "platform/people/disposal.h"

#include <gtest/gtest.h>

#include "platform/core/resource_name.h"
#include "platform/testing/given.h"

namespace fivestep::people {
namespace {

using fivestep::testing::kNow;
using namespace std::chrono;

Instant At(year_month_day day, seconds time = seconds(0)) { return sys_days(day) + time; }

TEST(YearsLater, IsTheSameDayAndTimeOfALaterYear) {
  EXPECT_EQ(YearsLater(At(2026y / March / 2, hours(10)), 5), At(2031y / March / 2, hours(10)));
}

TEST(YearsLater, IsTheLastOfFebruaryWhereTheYearHasNoTwentyNinth) {
  EXPECT_EQ(YearsLater(At(2024y / February / 29, hours(1)), 1),
            At(2025y / February / 28, hours(1)));
  EXPECT_EQ(YearsLater(At(2024y / February / 29), 4), At(2028y / February / 29));
}

TEST(YearsLater, KeepsTheMicroseconds) {
  const Instant start = kNow + microseconds(7);
  EXPECT_EQ((YearsLater(start, 20) - YearsLater(kNow, 20)).count(), 7);
}

TEST(DisposalName, IsTheSameForTheSameRecordAndTime) {
  const std::string record = "programmes/p1/contributions/c1";
  EXPECT_EQ(DisposalName(record, kNow), DisposalName(record, kNow));
  EXPECT_NE(DisposalName(record, kNow), DisposalName(record, kNow + microseconds(1)));
  EXPECT_NE(DisposalName(record, kNow), DisposalName("programmes/p1/contributions/c2", kNow));
}

TEST(DisposalName, IsAResourceOfTheRecordsProgramme) {
  ResourceName name;
  ASSERT_TRUE(ResourceName::Parse(DisposalName("programmes/p1/metrics/m/readings/r", kNow), name));
  EXPECT_EQ(name.parent(), "programmes/p1");
  EXPECT_EQ(name.collection(), "disposals");
}

TEST(DisposalName, SortsByTheTimeWhenItWasDue) {
  EXPECT_LT(DisposalName("programmes/p1/notes/z", kNow),
            DisposalName("programmes/p1/notes/a", kNow + hours(24 * 365 * 30)));
}

TEST(StartsRetention, KnowsTheEventsByTheirNameWithoutThePackage) {
  platform::v1::Retention retention;
  retention.add_starts_with("NoteWritten");
  EXPECT_TRUE(StartsRetention(retention, "fivestep.testing.v1.NoteWritten"));
  EXPECT_FALSE(StartsRetention(retention, "fivestep.testing.v1.NotePinned"));
  EXPECT_FALSE(StartsRetention(retention, "fivestep.testing.v1.LongNoteWritten"));
}

}  // namespace
}  // namespace fivestep::people
