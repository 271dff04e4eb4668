// Stream -> sink: every event of another log, in order, from this service's own cursor.
#ifndef FIVESTEP_PLATFORM_BUS_SUBSCRIBER_H_
#define FIVESTEP_PLATFORM_BUS_SUBSCRIBER_H_

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "fivestep/platform/v1/record.pb.h"
#include "platform/bus/backoff.h"
#include "platform/bus/connection_options.h"
#include "platform/bus/delivery_window.h"
#include "platform/bus/edges.h"
#include "platform/bus/stream_reader.h"

namespace fivestep {

struct SubscriptionStatus {
  std::string log;
  bool connected = false;
  // Last position that the sink has dealt with.
  int64_t position = 0;
  // Events that the stream lacked and the source's log gave.
  int64_t mended_count = 0;
  // How often reading began again further back, for example for a view's rebuild.
  int64_t restart_count = 0;
  // Why the next event is held: it waits for another log. Empty when it is not.
  std::string holding_reason;
  // Why nothing is handed in and a person must look; empty when all is well.
  std::string halted_reason;
  // What went wrong last and is tried again; empty when all is well.
  std::string last_error;
};

// One thread of its own per followed log. The sink's cursor is the only truth on how far it has
// come; what this object knows is thrown away at Stop().
//
// The stream is not trusted: a message counts as event n only when the stream and its body both say
// n, and n is the last plus one. What lies between is read from the source's own log.
class Subscriber {
 public:
  struct Options {
    ConnectionOptions connection;
    std::string deployment;
    // An event that waits for another log, or that failed, is handed in again after this long, then
    // after growing pauses, or at a Nudge().
    std::chrono::milliseconds hold{50};
    // How often the sink's cursor is looked at, for one that was put back.
    std::chrono::milliseconds cursor_check{500};
    // A halted subscription tries again this often.
    std::chrono::milliseconds recheck{5'000};
    // Pauses between attempts to connect and to mend grow from the first to the second.
    std::chrono::milliseconds first_pause{50};
    std::chrono::milliseconds longest_pause{2'000};
  };

  // `sink` must outlive it and every answer. `progressed` runs on this object's thread whenever the
  // cursor has moved; it must not block.
  Subscriber(std::string log, EventSink* sink, GapReader read_gap, std::function<void()> progressed,
             Options options);
  ~Subscriber();
  Subscriber(const Subscriber&) = delete;
  Subscriber& operator=(const Subscriber&) = delete;

  // kInvalidArgument when deployment or log cannot stand in names. Does not wait for the bus.
  Status Start();
  // Hands in nothing more. Answers may still come, and are ignored.
  void Stop();

  const std::string& log() const { return log_; }
  // Thread-safe. A cursor has moved, forward or back: look now.
  void Nudge();
  SubscriptionStatus status() const;

 private:
  using Clock = std::chrono::steady_clock;

  void Run();
  Status Follow(StreamReader& reader);
  // Settles answers and hands in. Returns whether reading must begin again at window_->next().
  bool Pump();
  void PumpFor(std::chrono::milliseconds duration);
  void HeedAdvice(DeliveryWindow::Advice advice, bool nudged);
  void WatchCursor(bool nudged);
  bool StartAgainWhenFree();
  Status Accept(StreamMessage message);
  void Mend();
  Status ReadMissing();
  void NoteProgress();
  bool stopping() const { return stopping_.load(std::memory_order_acquire); }
  template <class Change>
  void Update(Change change) {
    const std::lock_guard lock(mutex_);
    change(known_);
  }

  const std::string log_;
  EventSink* const sink_;
  const GapReader read_gap_;
  const std::function<void()> progressed_;
  const Options options_;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> nudged_{false};
  std::thread thread_;

  // Used by the thread alone.
  std::unique_ptr<DeliveryWindow> window_;
  platform::v1::RecordedEvent parsed_;       // kept for its memory
  std::optional<StreamMessage> beyond_gap_;  // came before what the stream lacks
  int64_t last_delivery_ = 0;
  bool start_again_ = false;
  std::optional<Clock::time_point> retry_at_;
  Clock::time_point cursor_seen_at_{};
  Clock::time_point mend_at_{};
  Backoff hold_backoff_;
  Backoff mend_backoff_;

  mutable std::mutex mutex_;
  SubscriptionStatus known_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_SUBSCRIBER_H_
