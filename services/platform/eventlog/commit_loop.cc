#include "platform/eventlog/commit_loop.h"

#include <rocksdb/db.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>
#include <thread>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "fivestep/platform/v1/events.pb.h"
#include "platform/core/resource_name.h"
#include "platform/eventlog/batch.h"
#include "platform/eventlog/descriptors.h"
#include "platform/eventlog/executor.h"
#include "platform/eventlog/ingestor.h"
#include "platform/eventlog/keys.h"
#include "platform/eventlog/position_waiters.h"
#include "platform/eventlog/read_context.h"
#include "platform/eventlog/timers.h"
#include "platform/sealing/blob_store.h"

namespace fivestep {
namespace pb = google::protobuf;
namespace v1 = platform::v1;
using SteadyClock = std::chrono::steady_clock;

namespace {

// Events of the own log folded into a view that is behind, between two batches: short enough that
// commands hardly wait.
constexpr int64_t kCatchUpChunk = 2'000;
// How often free disk is looked at.
constexpr std::chrono::seconds kDiskCheckInterval{1};
// How long the loop sleeps when nothing wakes it: timers, position deadlines and the disk are
// looked at this often.
constexpr std::chrono::milliseconds kIdleWait{50};
// Timers run in one batch at most.
constexpr int kMaxTimersPerBatch = 100;

// Work for the commit thread: `run` adds to the batch and returns what to call once the batch is
// durable, or has failed.
using AfterWrite = std::function<void(const Status& write)>;
struct Job {
  std::function<AfterWrite()> run;
  bool command = false;
};

}  // namespace

class CommitLoop::Impl {
 public:
  Impl(EventLog* log, const ServiceModel* model, Sealer* sealer, BlobStore* blobs,
       const Clock* clock, IdSource* ids, Options options)
      : log_(log),
        model_(model),
        blobs_(blobs),
        clock_(clock),
        options_(std::move(options)),
        batch_(log, model, sealer, ids),
        executor_(&batch_),
        ingestor_(&batch_, options_.park_after_attempts) {}

  Status Start();
  void Stop();
  bool Push(std::function<AfterWrite()> run, bool command);
  Status Refusal(bool command);
  void PublishState();
  void MarkViewsBehind() { views_behind_ = true; }

  EventLog* log_;
  const ServiceModel* model_;
  BlobStore* blobs_;
  const Clock* clock_;
  Options options_;
  Batch batch_;
  Executor executor_;
  Ingestor ingestor_;
  PositionWaiters waiters_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> queue_;
  int64_t queued_commands_ = 0;
  bool stopping_ = false;
  Status failure_;
  std::atomic<int64_t> free_disk_{INT64_MAX};
  Stats stats_;
  std::vector<Cursor> cursors_;
  std::thread thread_;

 private:
  void Run();
  void RunOnce();
  AfterWrite RunJob(Job& job);
  void RunOwnWork();
  void FindNextTimer();
  std::vector<Job> Take();
  void RunDueTimers();
  Status CatchUpViews(int64_t limit, bool& behind);
  void Fail(const Status& status);
  void CheckDisk();

  SteadyClock::time_point next_disk_check_{};
  bool views_behind_ = false;
  Instant next_due_ = Instant::max();
};

Status CommitLoop::Impl::Start() {
  FIVESTEP_RETURN_IF_ERROR(batch_.Load());
  FIVESTEP_RETURN_IF_ERROR(ingestor_.Load());
  for (const ViewFold& view : model_->views()) {
    const bool known = batch_.cursor(view.view, view.log) > 0;
    if (known && batch_.fold_version(view.view, view.log) != view.fold_version) {
      batch_.Begin(clock_->Now());
      ClearView(batch_, view.view);
      for (const ViewFold& part : model_->views()) {
        if (part.view == view.view) batch_.MoveCursor(part.view, part.log, 0, part.fold_version);
      }
      FIVESTEP_RETURN_IF_ERROR(batch_.Commit());
    }
  }
  for (bool behind = true; behind;) {
    batch_.Begin(clock_->Now());
    FIVESTEP_RETURN_IF_ERROR(CatchUpViews(kCatchUpChunk, behind));
    if (!batch_.empty()) FIVESTEP_RETURN_IF_ERROR(batch_.Commit());
  }
  CheckDisk();
  FindNextTimer();
  PublishState();
  thread_ = std::thread([this] { Run(); });
  return OkStatus();
}

void CommitLoop::Impl::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
  waiters_.CancelAll();
}

