#include "platform/rpc/verify_log.h"

#include <mutex>
#include <utility>

#include "fivestep/platform/v1/audit_service.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/decision.h"
#include "platform/eventlog/log_verifier.h"
#include "platform/rpc/command_pipeline.h"

namespace fivestep {
namespace {

using platform::v1::VerifyLogRequest;
using platform::v1::VerifyLogResponse;

Status Cancelled() { return Status(Code::kCancelled, "The caller ended the call."); }

// What the worker that checks and the call that reads share. Thread-safe.
class Conversation {
 public:
  // The worker's side. A report that nobody has taken is replaced. False: nobody listens.
  bool Tell(std::unique_ptr<VerifyLogResponse> report) {
    std::unique_lock lock(mutex_);
    report_ = std::move(report);
    Answer(lock);
    return !cancelled_;
  }
  // The last thing told: `report`, where there is one, then the end with `status`.
  void End(std::unique_ptr<VerifyLogResponse> report, Status status) {
    std::unique_lock lock(mutex_);
    if (report != nullptr) report_ = std::move(report);
    end_ = std::move(status);
    ended_ = true;
    Answer(lock);
  }

  // The call's side.
  void Ask(StreamSource::Next next) {
    std::unique_lock lock(mutex_);
    next_ = std::move(next);
    Answer(lock);
  }
  void Cancel() {
    std::unique_lock lock(mutex_);
    cancelled_ = true;
    Answer(lock);
  }

 private:
  // Gives whoever asked what there is.
  void Answer(std::unique_lock<std::mutex>& lock) {
    if (next_ == nullptr || (report_ == nullptr && !ended_ && !cancelled_)) return;
    const StreamSource::Next next = std::exchange(next_, nullptr);
    std::unique_ptr<VerifyLogResponse> report = std::move(report_);
    const Status status = cancelled_ ? Cancelled() : end_;
    const bool over = cancelled_ || report == nullptr;
    lock.unlock();
    over ? next(nullptr, status) : next(std::move(report), OkStatus());
    lock.lock();
  }

  std::mutex mutex_;
  StreamSource::Next next_;
  std::unique_ptr<VerifyLogResponse> report_;
  Status end_;
  bool ended_ = false;
  bool cancelled_ = false;
};

class Reports : public StreamSource {
 public:
  explicit Reports(std::shared_ptr<Conversation> conversation)
      : conversation_(std::move(conversation)) {}
  ~Reports() override { conversation_->Cancel(); }
  void Ask(Next next) override { conversation_->Ask(std::move(next)); }
  void Cancel() override { conversation_->Cancel(); }

 private:
  const std::shared_ptr<Conversation> conversation_;
};

std::unique_ptr<VerifyLogResponse> Describe(Verification verification) {
  auto report = std::make_unique<VerifyLogResponse>();
  report->set_phase("done");
  report->set_done_count(verification.size);
  report->set_total_count(verification.size);
  report->set_size(verification.size);
  report->set_root_hash(verification.root.data(), verification.root.size());
  report->set_checkpoint_count(verification.checkpoint_count);
  report->set_row_count(verification.row_count);
  for (auto& finding : verification.findings) *report->add_findings() = std::move(finding);
  return report;
}

void Check(const EventLog& log, VerifyOptions options,
           const std::shared_ptr<Conversation>& conversation) {
  options.progress = [&conversation](const std::string& phase, int64_t done, int64_t total) {
    auto report = std::make_unique<VerifyLogResponse>();
    report->set_phase(phase);
    report->set_done_count(done);
    report->set_total_count(total);
    return conversation->Tell(std::move(report));
  };
  Result<Verification> result = VerifyLog(log, options);
  if (!result.ok()) return conversation->End(nullptr, result.status());
  conversation->End(Describe(std::move(*result)), OkStatus());
}

}  // namespace

StreamHandler VerifyLogCalls::Handler(MethodRules rules) {
  const auto shared_rules = std::make_shared<const MethodRules>(std::move(rules));
  return [this, shared_rules](UnaryRequest request, StreamOpening open) {
    const auto shared = std::make_shared<UnaryRequest>(std::move(request));
    admission_->Admit(
        *shared_rules, shared->info, *shared->message,
        [this, shared, open = std::move(open)](Admitted admitted) {
          const Metadata trailers = admission_->Trailers(admitted.caller.correlation_id);
          if (!admitted.status.ok()) return open(admitted.status, trailers);
          if (running_->exchange(true)) {
            return open(StatusOf(platform::v1::ALREADY_RUNNING, {{"what", "A check of the log"}}),
                        trailers);
          }
          const auto& message = static_cast<const VerifyLogRequest&>(*shared->message);
          VerifyOptions options;
          if (!message.events_only()) options.model = model_;
          options.keys = keys_;
          options.held_checkpoints.assign(message.held_checkpoints().begin(),
                                          message.held_checkpoints().end());
          const auto conversation = std::make_shared<Conversation>();
          const auto work = [log = log_, running = running_, options, conversation] {
            Check(*log, options, conversation);
            *running = false;
          };
          if (!workers_->TrySubmit(work)) {
            *running_ = false;
            return open(QueueFull(workers_->capacity()), trailers);
          }
          open(std::unique_ptr<StreamSource>(std::make_unique<Reports>(conversation)), trailers);
        });
  };
}

}  // namespace fivestep
