// Who came to a session, and what of it may be shown.
#ifndef FIVESTEP_CODESIGN_DOMAIN_ATTENDANCE_H_
#define FIVESTEP_CODESIGN_DOMAIN_ATTENDANCE_H_

#include "fivestep/codesign/v1/session.pb.h"

namespace fivestep::codesign {

// Counts of people below this are shown only as "fewer than 8", as NHS England does for
// sub-national Hospital Episode Statistics (1 to 7 suppressed, others rounded).
inline constexpr int kSmallestShownCount = 8;
// Other counts are shown to the nearest multiple of this.
inline constexpr int kRoundingBase = 5;

// `count` to the nearest multiple of kRoundingBase. Worked values: 12 -> 10; 13 -> 15.
//
// REQUIRES: not negative.
int RoundedCount(int count);

// What may be shown of `group`. Worked values: 0 -> 0; 1 and 7 -> fewer than eight; 8 -> 10;
// 12 -> 10; 13 -> 15.
//
// REQUIRES: the count is not negative.
v1::AttendanceBand BandOf(const v1::GroupAttendance& group);

// Which part of all who came has lived experience. Worked values: 3 of 12 -> a quarter to half; 2
// of 12 -> under a quarter.
//
// REQUIRES: no count of people with lived experience is above its group's attendance.
v1::LivedExperienceShare LivedExperienceShareOf(const v1::Attendance& attendance);

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_DOMAIN_ATTENDANCE_H_