Status CommitLoop::Impl::Refusal(bool command) {
  if (!failure_.ok()) return StatusOf(v1::OUTCOME_UNKNOWN);
  if (stopping_) return StatusOf(v1::STOPPING).SetRetryAfter(std::chrono::seconds(1));
  if (!command) return OkStatus();
  if (queued_commands_ >= kMaxQueuedCommands) {
    return StatusOf(v1::QUEUE_FULL, {{"limit", std::to_string(kMaxQueuedCommands)}})
        .SetRetryAfter(std::chrono::milliseconds(200));
  }
  if (free_disk_ < options_.disk_reserve_bytes) {
    return StatusOf(v1::DISK_RESERVE_REACHED,
                    {{"free", std::to_string(free_disk_)},
                     {"reserve", std::to_string(options_.disk_reserve_bytes)}})
        .SetRetryAfter(std::chrono::seconds(30));
  }
  return OkStatus();
}

bool CommitLoop::Impl::Push(std::function<AfterWrite()> run, bool command) {
  bool was_empty = false;
  {
    std::lock_guard lock(mutex_);
    if (stopping_ || !failure_.ok()) return false;
    was_empty = queue_.empty();
    queue_.push_back({std::move(run), command});
    if (command) ++queued_commands_;
  }
  if (was_empty) wake_.notify_one();
  return true;
}

std::vector<Job> CommitLoop::Impl::Take() {
  std::unique_lock lock(mutex_);
  if (queue_.empty() && !stopping_ && !views_behind_) {
    wake_.wait_for(lock, kIdleWait, [this] { return stopping_ || !queue_.empty(); });
  }
  std::vector<Job> jobs;
  while (!queue_.empty() && jobs.size() < static_cast<size_t>(kMaxBatch)) {
    jobs.push_back(std::move(queue_.front()));
    queue_.pop_front();
    if (jobs.back().command) --queued_commands_;
  }
  return jobs;
}

void CommitLoop::Impl::Run() {
  for (;;) {
    {
      std::lock_guard lock(mutex_);
      if ((stopping_ && queue_.empty()) || !failure_.ok()) break;
    }
    RunOnce();
  }
  std::deque<Job> rest;
  {
    std::lock_guard lock(mutex_);
    rest.swap(queue_);
  }
  // Nothing of these was decided; their callers hear the same as those of the failed batch.
  for (Job& job : rest) job.run()(StatusOf(v1::OUTCOME_UNKNOWN));
}

// A job that throws met a bug or an unreadable log: nothing more is decided, and everybody in the
// batch hears that.
AfterWrite CommitLoop::Impl::RunJob(Job& job) {
  try {
    return job.run();
  } catch (const std::exception& error) {
    Fail(DataLoss(error.what()));
    return job.run();  // a job decides nothing once the loop has failed
  }
}

void CommitLoop::Impl::RunOwnWork() {
  try {
    RunDueTimers();
    if (!views_behind_) return;
    const Status status = CatchUpViews(kCatchUpChunk, views_behind_);
    if (!status.ok()) Fail(status);
  } catch (const std::exception& error) {
    Fail(DataLoss(error.what()));
  }
}

void CommitLoop::Impl::RunOnce() {
  std::vector<Job> jobs = Take();
  if (SteadyClock::now() >= next_disk_check_) CheckDisk();
  batch_.Begin(clock_->Now());
  std::vector<AfterWrite> after;
  after.reserve(jobs.size());
  for (Job& job : jobs) after.push_back(RunJob(job));
  if (failure_.ok()) RunOwnWork();
  Status written = failure_;
  double seconds = 0;
  if (written.ok() && !batch_.empty()) {
    const auto begin = SteadyClock::now();
    written = batch_.Commit();
    seconds = std::chrono::duration<double>(SteadyClock::now() - begin).count();
  }
  if (!written.ok()) Fail(written);
  if (batch_.touched_timers()) FindNextTimer();
  const bool wrote = !batch_.empty();
  if (wrote || !jobs.empty()) {
    std::lock_guard lock(mutex_);
    stats_.batches += wrote ? 1 : 0;
    stats_.commands += static_cast<int64_t>(jobs.size());
    stats_.events += batch_.event_count();
    stats_.last_batch_size = static_cast<int64_t>(jobs.size());
    stats_.last_sync_seconds = seconds;
    stats_.total_sync_seconds += seconds;
    stats_.parked = ingestor_.parked_count();
    if (wrote) cursors_ = batch_.cursors();
  }
  for (AfterWrite& done : after) done(written);
  if (wrote || waiters_.waiting() > 0) {
    waiters_.Check([this](const std::string& log) {
      return log == log_->context() ? log_->last_position() : batch_.cursor("", log);
    });
  }
}

