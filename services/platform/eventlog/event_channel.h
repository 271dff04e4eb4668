// Events on their way from the thread that reads to the thread that folds: in chunks, since handing
// over costs more than folding.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_EVENT_CHANNEL_H_
#define FIVESTEP_PLATFORM_EVENTLOG_EVENT_CHANNEL_H_

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace fivestep {

struct EventChunk {
  struct Event {
    int64_t position = 0;
    size_t begin = 0;
    size_t size = 0;
  };
  std::string bytes;
  std::vector<Event> events;
  std::string_view View(const Event& event) const {
    return std::string_view(bytes).substr(event.begin, event.size);
  }
};

// One thread sends, one receives.
class EventChannel {
 public:
  // The sender. Waits while too much is on its way.
  void Send(int64_t position, std::string_view bytes) {
    if (sending_ == nullptr) sending_ = NewChunk();
    sending_->events.push_back({position, sending_->bytes.size(), bytes.size()});
    sending_->bytes.append(bytes);
    if (sending_->bytes.size() >= kChunkBytes) Push();
  }
  void Close() {
    if (sending_ != nullptr) Push();
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }

  // The receiver. Null after Close(), when nothing is left.
  std::shared_ptr<EventChunk> Receive() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !waiting_.empty() || closed_; });
    if (waiting_.empty()) return nullptr;
    std::shared_ptr<EventChunk> chunk = std::move(waiting_.front());
    waiting_.pop_front();
    changed_.notify_all();
    return chunk;
  }
  // So that its memory is used again.
  void GiveBack(const std::shared_ptr<EventChunk>& chunk) {
    const std::lock_guard lock(mutex_);
    free_.push_back(chunk);
  }
  // The receiver takes nothing more; what is sent is dropped.
  void Abandon() {
    const std::lock_guard lock(mutex_);
    abandoned_ = true;
    changed_.notify_all();
  }

 private:
  static constexpr size_t kChunkBytes = 256 << 10;
  static constexpr size_t kMaxWaiting = 16;  // chunks: 4 MB

  std::shared_ptr<EventChunk> NewChunk() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return std::make_shared<EventChunk>();
    std::shared_ptr<EventChunk> chunk = std::move(free_.back());
    free_.pop_back();
    chunk->bytes.clear();
    chunk->events.clear();
    return chunk;
  }
  void Push() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_.size() < kMaxWaiting || abandoned_; });
    if (!abandoned_) waiting_.push_back(std::move(sending_));
    sending_.reset();
    changed_.notify_all();
  }

  std::shared_ptr<EventChunk> sending_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<EventChunk>> waiting_;
  std::vector<std::shared_ptr<EventChunk>> free_;
  bool closed_ = false;
  bool abandoned_ = false;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_EVENT_CHANNEL_H_
