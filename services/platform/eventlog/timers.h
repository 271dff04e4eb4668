// Keys of timers.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_TIMERS_H_
#define FIVESTEP_PLATFORM_EVENTLOG_TIMERS_H_

#include <string>
#include <string_view>

#include "platform/eventlog/keys.h"
#include "platform/eventlog/model.h"

namespace fivestep {

// Sorts by due time: micros, rule, resource.
inline std::string TimerKey(const DueTimer& timer, std::string_view resource) {
  return keys::BigEndian(timer.due.time_since_epoch().count()) + timer.rule + '\0' +
         std::string(resource);
}

// The other way round. REQUIRES: a key made by TimerKey.
inline void ParseTimerKey(std::string_view key, DueTimer& timer, std::string& resource) {
  timer.due = Instant(std::chrono::microseconds(keys::FromBigEndian(key)));
  const size_t end = key.find('\0', 8);
  timer.rule = std::string(key.substr(8, end - 8));
  resource = std::string(key.substr(end + 1));
}

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_TIMERS_H_
