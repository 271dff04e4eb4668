// Calls that wait until this service has read other logs as far as they ask.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_POSITION_WAITERS_H_
#define FIVESTEP_PLATFORM_EVENTLOG_POSITION_WAITERS_H_

#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "fivestep/platform/v1/record.pb.h"

namespace fivestep {

// Thread-safe. Callbacks run outside the lock, on the thread that calls Add, Check or CancelAll.
class PositionWaiters {
 public:
  using Positions = std::vector<platform::v1::LogPosition>;

  // At most kMaxPositionWaiters wait; one more is told `false` at once.
  void Add(Positions wanted, std::chrono::steady_clock::time_point deadline,
           std::function<void(bool)> done);
  // Releases those whose positions are reached, or whose deadline has passed.
  void Check(const std::function<int64_t(const std::string& log)>& position_of);
  void CancelAll();
  size_t waiting() const;

 private:
  struct Waiter {
    Positions wanted;
    std::chrono::steady_clock::time_point deadline;
    std::function<void(bool)> done;
  };
  mutable std::mutex mutex_;
  std::vector<Waiter> waiters_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_POSITION_WAITERS_H_
