// The periods that readings cover, and whether a control chart may be drawn over them.
#ifndef FIVESTEP_METRICS_SPC_PERIODS_H_
#define FIVESTEP_METRICS_SPC_PERIODS_H_

#include <chrono>
#include <span>

#include "platform/core/status.h"

namespace fivestep::metrics::spc {

// From `start` to `end`, both included. A count on one day has both the same.
struct Period {
  std::chrono::sys_days start;
  std::chrono::sys_days end;
  bool operator==(const Period&) const = default;
};

// Checks that no two of `periods`, ordered by start, overlap and that they are evenly spaced and
// equally long. Months (28 to 31 days), quarters (89 to 92), half-years (181 to 184) and years (365
// or 366) count as equal to their kind; anything else to the day. A period without a figure still
// needs its reading: a hole is uneven.
//
// Why: of pure-noise series of 24 points the XmR rules signal 15 % when monthly, but 82 % when
// rolling over three periods and 96 % over twelve (guard-rail 12).
//
// Errors, each naming dates and the remedy:
//   kInvalidArgument     a period ends before it starts, or the periods are out of order.
//   kFailedPrecondition  periods overlap, differ in length, or are unevenly spaced.
Status CheckPeriods(std::span<const Period> periods);

}  // namespace fivestep::metrics::spc

#endif  // FIVESTEP_METRICS_SPC_PERIODS_H_
