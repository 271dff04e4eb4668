#include "platform/rpc/log_watcher.h"

#include <chrono>
#include <utility>
#include <vector>

namespace fivestep {
namespace {

// The log is waited for in pieces of this length, so that new waits and Stop are seen.
constexpr std::chrono::milliseconds kSlice{100};

}  // namespace

LogWatcher::LogWatcher(const EventLog* log) : log_(log), thread_([this] { Run(); }) {}

LogWatcher::~LogWatcher() { Stop(); }

void LogWatcher::Wait(const void* waiter, int64_t position, std::function<void(bool)> done) {
  {
    std::lock_guard lock(mutex_);
    if (!stopping_) {
      waiting_[waiter] = {position, std::move(done)};
      changed_.notify_one();
      return;
    }
  }
  done(false);
}

void LogWatcher::Cancel(const void* waiter) {
  std::function<void(bool)> done;
  {
    std::lock_guard lock(mutex_);
    const auto found = waiting_.find(waiter);
    if (found == waiting_.end()) return;
    done = std::move(found->second.done);
    waiting_.erase(found);
  }
  done(false);
}

void LogWatcher::Stop() {
  std::map<const void*, Waiting> rest;
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    rest.swap(waiting_);
  }
  changed_.notify_all();
  for (auto& [waiter, waiting] : rest) waiting.done(false);
  if (thread_.joinable()) thread_.join();
}

void LogWatcher::Run() {
  while (true) {
    int64_t least = 0;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (stopping_) return;
      least = waiting_.begin()->second.position;
      for (const auto& [waiter, waiting] : waiting_) least = std::min(least, waiting.position);
    }
    Release(log_->WaitBeyond(least, kSlice));
  }
}

void LogWatcher::Release(int64_t last_position) {
  std::vector<std::function<void(bool)>> ready;
  {
    std::lock_guard lock(mutex_);
    std::erase_if(waiting_, [&](auto& entry) {
      if (entry.second.position >= last_position) return false;
      ready.push_back(std::move(entry.second.done));
      return true;
    });
  }
  for (const auto& done : ready) done(true);
}

}  // namespace fivestep
