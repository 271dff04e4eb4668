// A log and a sink in memory, for tests of the bus against a real nats-server.
#ifndef FIVESTEP_TESTS_INTEGRATION_BUS_FAKES_H_
#define FIVESTEP_TESTS_INTEGRATION_BUS_FAKES_H_

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "fivestep/platform/v1/record.pb.h"
#include "platform/bus/edges.h"

namespace fivestep::testing {

inline constexpr char kDeployment[] = "test";

// An event as a service would have recorded it. `tag` makes it differ from others at its position.
inline std::string EventBytes(int64_t position, const std::string& tag = "") {
  platform::v1::RecordedEvent event;
  event.set_position(position);
  event.set_id("event-" + tag + std::to_string(position));
  event.set_type("fivestep.engagement.v1.ThemeAgreed");
  event.set_stream("theme/t" + std::to_string(position % 7));
  if (position % 5 != 0) event.set_programme("programmes/smoking");
  event.mutable_recorded_time()->set_seconds(1'772'445'600 + position);
  event.set_payload(std::string(300, 'x'));
  return event.SerializeAsString();
}

// Events 1 to n, lengthened and shortened at will.
class MemoryLog : public LogSource {
 public:
  explicit MemoryLog(int64_t count = 0, std::string tag = "") : tag_(std::move(tag)) {
    Grow(count);
  }

  void Grow(int64_t count) {
    const std::lock_guard lock(mutex_);
    for (int64_t i = 0; i < count; ++i) {
      events_.push_back(EventBytes(static_cast<int64_t>(events_.size()) + 1, tag_));
    }
    grown_.notify_all();
  }
  // One event that differs from those of other logs at its position.
  void Append(const std::string& tag) {
    const std::lock_guard lock(mutex_);
    events_.push_back(EventBytes(static_cast<int64_t>(events_.size()) + 1, tag));
    grown_.notify_all();
  }
  void CutTo(int64_t count) {
    const std::lock_guard lock(mutex_);
    events_.resize(static_cast<size_t>(count));
  }

  std::string deployment() const override { return kDeployment; }
  std::string context() const override { return "engagement"; }
  int64_t last_position() const override {
    const std::lock_guard lock(mutex_);
    return static_cast<int64_t>(events_.size());
  }
  Result<std::string> Read(int64_t position) const override {
    const std::lock_guard lock(mutex_);
    if (position < 1 || position > static_cast<int64_t>(events_.size())) return NotFound("none");
    return events_[static_cast<size_t>(position - 1)];
  }
  Status Scan(int64_t from, int64_t to,
              const std::function<bool(int64_t, std::string_view)>& visit) const override {
    for (int64_t position = from; position <= to; ++position) {
      const Result<std::string> event = Read(position);
      if (!event.ok()) return event.status();
      if (!visit(position, *event)) break;
    }
    return OkStatus();
  }
  int64_t WaitBeyond(int64_t position, std::chrono::milliseconds wait) const override {
    std::unique_lock lock(mutex_);
    const auto end = [this] { return static_cast<int64_t>(events_.size()); };
    grown_.wait_for(lock, wait, [&] { return end() > position; });
    return end();
  }
  int64_t published_hint() const override { return hint_; }
  void KeepPublishedHint(int64_t position) override { hint_ = position; }
  int64_t fence() const override { return fence_; }
  void KeepFence(int64_t position) override { fence_ = position; }

 private:
  const std::string tag_;
  mutable std::mutex mutex_;
  mutable std::condition_variable grown_;
  std::vector<std::string> events_;
  std::atomic<int64_t> hint_{0};
  std::atomic<int64_t> fence_{0};
};

// Applies events as the commit loop does: on one thread, in order, with a cursor per log and for
// each of them a `view` whose cursor can be put back.
class MemorySink : public EventSink {
 public:
  MemorySink() : worker_([this] { Work(); }) {}
  ~MemorySink() override {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    come_.notify_all();
    worker_.join();
  }

  void Ingest(ForeignEvent event, std::function<void(IngestOutcome, Status)> done) override {
    const std::lock_guard lock(mutex_);
    queue_.emplace_back(std::move(event), std::move(done));
    most_queued_ = std::max(most_queued_.load(), queue_.size());
    come_.notify_all();
  }
  int64_t LeastCursor(const std::string& log) const override {
    const std::lock_guard lock(mutex_);
    return std::min(Of(cursors_, log), Of(view_cursors_, log));
  }

  // The events applied for the first time, in order, and how many the view has folded in all.
  std::vector<std::string> applied(const std::string& log) const {
    const std::lock_guard lock(mutex_);
    const auto found = applied_.find(log);
    return found == applied_.end() ? std::vector<std::string>() : found->second;
  }
  int64_t folded(const std::string& log) const {
    const std::lock_guard lock(mutex_);
    return Of(folded_, log);
  }
  size_t most_queued() const { return most_queued_; }

  void RebuildView(const std::string& log) {
    const std::lock_guard lock(mutex_);
    view_cursors_[log] = 0;
  }
  // Event `position` of `log` waits until `other` has been read up to `other_position`.
  void LetWait(const std::string& log, int64_t position, const std::string& other,
               int64_t other_position) {
    const std::lock_guard lock(mutex_);
    causes_[{log, position}] = {other, other_position};
  }
  void Halt(bool halted) {
    const std::lock_guard lock(mutex_);
    halted_ = halted;
  }

 private:
  using Key = std::pair<std::string, int64_t>;
  static int64_t Of(const std::map<std::string, int64_t>& map, const std::string& log) {
    const auto found = map.find(log);
    return found == map.end() ? 0 : found->second;
  }

  IngestOutcome Apply(const ForeignEvent& event) {
    if (halted_) return IngestOutcome::kHalted;
    int64_t& main = cursors_[event.log];
    int64_t& view = view_cursors_[event.log];
    const bool for_main = event.position == main + 1;
    const bool for_view = event.position == view + 1;
    if (!for_main && !for_view) {
      return event.position > main + 1 ? IngestOutcome::kGap : IngestOutcome::kAlready;
    }
    const auto cause = causes_.find({event.log, event.position});
    if (cause != causes_.end() && Of(cursors_, cause->second.first) < cause->second.second) {
      return IngestOutcome::kWaiting;
    }
    if (for_main) applied_[event.log].push_back(event.bytes);
    if (for_main) ++main;
    if (for_view) ++folded_[event.log];
    if (for_view) ++view;
    return IngestOutcome::kApplied;
  }

  void Work() {
    std::unique_lock lock(mutex_);
    while (true) {
      come_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (stopping_) return;
      auto batch = std::exchange(queue_, {});
      std::vector<IngestOutcome> outcomes;
      for (const auto& [event, done] : batch) outcomes.push_back(Apply(event));
      lock.unlock();
      for (size_t i = 0; i < batch.size(); ++i) {
        batch[i].second(outcomes[i], FailedPrecondition("not yet"));
      }
      lock.lock();
    }
  }

  mutable std::mutex mutex_;
  std::condition_variable come_;
  std::vector<std::pair<ForeignEvent, std::function<void(IngestOutcome, Status)>>> queue_;
  std::atomic<size_t> most_queued_{0};
  std::map<std::string, int64_t> cursors_;
  std::map<std::string, int64_t> view_cursors_;
  std::map<std::string, int64_t> folded_;
  std::map<std::string, std::vector<std::string>> applied_;
  std::map<Key, Key> causes_;
  bool halted_ = false;
  bool stopping_ = false;
  std::thread worker_;
};

// Whether `condition` comes true within `limit`.
inline bool Eventually(const std::function<bool()>& condition,
                       std::chrono::seconds limit = std::chrono::seconds(15)) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_INTEGRATION_BUS_FAKES_H_
