#include "platform/rpc/audit_service.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <memory>
#include <utility>

#include "fivestep/platform/v1/audit_service.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/decision.h"
#include "platform/rpc/command_pipeline.h"

namespace fivestep {
namespace {

using platform::v1::ReadEventsRequest;
using platform::v1::ReadEventsResponse;

// Events read ahead of the caller: at most 16 MiB (events are under 64 KiB).
constexpr int64_t kReadAhead = 256;

// The events of one call. Asked for one event at a time, so only `cancelled_` is shared.
class EventSource : public StreamSource {
 public:
  EventSource(const ReadEventsRequest& request, const EventLog* log, WorkerPool* workers,
              LogWatcher* watcher)
      : log_(log),
        workers_(workers),
        watcher_(watcher),
        next_position_(request.from_position()),
        last_position_(request.to_position()),
        follow_(request.follow()) {
    // Without `follow`, "to the end" means the end as it is now.
    if (last_position_ == 0 && !follow_)
      last_position_ = std::max<int64_t>(log->last_position(), 1);
  }

  void Ask(Next next) override {
    if (*cancelled_) return next(nullptr, Status(Code::kCancelled, "The caller ended the call."));
    if (!ready_.empty()) return Give(next);
    if (last_position_ > 0 && next_position_ > last_position_) return next(nullptr, OkStatus());
    if (next_position_ > log_->last_position()) return Await(std::move(next));
    const auto read = [this, next] { Read(next); };
    if (!workers_->TrySubmit(read)) next(nullptr, QueueFull(workers_->capacity()));
  }

  void Cancel() override {
    *cancelled_ = true;
    watcher_->Cancel(cancelled_.get());
  }

 private:
  void Give(const Next& next) {
    std::unique_ptr<ReadEventsResponse> event = std::move(ready_.front());
    ready_.pop_front();
    next(std::move(event), OkStatus());
  }
  void Await(Next next) {
    if (!follow_) return next(nullptr, OkStatus());
    // Once the wait is registered the call may end, and this object with it.
    const std::shared_ptr<std::atomic<bool>> cancelled = cancelled_;
    LogWatcher* watcher = watcher_;
    watcher->Wait(cancelled.get(), next_position_ - 1, [this, next, cancelled](bool grown) {
      if (grown) return Ask(next);
      next(nullptr, *cancelled ? Status(Code::kCancelled, "The caller ended the call.")
                               : StatusOf(platform::v1::STOPPING));
    });
    // A Cancel just before that found nothing to end.
    if (*cancelled) watcher->Cancel(cancelled.get());
  }
  void Read(const Next& next) {
    int64_t to = next_position_ + kReadAhead - 1;
    if (last_position_ > 0) to = std::min(to, last_position_);
    const Status status =
        log_->Scan(next_position_, to, [this](int64_t position, std::string_view bytes) {
          auto event = std::make_unique<ReadEventsResponse>();
          event->set_position(position);
          event->set_recorded_event(bytes.data(), bytes.size());
          ready_.push_back(std::move(event));
          next_position_ = position + 1;
          return !*cancelled_;
        });
    if (!status.ok()) return next(nullptr, status);
    if (ready_.empty()) return next(nullptr, DataLoss("The log gave no event where one must be."));
    Give(next);
  }

  const EventLog* log_;
  WorkerPool* workers_;
  LogWatcher* watcher_;
  int64_t next_position_;
  int64_t last_position_;  // 0: no end
  const bool follow_;
  const std::shared_ptr<std::atomic<bool>> cancelled_ = std::make_shared<std::atomic<bool>>(false);
  std::deque<std::unique_ptr<ReadEventsResponse>> ready_;
};

}  // namespace

StreamHandler AuditService::ReadEvents(MethodRules rules) {
  const auto shared_rules = std::make_shared<const MethodRules>(std::move(rules));
  return [this, shared_rules](UnaryRequest request, StreamOpening open) {
    const auto shared = std::make_shared<UnaryRequest>(std::move(request));
    admission_->Admit(
        *shared_rules, shared->info, *shared->message,
        [this, shared, open = std::move(open)](Admitted admitted) {
          const Metadata trailers = admission_->Trailers(admitted.caller.correlation_id);
          if (!admitted.status.ok()) return open(admitted.status, trailers);
          const auto& message = static_cast<const ReadEventsRequest&>(*shared->message);
          open(std::unique_ptr<StreamSource>(
                   std::make_unique<EventSource>(message, log_, workers_, watcher_)),
               trailers);
        });
  };
}

}  // namespace fivestep