void CommitLoop::Impl::Fail(const Status& status) {
  {
    std::lock_guard lock(mutex_);
    if (!failure_.ok()) return;
    failure_ = status;
  }
  if (options_.on_failure) options_.on_failure(status);
}

void CommitLoop::Impl::CheckDisk() {
  next_disk_check_ = SteadyClock::now() + kDiskCheckInterval;
  std::error_code error;
  const auto space = std::filesystem::space(log_->directory(), error);
  // A disk that cannot be asked is left to the next write to judge.
  if (!error) free_disk_ = static_cast<int64_t>(space.available);
}

void CommitLoop::Impl::PublishState() {
  std::lock_guard lock(mutex_);
  cursors_ = batch_.cursors();
  stats_.parked = ingestor_.parked_count();
}

void CommitLoop::Impl::FindNextTimer() {
  std::unique_ptr<rocksdb::Iterator> timers(
      log_->db()->NewIterator({}, log_->family(Family::kTimers)));
  timers->SeekToFirst();
  next_due_ =
      timers->Valid()
          ? Instant(std::chrono::microseconds(keys::FromBigEndian(timers->key().ToStringView())))
          : Instant::max();
}

void CommitLoop::Impl::RunDueTimers() {
  if (next_due_ > batch_.now()) return;
  std::unique_ptr<rocksdb::Iterator> timers(
      log_->db()->NewIterator({}, log_->family(Family::kTimers)));
  int count = 0;
  for (timers->SeekToFirst(); timers->Valid() && count < kMaxTimersPerBatch; timers->Next()) {
    DueTimer timer;
    std::string resource;
    ParseTimerKey(timers->key().ToStringView(), timer, resource);
    if (timer.due > batch_.now()) break;
    // A refusal is an outcome: the rule has looked at the row and said no. The timer is done either
    // way.
    (void)executor_.RunTimer(timer, resource);
    batch_.Delete(Family::kTimers, timers->key().ToStringView());
    ++count;
  }
}

Status CommitLoop::Impl::CatchUpViews(int64_t limit, bool& behind) {
  behind = false;
  const int64_t last = log_->last_position();
  for (const ViewFold& view : model_->views()) {
    if (view.log != model_->context()) continue;
    const int64_t cursor = batch_.cursor(view.view, view.log);
    if (cursor >= last) continue;
    const int64_t to = std::min(last, cursor + limit);
    Status folded;
    FIVESTEP_RETURN_IF_ERROR(log_->Scan(cursor + 1, to, [&](int64_t, std::string_view bytes) {
      v1::RecordedEvent record;
      record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
      const std::unique_ptr<pb::Message> event = NewMessage(record.type());
      if (event == nullptr || !event->ParseFromString(record.payload())) {
        folded = DataLoss("event " + std::to_string(record.position()) + " cannot be read");
        return false;
      }
      folded = batch_.FoldView(view, record, *event);
      return folded.ok();
    }));
    FIVESTEP_RETURN_IF_ERROR(folded);
    batch_.MoveCursor(view.view, view.log, to, view.fold_version);
    behind |= to < last || batch_.next_position() - 1 > to;
  }
  return OkStatus();
}

CommitLoop::CommitLoop(EventLog* log, const ServiceModel* model, Sealer* sealer, BlobStore* blobs,
                       const Clock* clock, IdSource* ids, Options options)
    : impl_(std::make_unique<Impl>(log, model, sealer, blobs, clock, ids, std::move(options))) {}

CommitLoop::~CommitLoop() { impl_->Stop(); }
Status CommitLoop::Start() { return impl_->Start(); }
void CommitLoop::Stop() { impl_->Stop(); }

