#include "platform/bus/delivery_window.h"

#include <utility>

namespace fivestep {
namespace {

bool IsDealtWith(IngestOutcome outcome) {
  return outcome == IngestOutcome::kApplied || outcome == IngestOutcome::kAlready ||
         outcome == IngestOutcome::kParked;
}

}  // namespace

DeliveryWindow::DeliveryWindow(EventSink* sink, std::string log, int64_t next)
    : sink_(sink), log_(std::move(log)), first_(next) {}

void DeliveryWindow::Add(ForeignEvent event) { events_.push_back({std::move(event), false}); }

void DeliveryWindow::HandIn() {
  while (held_at_ == 0 && handed_in_ < static_cast<int64_t>(events_.size())) {
    const ForeignEvent& event = events_[static_cast<size_t>(handed_in_)].event;
    ++handed_in_;
    ++under_way_;
    sink_->Ingest(event, [answers = answers_, position = event.position](IngestOutcome outcome,
                                                                         Status status) {
      const std::lock_guard lock(answers->mutex);
      answers->list.push_back({position, outcome, std::move(status)});
      answers->come.notify_one();
    });
  }
}

DeliveryWindow::Advice DeliveryWindow::Settle() {
  std::vector<Answer> come;
  {
    const std::lock_guard lock(answers_->mutex);
    come.swap(answers_->list);
  }
  for (Answer& answer : come) Take(std::move(answer));
  while (!events_.empty() && events_.front().settled) {
    events_.pop_front();
    ++first_;
    --handed_in_;
  }
  if (held_at_ == 0 || under_way_ > 0) return Advice::kGoOn;
  return AdviseOn(held_by_);
}

void DeliveryWindow::Take(Answer answer) {
  --under_way_;
  if (IsDealtWith(answer.outcome)) {
    events_[static_cast<size_t>(answer.position - first_)].settled = true;
  } else if (held_at_ == 0 || answer.position < held_at_) {
    held_at_ = answer.position;
    held_by_ = answer.outcome;
    reason_ = std::move(answer.status);
  }
}

DeliveryWindow::Advice DeliveryWindow::AdviseOn(IngestOutcome outcome) {
  if (outcome == IngestOutcome::kHalted) return Advice::kHalted;
  if (outcome == IngestOutcome::kWaiting) return Advice::kHold;
  // A gap in front of events that are in order: the sink's cursor lies further back, because a view
  // is being rebuilt. Where it does not, the gap has been closed since, and another try finds out.
  return sink_->LeastCursor(log_) + 1 < first_ ? Advice::kSeek : Advice::kHold;
}

void DeliveryWindow::Retry() {
  if (under_way_ > 0) return;
  // What stands behind the held event is handed in again too, and so must be answered again.
  for (Entry& entry : events_) entry.settled = false;
  held_at_ = 0;
  handed_in_ = 0;
  reason_ = OkStatus();
}

void DeliveryWindow::StartAgain(int64_t next) {
  events_.clear();
  first_ = next;
  handed_in_ = 0;
  held_at_ = 0;
  reason_ = OkStatus();
}

void DeliveryWindow::AwaitAnswer(std::chrono::milliseconds wait) {
  std::unique_lock lock(answers_->mutex);
  answers_->come.wait_for(lock, wait, [this] { return !answers_->list.empty(); });
}

}  // namespace fivestep
