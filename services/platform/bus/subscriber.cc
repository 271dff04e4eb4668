#include "platform/bus/subscriber.h"

#include <algorithm>
#include <utility>

#include "platform/bus/subjects.h"

namespace fivestep {
namespace {

using std::chrono::milliseconds;

// How soon Stop() and Nudge() are noticed when nothing arrives.
constexpr milliseconds kIdleWait{100};
// While the sink owes answers the bus is waited for only this long at a time.
constexpr milliseconds kBusyWait{2};
// While nothing can be handed in.
constexpr milliseconds kHeldWait{10};
// A reader that is not read for so long is left, and another made: heartbeats pile up in it.
constexpr milliseconds kLongestUnread{30'000};

Status NotTheEvent(const std::string& log, int64_t position) {
  return FailedPrecondition("The stream of " + log + " holds at position " +
                            std::to_string(position) +
                            " a message that is not the event of that position. It is not taken; "
                            "the stream must be recreated from the log.");
}

}  // namespace

Subscriber::Subscriber(std::string log, EventSink* sink, GapReader read_gap,
                       std::function<void()> progressed, Options options)
    : log_(std::move(log)),
      sink_(sink),
      read_gap_(std::move(read_gap)),
      progressed_(std::move(progressed)),
      options_(std::move(options)),
      hold_backoff_(options_.hold, options_.longest_pause),
      mend_backoff_(options_.first_pause, options_.longest_pause) {
  known_.log = log_;
}

Subscriber::~Subscriber() { Stop(); }

Status Subscriber::Start() {
  FIVESTEP_RETURN_IF_ERROR(CheckBusNames(options_.deployment, log_));
  const int64_t cursor = sink_->LeastCursor(log_);
  window_ = std::make_unique<DeliveryWindow>(sink_, log_, cursor + 1);
  Update([&](SubscriptionStatus& status) { status.position = cursor; });
  thread_ = std::thread([this] { Run(); });
  return OkStatus();
}

void Subscriber::Stop() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

void Subscriber::Nudge() { nudged_ = true; }

SubscriptionStatus Subscriber::status() const {
  const std::lock_guard lock(mutex_);
  return known_;
}

void Subscriber::Run() {
  const std::string stream = EventStreamName(options_.deployment, log_);
  Backoff backoff(options_.first_pause, options_.longest_pause);
  while (!stopping()) {
    Result<std::unique_ptr<StreamReader>> reader =
        StreamReader::Open(options_.connection, stream, window_->next());
    Status ended = reader.status();
    if (reader.ok()) {
      backoff.Reset();
      Update([](SubscriptionStatus& status) {
        status.connected = true;
        status.last_error.clear();
      });
      ended = Follow(**reader);
    }
    const bool halted = ended.code() == Code::kFailedPrecondition;
    Update([&](SubscriptionStatus& status) {
      status.connected = false;
      status.halted_reason = halted ? ended.message() : "";
      status.last_error = halted ? "" : ended.message();
    });
    if (!ended.ok()) PumpFor(halted ? options_.recheck : backoff.Next());
  }
}

// OK: read again from window_->next(). kFailedPrecondition: a person must look.
Status Subscriber::Follow(StreamReader& reader) {
  beyond_gap_.reset();
  last_delivery_ = 0;
  Clock::time_point read_at = Clock::now();
  while (!stopping() && Clock::now() < read_at + kLongestUnread) {
    if (Pump()) return OkStatus();
    if (beyond_gap_) {
      Mend();
    } else if (window_->room() == 0 || retry_at_) {
      window_->AwaitAnswer(kHeldWait);
    } else {
      Result<std::optional<StreamMessage>> message =
          reader.Next(window_->empty() ? kIdleWait : kBusyWait);
      read_at = Clock::now();
      if (!message.ok()) return message.status();
      // What has arrived meanwhile is taken with it, so that a burst is handed in as one.
      while (*message) {
        FIVESTEP_RETURN_IF_ERROR(Accept(std::move(**message)));
        if (beyond_gap_ || window_->room() == 0) break;
        message = reader.Next(milliseconds(0));
        if (!message.ok()) return message.status();
      }
    }
  }
  return OkStatus();
}

bool Subscriber::Pump() {
  const bool nudged = nudged_.exchange(false);
  const DeliveryWindow::Advice advice = window_->Settle();
  NoteProgress();
  HeedAdvice(advice, nudged);
  WatchCursor(nudged);
  if (start_again_) return StartAgainWhenFree();
  window_->HandIn();
  return false;
}

void Subscriber::PumpFor(milliseconds duration) {
  const Clock::time_point end = Clock::now() + duration;
  while (!stopping() && Clock::now() < end) {
    if (Pump()) return;
    window_->AwaitAnswer(kHeldWait);
  }
}

void Subscriber::HeedAdvice(DeliveryWindow::Advice advice, bool nudged) {
  using Advice = DeliveryWindow::Advice;
  if (advice == Advice::kGoOn) return;
  if (advice == Advice::kSeek) {
    start_again_ = true;
    return;
  }
  const bool halted = advice == Advice::kHalted;
  if (!retry_at_) {
    retry_at_ = Clock::now() + (halted ? options_.recheck : hold_backoff_.Next());
    Update([&](SubscriptionStatus& status) {
      (halted ? status.halted_reason : status.holding_reason) = window_->reason().message();
    });
  }
  if (!nudged && Clock::now() < *retry_at_) return;
  retry_at_.reset();
  window_->Retry();
}

// A cursor that was put back (a view's rebuild) is seen here; one that moved forward is our own
// doing.
void Subscriber::WatchCursor(bool nudged) {
  if (!nudged && Clock::now() < cursor_seen_at_ + options_.cursor_check) return;
  cursor_seen_at_ = Clock::now();
  if (sink_->LeastCursor(log_) < window_->settled()) start_again_ = true;
}

bool Subscriber::StartAgainWhenFree() {
  if (window_->answers_due()) return false;
  start_again_ = false;
  retry_at_.reset();
  beyond_gap_.reset();
  window_->StartAgain(sink_->LeastCursor(log_) + 1);
  Update([&](SubscriptionStatus& status) {
    ++status.restart_count;
    status.position = window_->settled();
  });
  return true;
}

Status Subscriber::Accept(StreamMessage message) {
  // Deliveries are counted by the server, so a step of more than one is a loss on the way to us,
  // and not in the stream.
  if (message.delivery != last_delivery_ + 1) return Unavailable("A message was lost on its way.");
  last_delivery_ = message.delivery;
  if (message.sequence < window_->next()) return OkStatus();
  if (!parsed_.ParseFromString(message.bytes) || parsed_.position() != message.sequence) {
    return NotTheEvent(log_, message.sequence);
  }
  if (message.sequence > window_->next()) {
    beyond_gap_ = std::move(message);
  } else {
    window_->Add({log_, message.sequence, std::move(message.bytes)});
  }
  return OkStatus();
}

void Subscriber::Mend() {
  if (window_->room() == 0 || Clock::now() < mend_at_) {
    window_->AwaitAnswer(kHeldWait);
    return;
  }
  if (window_->next() < beyond_gap_->sequence) {
    const Status read = ReadMissing();
    Update([&](SubscriptionStatus& status) { status.last_error = read.message(); });
    if (!read.ok()) mend_at_ = Clock::now() + mend_backoff_.Next();
    if (read.ok()) mend_backoff_.Reset();
    return;
  }
  window_->Add({log_, beyond_gap_->sequence, std::move(beyond_gap_->bytes)});
  beyond_gap_.reset();
}

Status Subscriber::ReadMissing() {
  const int64_t from = window_->next();
  const int64_t to = std::min(beyond_gap_->sequence, from + window_->room()) - 1;
  const std::string what = "The stream of " + log_ + " lacks positions " + std::to_string(from) +
                           " to " + std::to_string(beyond_gap_->sequence - 1);
  if (!read_gap_) return Unavailable(what + ", and there is no way to read them from its log.");
  Result<std::vector<ForeignEvent>> events = read_gap_(log_, from, to);
  if (!events.ok()) return Unavailable(what + ": " + events.status().message());
  for (ForeignEvent& event : *events) {
    if (event.position != window_->next() || event.position > to) {
      return Unavailable(what + ", and its log gave others.");
    }
    window_->Add(std::move(event));
    Update([](SubscriptionStatus& status) { ++status.mended_count; });
  }
  return events->empty() ? Unavailable(what + ", and its log gave none.") : OkStatus();
}

void Subscriber::NoteProgress() {
  const int64_t settled = window_->settled();
  bool moved = false;
  Update([&](SubscriptionStatus& status) {
    moved = settled > status.position;
    if (!moved) return;
    status.position = settled;
    status.holding_reason.clear();
    status.halted_reason.clear();
  });
  if (!moved) return;
  hold_backoff_.Reset();
  if (progressed_) progressed_();
}

}  // namespace fivestep
