// Whether the machine's clock can be trusted with what cannot be undone.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_SETTLING_H_
#define FIVESTEP_PLATFORM_EVENTLOG_SETTLING_H_

#include <chrono>

#include "platform/core/clock.h"

namespace fivestep {

// What the clock of the wall and the steady one may differ between two looks: more than a slewed
// clock ever does, less than anybody sets a clock by.
inline constexpr std::chrono::minutes kMaxClockStep{1};

// Not thread-safe.
class Settling {
 public:
  using Steady = std::chrono::steady_clock::time_point;
  explicit Settling(std::chrono::milliseconds wanted) : wanted_(wanted) {}

  // Whether the clock has run evenly for the time wanted, since the first look or the last step.
  // Looked at often: a step is seen between two looks.
  bool Look(Instant wall, Steady steady) {
    const auto offset = wall.time_since_epoch() - Micros(steady.time_since_epoch());
    const bool stepped = offset - offset_ > kMaxClockStep || offset_ - offset > kMaxClockStep;
    if (stepped || !looked_) since_ = steady;
    looked_ = true;
    offset_ = offset;
    return steady - since_ >= wanted_;
  }

 private:
  static std::chrono::microseconds Micros(Steady::duration time) {
    return std::chrono::duration_cast<std::chrono::microseconds>(time);
  }
  std::chrono::milliseconds wanted_;
  bool looked_ = false;
  std::chrono::microseconds offset_{0};
  Steady since_{};
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_SETTLING_H_
