#include "platform/eventlog/answers.h"

#include <utility>

namespace fivestep {

void Answers::Start() {
  running_ = true;
  thread_ = std::thread([this] { Run(); });
}

void Answers::Give(std::vector<AfterWrite> callers, const Status& write) {
  {
    std::lock_guard lock(mutex_);
    const bool idle = !telling_ && waiting_.empty();
    if (running_ && !(idle && callers.size() <= kFewCallers)) {
      waiting_.push_back({std::move(callers), write});
      wake_.notify_one();
      return;
    }
  }
  for (const AfterWrite& done : callers) done(write);
}

void Answers::Stop() {
  {
    std::lock_guard lock(mutex_);
    running_ = false;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Answers::Run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return !waiting_.empty() || !running_; });
    if (waiting_.empty()) return;
    std::deque<Told> taken;
    taken.swap(waiting_);
    telling_ = true;
    lock.unlock();
    for (const Told& told : taken) {
      for (const AfterWrite& done : told.callers) done(told.write);
    }
    taken.clear();  // what callers leave behind is taken down without the lock, too
    lock.lock();
    telling_ = false;
  }
}

}  // namespace fivestep
