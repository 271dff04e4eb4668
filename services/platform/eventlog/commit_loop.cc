#include "platform/eventlog/commit_loop.h"

#include <rocksdb/db.h>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/eventlog/commit_loop_writer.h"
#include "platform/eventlog/read_context.h"

namespace fivestep {
namespace v1 = platform::v1;
using SteadyClock = std::chrono::steady_clock;

CommitLoop::CommitLoop(EventLog* log, const ServiceModel* model, Sealer* sealer, BlobStore* blobs,
                       const Clock* clock, IdSource* ids, Options options)
    : writer_(std::make_unique<Writer>(log, model, sealer, blobs, clock, ids, std::move(options))) {
}

CommitLoop::~CommitLoop() { writer_->Stop(); }
Status CommitLoop::Start() { return writer_->Start(); }
void CommitLoop::Stop() { writer_->Stop(); }

void CommitLoop::Submit(CommandCall call, std::function<void(CommandResult)> done) {
  Status refusal;
  {
    std::lock_guard lock(writer_->mutex_);
    refusal = writer_->Refusal(/*command=*/true);
  }
  if (!refusal.ok()) {
    done(CommandResult{.status = refusal, .response = nullptr});
    return;
  }
  auto shared_call = std::make_shared<CommandCall>(std::move(call));
  auto shared_done = std::make_shared<std::function<void(CommandResult)>>(std::move(done));
  const bool queued = writer_->Push(
      [this, shared_call, shared_done]() -> AfterWrite {
        auto result = std::make_shared<CommandResult>();
        if (writer_->failure_.ok()) *result = writer_->executor_.Run(*shared_call);
        return [result, shared_done](const Status& write) {
          if (!write.ok()) {
            result->status = StatusOf(v1::OUTCOME_UNKNOWN);
            result->response.reset();
          }
          (*shared_done)(std::move(*result));
        };
      },
      /*command=*/true);
  if (!queued) (*shared_done)(CommandResult{.status = StatusOf(v1::STOPPING), .response = nullptr});
}

bool CommitLoop::IsRepeat(const CommandCall& call) const {
  if (call.request_id.empty()) return false;
  std::string stored;
  const EventLog& log = *writer_->log_;
  return log.db()
      ->Get({}, log.family(Family::kOutcomes),
            OutcomeKey(call.caller.id, call.rule->path, call.request_id), &stored)
      .ok();
}

void CommitLoop::Ingest(ForeignEvent event, std::function<void(IngestOutcome, Status)> done) {
  auto shared_event = std::make_shared<ForeignEvent>(std::move(event));
  const bool queued = writer_->Push(
      [this, shared_event, done]() -> AfterWrite {
        auto outcome = std::pair{IngestOutcome::kHalted, writer_->failure_};
        if (const Status closed = writer_->gate_.Refusal(); !closed.ok()) {
          outcome = {IngestOutcome::kWaiting, closed};
        } else if (writer_->failure_.ok()) {
          outcome = writer_->ingestor_.Run(*shared_event);
        }
        return [outcome, done](const Status& write) {
          if (write.ok()) {
            done(outcome.first, outcome.second);
          } else {
            done(IngestOutcome::kHalted, write);
          }
        };
      },
      /*command=*/false);
  if (!queued) done(IngestOutcome::kHalted, Unavailable("the service is stopping"));
}

void CommitLoop::WaitForPositions(std::vector<v1::LogPosition> wanted,
                                  SteadyClock::time_point deadline,
                                  std::function<void(bool)> done) {
  bool reached = true;
  for (const auto& position : wanted) reached &= CursorOf(position.log()) >= position.position();
  if (reached) {
    done(true);
    return;
  }
  const auto longest = SteadyClock::now() + kMaxPositionWait;
  writer_->waiters_.Add(std::move(wanted), std::min(deadline, longest), std::move(done));
}

std::vector<Cursor> CommitLoop::Cursors() const {
  std::lock_guard lock(writer_->mutex_);
  std::vector<Cursor> cursors = writer_->cursors_;
  // Consumers that have not read anything yet stand at 0.
  auto add = [&cursors](const std::string& name, const std::string& log) {
    for (const Cursor& cursor : cursors) {
      if (cursor.name == name && cursor.log == log) return;
    }
    cursors.push_back({name, log, 0, 0});
  };
  for (const std::string& log : writer_->model_->followed_logs()) add("", log);
  for (const ViewFold& view : writer_->model_->views()) add(view.view, view.log);
  return cursors;
}

int64_t CommitLoop::CursorOf(const std::string& log) const {
  if (log == writer_->log_->context()) return writer_->log_->last_position();
  std::lock_guard lock(writer_->mutex_);
  for (const Cursor& cursor : writer_->cursors_) {
    if (cursor.name.empty() && cursor.log == log) return cursor.position;
  }
  return 0;
}

std::unique_ptr<ReadContext> CommitLoop::Read(Caller caller) const {
  return MakeReadContext(writer_->log_, writer_->model_, writer_->blobs_, std::move(caller),
                         writer_->clock_->Now(), writer_->options_.restricted);
}

CommitLoop::Stats CommitLoop::stats() const {
  std::lock_guard lock(writer_->mutex_);
  Stats stats = writer_->stats_;
  stats.queued = writer_->queued_commands_;
  stats.free_disk_bytes = writer_->free_disk_;
  return stats;
}

Status CommitLoop::health() const {
  std::lock_guard lock(writer_->mutex_);
  if (!writer_->failure_.ok()) return writer_->failure_;
  return writer_->Refusal(/*command=*/true);
}

}  // namespace fivestep
