#include "codesign/domain/attendance.h"

#include <gtest/gtest.h>

namespace fivestep::codesign {
namespace {

v1::AttendanceBand BandOfCount(int count) {
  v1::GroupAttendance group;
  group.set_group(v1::STAKEHOLDER_GROUP_RESIDENTS);
  group.set_attendee_count(count);
  return BandOf(group);
}

TEST(AttendanceBand, KeepsTheGroup) {
  EXPECT_EQ(BandOfCount(3).group(), v1::STAKEHOLDER_GROUP_RESIDENTS);
}

TEST(AttendanceBand, ShowsThatNobodyCame) {
  EXPECT_FALSE(BandOfCount(0).fewer_than_eight());
  EXPECT_EQ(BandOfCount(0).attendee_count_rounded(), 0);
}

TEST(AttendanceBand, DoesNotTellOneFromSevenPeople) {
  for (int count = 1; count <= 7; ++count) {
    EXPECT_EQ(BandOfCount(count).SerializeAsString(), BandOfCount(1).SerializeAsString()) << count;
    EXPECT_TRUE(BandOfCount(count).fewer_than_eight());
    EXPECT_EQ(BandOfCount(count).attendee_count_rounded(), 0);
  }
}

TEST(AttendanceBand, RoundsFromEightToTheNearestFive) {
  EXPECT_EQ(BandOfCount(8).attendee_count_rounded(), 10);
  EXPECT_EQ(BandOfCount(12).attendee_count_rounded(), 10);
  EXPECT_EQ(BandOfCount(13).attendee_count_rounded(), 15);
  EXPECT_EQ(BandOfCount(100).attendee_count_rounded(), 100);
  EXPECT_FALSE(BandOfCount(8).fewer_than_eight());
}

}  // namespace
}  // namespace fivestep::codesign