void CommitLoop::Submit(CommandCall call, std::function<void(CommandResult)> done) {
  Status refusal;
  {
    std::lock_guard lock(impl_->mutex_);
    refusal = impl_->Refusal(/*command=*/true);
  }
  if (!refusal.ok()) {
    done(CommandResult{.status = refusal, .response = nullptr});
    return;
  }
  auto shared_call = std::make_shared<CommandCall>(std::move(call));
  auto shared_done = std::make_shared<std::function<void(CommandResult)>>(std::move(done));
  const bool queued = impl_->Push(
      [this, shared_call, shared_done]() -> AfterWrite {
        auto result = std::make_shared<CommandResult>();
        if (impl_->failure_.ok()) *result = impl_->executor_.Run(*shared_call);
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

void CommitLoop::Ingest(ForeignEvent event, std::function<void(IngestOutcome, Status)> done) {
  auto shared_event = std::make_shared<ForeignEvent>(std::move(event));
  const bool queued = impl_->Push(
      [this, shared_event, done]() -> AfterWrite {
        auto outcome = impl_->failure_.ok() ? impl_->ingestor_.Run(*shared_event)
                                            : std::pair{IngestOutcome::kHalted, impl_->failure_};
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
  impl_->waiters_.Add(std::move(wanted), std::min(deadline, longest), std::move(done));
}

std::vector<Cursor> CommitLoop::Cursors() const {
  std::lock_guard lock(impl_->mutex_);
  std::vector<Cursor> cursors = impl_->cursors_;
  // Consumers that have not read anything yet stand at 0.
  auto add = [&cursors](const std::string& name, const std::string& log) {
    for (const Cursor& cursor : cursors) {
      if (cursor.name == name && cursor.log == log) return;
    }
    cursors.push_back({name, log, 0, 0});
  };
  for (const std::string& log : impl_->model_->followed_logs()) add("", log);
  for (const ViewFold& view : impl_->model_->views()) add(view.view, view.log);
  return cursors;
}

int64_t CommitLoop::CursorOf(const std::string& log) const {
  if (log == impl_->log_->context()) return impl_->log_->last_position();
  std::lock_guard lock(impl_->mutex_);
  for (const Cursor& cursor : impl_->cursors_) {
    if (cursor.name.empty() && cursor.log == log) return cursor.position;
  }
  return 0;
}

std::unique_ptr<ReadContext> CommitLoop::Read(Caller caller) const {
  return MakeReadContext(impl_->log_, impl_->model_, impl_->blobs_, std::move(caller),
                         impl_->clock_->Now());
}

std::vector<v1::ParkedEvent> CommitLoop::ParkedEvents() const {
  std::vector<v1::ParkedEvent> result;
  std::unique_ptr<rocksdb::Iterator> it(
      impl_->log_->db()->NewIterator({}, impl_->log_->family(Family::kParked)));
  for (it->SeekToFirst(); it->Valid(); it->Next()) {
    v1::StoredParkedEvent stored;
    if (stored.ParseFromString(it->value().ToString())) result.push_back(stored.parked());
  }
  return result;
}

void CommitLoop::RetryParked(v1::LogPosition source,
                             std::function<void(Result<v1::RetryParkedEventResponse>)> done) {
  const bool queued = impl_->Push(
      [this, source, done]() -> AfterWrite {
        auto handled = std::make_shared<Result<int64_t>>(impl_->ingestor_.Retry(source));
        return [handled, done](const Status& write) {
          if (!write.ok()) return done(StatusOf(v1::OUTCOME_UNKNOWN));
          v1::RetryParkedEventResponse response;
          if (handled->ok()) {
            response.set_handled_count(**handled);
          } else if (handled->status().reason() == "PARKED_EVENT_NOT_FOUND") {
            return done(handled->status());
          } else {
            response.set_error(handled->status().message());
          }
          done(response);
        };
      },
      false);
  if (!queued) done(StatusOf(v1::STOPPING));
}

void CommitLoop::SkipParked(v1::LogPosition source, std::string reason, Caller caller,
                            std::function<void(Result<v1::SkipParkedEventResponse>)> done) {
  const bool queued = impl_->Push(
      [this, source, reason, caller, done]() -> AfterWrite {
        auto result =
            std::make_shared<Result<v1::SkipParkedEventResponse>>(v1::SkipParkedEventResponse());
        Result<v1::StoredParkedEvent> parked = impl_->ingestor_.Remove(source);
        if (parked.ok()) {
          v1::ParkedEventSkipped event;
          event.set_operation("operations/" + impl_->batch_.ids()->NewId(impl_->batch_.now()));
          *event.mutable_source() = source;
          event.set_event_type(parked->parked().type());
          event.set_stream(parked->parked().stream());
          event.set_reason(reason);
          event.set_error(parked->parked().error());
          const CommandResult recorded = impl_->executor_.RunOwn(
              event, caller, "/fivestep.platform.v1.AdminService/SkipParkedEvent");
          (*result)->set_position(recorded.position);
        } else {
          *result = parked.status();
        }
        return [result, done](const Status& write) {
          done(write.ok() ? *result
                          : Result<v1::SkipParkedEventResponse>(StatusOf(v1::OUTCOME_UNKNOWN)));
        };
      },
      false);
  if (!queued) done(StatusOf(v1::STOPPING));
}

void CommitLoop::RecordDisclosure(v1::PersonalDataOpened event, Caller caller,
                                  std::function<void(Status)> done) {
  auto shared_event = std::make_shared<v1::PersonalDataOpened>(std::move(event));
  const bool queued = impl_->Push(
      [this, shared_event, caller, done]() -> AfterWrite {
        const std::string programme(shared_event->disclosure());
        shared_event->set_disclosure(programme + (programme.empty() ? "" : "/") + "disclosures/" +
                                     impl_->batch_.ids()->NewId(impl_->batch_.now()));
        const Status status =
            impl_->executor_.RunOwn(*shared_event, caller, shared_event->method()).status;
        return [status, done](const Status& write) {
          done(write.ok() ? status : StatusOf(v1::OUTCOME_UNKNOWN));
        };
      },
      false);
  if (!queued) done(StatusOf(v1::STOPPING));
}

void CommitLoop::RebuildView(const std::string& view, std::function<void(Status)> done) {
  bool known = false;
  for (const ViewFold& fold : impl_->model_->views()) known |= fold.view == view;
  if (!known) {
    done(StatusOf(v1::VIEW_NOT_FOUND, {{"view", view}}));
    return;
  }
  const bool queued = impl_->Push(
      [this, view, done]() -> AfterWrite {
        ClearView(impl_->batch_, view);
        for (const ViewFold& fold : impl_->model_->views()) {
          if (fold.view != view) continue;
          impl_->batch_.MoveCursor(view, fold.log, 0, fold.fold_version);
        }
        impl_->MarkViewsBehind();
        return [done](const Status& write) {
          done(write.ok() ? OkStatus() : StatusOf(v1::OUTCOME_UNKNOWN));
        };
      },
      false);
  if (!queued) done(StatusOf(v1::STOPPING));
}

std::vector<v1::Timer> CommitLoop::Timers() const {
  std::vector<v1::Timer> result;
  std::unique_ptr<rocksdb::Iterator> it(
      impl_->log_->db()->NewIterator({}, impl_->log_->family(Family::kTimers)));
  for (it->SeekToFirst(); it->Valid(); it->Next()) {
    DueTimer due;
    v1::Timer timer;
    ParseTimerKey(it->key().ToStringView(), due, *timer.mutable_resource());
    timer.set_rule(due.rule);
    *timer.mutable_due_time() = ToTimestamp(due.due);
    result.push_back(std::move(timer));
  }
  return result;
}

std::vector<v1::ReactionOutcome> CommitLoop::ReactionOutcomes() const {
  std::vector<v1::ReactionOutcome> result;
  std::unique_ptr<rocksdb::Iterator> it(
      impl_->log_->db()->NewIterator({}, impl_->log_->family(Family::kOutcomes)));
  const std::string prefix("r\0", 2);
  for (it->Seek(prefix); it->Valid() && it->key().starts_with(prefix); it->Next()) {
    v1::ReactionOutcome outcome;
    if (outcome.ParseFromString(it->value().ToString())) result.push_back(std::move(outcome));
  }
  std::reverse(result.begin(), result.end());
  return result;
}

CommitLoop::Stats CommitLoop::stats() const {
  std::lock_guard lock(impl_->mutex_);
  Stats stats = impl_->stats_;
  stats.queued = impl_->queued_commands_;
  stats.free_disk_bytes = impl_->free_disk_;
  return stats;
}

Status CommitLoop::health() const {
  std::lock_guard lock(impl_->mutex_);
  if (!impl_->failure_.ok()) return impl_->failure_;
  return impl_->Refusal(/*command=*/true);
}

}  // namespace fivestep
