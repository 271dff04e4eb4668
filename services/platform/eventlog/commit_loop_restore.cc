// A log that lacks its tail: refuses what would add to it, takes back what it held, goes on.
#include <future>
#include <memory>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "fivestep/platform/v1/events.pb.h"
#include "platform/eventlog/commit_loop_writer.h"
#include "platform/eventlog/keys.h"

namespace fivestep {
namespace v1 = platform::v1;
namespace {

constexpr char kNotReachedYet[] = "its stream has not been reached yet";
constexpr char kFromTheStream[] = "platform/refill";
constexpr char kAccept[] = "/fivestep.platform.v1.AdminService/AcceptRestoredLog";

}  // namespace

void CommitLoop::Writer::LoadRestoreMark() {
  const std::string mark = batch_.Get(Family::kMeta, keys::kRestored);
  if (!mark.empty()) gate_.Mark(keys::FromBigEndian(mark), kNotReachedYet);
  if (options_.hold_at_start) gate_.Hold(kNotReachedYet);
  batch_.CloseFor(gate_.Refusal());
}

// After a refill other logs are read again. A timer that ran before would find programmes unknown
// that were known when it was set, and a refusal ends it.
bool CommitLoop::Writer::HasSeenAllAgain() const {
  for (const std::string& log : model_->followed_logs()) {
    if (batch_.cursor("", log) < batch_.decided(log)) return false;
  }
  return true;
}

// Returns when it is so: whoever starts to serve next must not refuse the first command.
void CommitLoop::Release() {
  const auto released = std::make_shared<std::promise<void>>();
  const bool queued = writer_->Push(
      [this, released]() -> AfterWrite {
        writer_->gate_.Release();
        writer_->batch_.CloseFor(writer_->gate_.Refusal());
        released->set_value();
        return [](const Status&) {};
      },
      false);
  if (queued) released->get_future().wait();
}

// Commands are refused at once; the job sees to what is decided on the commit thread.
void CommitLoop::Fence(std::string why) {
  writer_->gate_.Fence(std::move(why));
  (void)writer_->Push(
      [this]() -> AfterWrite {
        writer_->batch_.CloseFor(writer_->gate_.Refusal());
        return [](const Status&) {};
      },
      false);
}

bool CommitLoop::fenced() const { return writer_->gate_.fenced(); }

RestoreState CommitLoop::restore_state() const { return writer_->gate_.state(); }
void CommitLoop::ExplainRestore(std::string why) { writer_->gate_.Explain(std::move(why)); }

void CommitLoop::MarkRestored(std::function<void(Status)> done) {
  const bool queued = writer_->Push(
      [this, done]() -> AfterWrite {
        const int64_t end = writer_->batch_.next_position() - 1;
        if (!writer_->gate_.state().marked && writer_->failure_.ok()) {
          writer_->batch_.Put(Family::kMeta, keys::kRestored, keys::BigEndian(end));
          writer_->gate_.Mark(end, "its stream goes further than the log");
          writer_->batch_.CloseFor(writer_->gate_.Refusal());
        }
        return [done](const Status& write) { done(write); };
      },
      false);
  if (!queued) done(StatusOf(v1::STOPPING));
}

void CommitLoop::Refill(int64_t first, std::vector<std::string> events,
                        std::function<void(Status)> done) {
  auto shared = std::make_shared<std::vector<std::string>>(std::move(events));
  const bool queued = writer_->Push(
      [this, first, shared, done]() -> AfterWrite {
        Status status = writer_->failure_;
        if (status.ok() && !writer_->gate_.state().marked) status = StatusOf(v1::LOG_NOT_RESTORED);
        if (status.ok()) status = writer_->batch_.AppendStored(first, *shared);
        return [status, done](const Status& write) { done(write.ok() ? status : write); };
      },
      false);
  if (!queued) done(StatusOf(v1::STOPPING));
}

void CommitLoop::FinishRestore(std::function<void(Result<int64_t>)> done) {
  writer_->FinishRestore(v1::LogRestored(), Caller(), kFromTheStream, std::move(done));
}

void CommitLoop::AcceptRestored(std::string reason, Caller caller,
                                std::function<void(Result<int64_t>)> done) {
  v1::LogRestored event;
  event.set_accepted_without_stream(true);
  event.set_reason(std::move(reason));
  writer_->FinishRestore(std::move(event), std::move(caller), kAccept, std::move(done));
}

// The mark goes with the same write that brings the event; commands are taken once it is durable.
void CommitLoop::Writer::FinishRestore(v1::LogRestored event, Caller caller, std::string method,
                                       std::function<void(Result<int64_t>)> done) {
  const bool queued = Push(
      [this, event, caller, method, done]() -> AfterWrite {
        CommandResult result;
        result.status = failure_;
        if (result.status.ok()) result = RecordRestored(event, caller, method);
        return
            [this, result = result.status, position = result.position, done](const Status& write) {
              if (write.ok() && result.ok()) gate_.Open();
              if (!write.ok()) return done(StatusOf(v1::OUTCOME_UNKNOWN));
              done(result.ok() ? Result<int64_t>(position) : Result<int64_t>(result));
            };
      },
      false);
  if (!queued) done(StatusOf(v1::STOPPING));
}

CommandResult CommitLoop::Writer::RecordRestored(v1::LogRestored event, Caller caller,
                                                 const std::string& method) {
  CommandResult result;
  const RestoreState state = gate_.state();
  if (!state.marked) {
    result.status = StatusOf(v1::LOG_NOT_RESTORED);
    return result;
  }
  if (caller.correlation_id.empty()) caller.correlation_id = batch_.ids()->NewId(batch_.now());
  event.set_operation("operations/" + batch_.ids()->NewId(batch_.now()));
  event.set_backup_position(state.backup_position);
  event.set_completed_position(batch_.next_position() - 1);
  batch_.CloseFor(OkStatus());
  result = executor_.RunOwn(event, caller, method);
  if (result.status.ok()) {
    batch_.Delete(Family::kMeta, keys::kRestored);
  } else {
    batch_.CloseFor(gate_.Refusal());
  }
  return result;
}

}  // namespace fivestep
