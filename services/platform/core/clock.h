// Time as a value that is handed in, so that tests can hold and turn it.
#ifndef FIVESTEP_PLATFORM_CORE_CLOCK_H_
#define FIVESTEP_PLATFORM_CORE_CLOCK_H_

#include <chrono>
#include <string>

namespace fivestep {

// A point in time, UTC, to the microsecond.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

// Where the time comes from. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant Now() const = 0;
};

// The machine's clock. May jump; the event log sees to it that recorded times never go back.
class SystemClock : public Clock {
 public:
  Instant Now() const override;
};

// "2026-03-01T09:30:00Z", with as many decimals as there are, at most six.
std::string ToText(Instant instant);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_CORE_CLOCK_H_
