#include "codesign/domain/attendance.h"

namespace fivestep::codesign {

int RoundedCount(int count) { return (count + kRoundingBase / 2) / kRoundingBase * kRoundingBase; }

v1::AttendanceBand BandOf(const v1::GroupAttendance& group) {
  v1::AttendanceBand band;
  band.set_group(group.group());
  const int count = group.attendee_count();
  if (count > 0 && count < kSmallestShownCount) {
    band.set_fewer_than_eight(true);
  } else {
    band.set_attendee_count_rounded(RoundedCount(count));
  }
  return band;
}

v1::LivedExperienceShare LivedExperienceShareOf(const v1::Attendance& attendance) {
  int all = 0;
  int with_experience = 0;
  bool asked = false;
  for (const v1::GroupAttendance& group : attendance.groups()) {
    all += group.attendee_count();
    with_experience += group.lived_experience_count();
    asked = asked || group.has_lived_experience_count();
  }
  if (!asked) return v1::LIVED_EXPERIENCE_SHARE_UNSPECIFIED;
  if (with_experience == 0) return v1::LIVED_EXPERIENCE_SHARE_NOBODY;
  if (4 * with_experience < all) return v1::LIVED_EXPERIENCE_SHARE_UNDER_A_QUARTER;
  if (2 * with_experience < all) return v1::LIVED_EXPERIENCE_SHARE_QUARTER_TO_HALF;
  if (4 * with_experience < 3 * all) return v1::LIVED_EXPERIENCE_SHARE_HALF_TO_THREE_QUARTERS;
  return v1::LIVED_EXPERIENCE_SHARE_THREE_QUARTERS_OR_MORE;
}

}  // namespace fivestep::codesign
