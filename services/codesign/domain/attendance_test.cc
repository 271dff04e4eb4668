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

v1::LivedExperienceShare ShareOf(int with_experience, int all) {
  v1::Attendance attendance;
  v1::GroupAttendance& group = *attendance.add_groups();
  group.set_attendee_count(all);
  group.set_lived_experience_count(with_experience);
  attendance.add_groups();  // nobody of another group
  return LivedExperienceShareOf(attendance);
}

TEST(LivedExperienceShare, IsNotSaidWhereNobodyWasAsked) {
  v1::Attendance attendance;
  attendance.add_groups()->set_attendee_count(12);
  EXPECT_EQ(LivedExperienceShareOf(attendance), v1::LIVED_EXPERIENCE_SHARE_UNSPECIFIED);
}

TEST(LivedExperienceShare, IsSaidInQuarters) {
  EXPECT_EQ(ShareOf(0, 12), v1::LIVED_EXPERIENCE_SHARE_NOBODY);
  EXPECT_EQ(ShareOf(2, 12), v1::LIVED_EXPERIENCE_SHARE_UNDER_A_QUARTER);
  EXPECT_EQ(ShareOf(3, 12), v1::LIVED_EXPERIENCE_SHARE_QUARTER_TO_HALF);
  EXPECT_EQ(ShareOf(6, 12), v1::LIVED_EXPERIENCE_SHARE_HALF_TO_THREE_QUARTERS);
  EXPECT_EQ(ShareOf(9, 12), v1::LIVED_EXPERIENCE_SHARE_THREE_QUARTERS_OR_MORE);
  EXPECT_EQ(ShareOf(12, 12), v1::LIVED_EXPERIENCE_SHARE_THREE_QUARTERS_OR_MORE);
}

}  // namespace
}  // namespace fivestep::codesign
