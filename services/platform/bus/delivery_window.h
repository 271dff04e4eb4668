// Events of one log between the bus and the sink, strictly in order, many at a time.
#ifndef FIVESTEP_PLATFORM_BUS_DELIVERY_WINDOW_H_
#define FIVESTEP_PLATFORM_BUS_DELIVERY_WINDOW_H_

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/bus/edges.h"

namespace fivestep {

// Events handed in and not answered, at most: enough for the commit loop to put many into one
// synced write, few enough that callers' commands do not wait behind them.
inline constexpr int64_t kDeliveryWindow = 256;

// Keeps each event until the sink has answered it well. Used by one thread; the sink may answer on
// any other, also after this object is gone.
class DeliveryWindow {
 public:
  // What is to be done next.
  enum class Advice {
    kGoOn,   // HandIn(), and Add() while there is room
    kHold,   // the first event waits for another log: Retry() when a cursor has moved
    kSeek,   // the sink's cursor is not before the first event: start again behind the cursor
    kHalted  // the sink takes nothing: Retry() after a while
  };

  // `sink` must outlive it and every answer. `next` is the first position to come.
  DeliveryWindow(EventSink* sink, std::string log, int64_t next);

  // Room for more, and for how many.
  int64_t room() const { return kDeliveryWindow - static_cast<int64_t>(events_.size()); }
  bool empty() const { return events_.empty(); }
  // The position that Add() takes next, and the last that the sink has dealt with.
  int64_t next() const { return first_ + static_cast<int64_t>(events_.size()); }
  int64_t settled() const { return first_ - 1; }
  // Whether the sink owes answers.
  bool answers_due() const { return under_way_ > 0; }
  // What the sink said when it held or refused.
  const Status& reason() const { return reason_; }

  // REQUIRES: room() > 0 and `event.position == next()`.
  void Add(ForeignEvent event);
  // Hands in, in order, what is not with the sink, unless the advice is against it.
  void HandIn();
  // Takes the answers that have come. Holding, seeking and halting are advised only when the sink
  // has answered everything, because the answers to later events mean nothing then.
  Advice Settle();
  // Lets the events be handed in again after kHold or kHalted.
  void Retry();
  // Drops the events and goes on at `next`. REQUIRES: !answers_due().
  void StartAgain(int64_t next);
  // Waits until an answer has come, at most `wait`.
  void AwaitAnswer(std::chrono::milliseconds wait);

 private:
  struct Answer {
    int64_t position;
    IngestOutcome outcome;
    Status status;
  };
  // Shared with the callbacks, which may outlive the window.
  struct Answers {
    std::mutex mutex;
    std::condition_variable come;
    std::vector<Answer> list;
  };
  struct Entry {
    ForeignEvent event;
    bool settled = false;
  };

  void Take(Answer answer);
  Advice AdviseOn(IngestOutcome outcome);

  EventSink* sink_;
  std::string log_;
  std::shared_ptr<Answers> answers_ = std::make_shared<Answers>();
  std::deque<Entry> events_;
  int64_t first_;          // position of events_[0]
  int64_t handed_in_ = 0;  // how many of events_ are, or were, with the sink
  int64_t under_way_ = 0;  // how many answers are due
  int64_t held_at_ = 0;    // the least position that was not dealt with; 0: none
  IngestOutcome held_by_ = IngestOutcome::kApplied;
  Status reason_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_DELIVERY_WINDOW_H_
