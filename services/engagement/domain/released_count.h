// What may be shown of a count of people.
#ifndef FIVESTEP_ENGAGEMENT_DOMAIN_RELEASED_COUNT_H_
#define FIVESTEP_ENGAGEMENT_DOMAIN_RELEASED_COUNT_H_

#include <cstdint>

#include "engagement/statistics/band.h"
#include "fivestep/engagement/v1/reach.pb.h"

namespace fivestep::engagement {

// REQUIRES: count >= 0.  Worked values: 0 -> "0", 1 and 7 -> "fewer than 8", 8 -> "10", 12 -> "10",
// 13 -> "15".
v1::ReleasedCount Release(int64_t count);
v1::ReleasedCount Release(const statistics::Band& band);

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_DOMAIN_RELEASED_COUNT_H_
