#include "platform/eventlog/position_waiters.h"

#include <algorithm>

#include "platform/eventlog/commit_loop.h"

namespace fivestep {

void PositionWaiters::Add(Positions wanted, std::chrono::steady_clock::time_point deadline,
                          std::function<void(bool)> done) {
  {
    std::lock_guard lock(mutex_);
    if (waiters_.size() < static_cast<size_t>(kMaxPositionWaiters)) {
      waiters_.push_back({std::move(wanted), deadline, std::move(done)});
      return;
    }
  }
  done(false);
}

void PositionWaiters::Check(const std::function<int64_t(const std::string& log)>& position_of) {
  std::vector<std::pair<std::function<void(bool)>, bool>> released;
  const auto now = std::chrono::steady_clock::now();
  {
    std::lock_guard lock(mutex_);
    std::erase_if(waiters_, [&](Waiter& waiter) {
      const bool reached = std::all_of(
          waiter.wanted.begin(), waiter.wanted.end(),
          [&](const auto& wanted) { return position_of(wanted.log()) >= wanted.position(); });
      if (!reached && now < waiter.deadline) return false;
      released.emplace_back(std::move(waiter.done), reached);
      return true;
    });
  }
  for (auto& [done, reached] : released) done(reached);
}

void PositionWaiters::CancelAll() {
  std::vector<Waiter> waiters;
  {
    std::lock_guard lock(mutex_);
    waiters.swap(waiters_);
  }
  for (Waiter& waiter : waiters) waiter.done(false);
}

size_t PositionWaiters::waiting() const {
  std::lock_guard lock(mutex_);
  return waiters_.size();
}

}  // namespace fivestep
