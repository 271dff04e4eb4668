#include "codesign/domain/attendance.h"

namespace fivestep::codesign {

v1::AttendanceBand BandOf(const v1::GroupAttendance& group) {
  v1::AttendanceBand band;
  band.set_group(group.group());
  const int count = group.attendee_count();
  if (count > 0 && count < kSmallestShownCount) {
    band.set_fewer_than_eight(true);
  } else {
    band.set_attendee_count_rounded((count + kRoundingBase / 2) / kRoundingBase * kRoundingBase);
  }
  return band;
}

}  // namespace fivestep::codesign
