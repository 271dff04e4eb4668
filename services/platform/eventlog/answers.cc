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
    if (running_) {
      waiting_.push_back({std::move(callers), write});
      callers.clear();
    }
  }
  wake_.notify_one();
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
    const Told told = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    for (const AfterWrite& done : told.callers) done(told.write);
    lock.lock();
  }
}

}  // namespace fivestep
