// The commit thread: takes what is queued, runs it into one batch, writes it synced, then has
// everybody answered.
#include <rocksdb/db.h>

#include <algorithm>
#include <filesystem>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/eventlog/commit_loop_writer.h"
#include "platform/eventlog/descriptors.h"
#include "platform/eventlog/keys.h"
#include "platform/eventlog/read_context.h"
#include "platform/eventlog/retention.h"
#include "platform/eventlog/row_upgrade.h"
#include "platform/eventlog/timers.h"

namespace fivestep {
namespace pb = google::protobuf;
namespace v1 = platform::v1;
using SteadyClock = std::chrono::steady_clock;

namespace {

// Events of the own log folded into a view that is behind, between two batches: short enough that
// commands hardly wait.
constexpr int64_t kCatchUpChunk = 2'000;
// Events after which the progress of a long catch-up is told.
constexpr int64_t kProgressEvents = 100'000;
// How often free disk is looked at.
constexpr std::chrono::seconds kDiskCheckInterval{1};
// How long the loop sleeps when nothing wakes it: timers, position deadlines and the disk are
// looked at this often.
constexpr std::chrono::milliseconds kIdleWait{50};
// Timers run in one batch at most.
constexpr size_t kMaxTimersPerBatch = 100;
// How long disposal waits where it could not be recorded.
constexpr std::chrono::minutes kDisposalRetry{1};

}  // namespace

Status CommitLoop::Writer::Start() {
  FIVESTEP_RETURN_IF_ERROR(batch_.Load());
  FIVESTEP_RETURN_IF_ERROR(ingestor_.Load());
  FIVESTEP_RETURN_IF_ERROR(batch_.DestroyErasedAgain());
  FIVESTEP_RETURN_IF_ERROR(UpgradeRows(batch_, *clock_));
  LoadRestoreMark();
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
  answers_.Start();
  thread_ = std::thread([this] { Run(); });
  return OkStatus();
}

void CommitLoop::Writer::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
  answers_.Stop();
  waiters_.CancelAll();
}

Status CommitLoop::Writer::Refusal(bool command) {
  if (!failure_.ok()) return StatusOf(v1::OUTCOME_UNKNOWN);
  if (stopping_) return StatusOf(v1::STOPPING).SetRetryAfter(std::chrono::seconds(1));
  if (!command) return OkStatus();
  FIVESTEP_RETURN_IF_ERROR(gate_.Refusal());
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

bool CommitLoop::Writer::Push(std::function<AfterWrite()> run, bool command) {
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

std::vector<Job> CommitLoop::Writer::Take() {
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

void CommitLoop::Writer::Run() {
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
  std::vector<AfterWrite> after;
  for (Job& job : rest) after.push_back(job.run());
  answers_.Give(std::move(after), StatusOf(v1::OUTCOME_UNKNOWN));
}

// A job that throws met a bug or an unreadable log: nothing more is decided, and everybody in the
// batch hears that.
AfterWrite CommitLoop::Writer::RunJob(Job& job) {
  try {
    return job.run();
  } catch (const std::exception& error) {
    Fail(DataLoss(error.what()));
    return job.run();  // a job decides nothing once the loop has failed
  }
}

void CommitLoop::Writer::RunOwnWork() {
  try {
    RunDueTimers();
    RunDisposals();
    if (!views_behind_) return;
    const Status status = CatchUpViews(kCatchUpChunk, views_behind_);
    if (!status.ok()) Fail(status);
  } catch (const std::exception& error) {
    Fail(DataLoss(error.what()));
  }
}

void CommitLoop::Writer::RunOnce() {
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
  if (!after.empty()) answers_.Give(std::move(after), written);
  if (wrote || waiters_.waiting() > 0) {
    waiters_.Check([this](const std::string& log) {
      return log == log_->context() ? log_->last_position() : batch_.cursor("", log);
    });
  }
}

void CommitLoop::Writer::Fail(const Status& status) {
  {
    std::lock_guard lock(mutex_);
    if (!failure_.ok()) return;
    failure_ = status;
  }
  if (options_.on_failure) options_.on_failure(status);
}

void CommitLoop::Writer::CheckDisk() {
  next_disk_check_ = SteadyClock::now() + kDiskCheckInterval;
  std::error_code error;
  const auto space = std::filesystem::space(log_->directory(), error);
  // A disk that cannot be asked is left to the next write to judge.
  if (!error) free_disk_ = static_cast<int64_t>(space.available);
}

void CommitLoop::Writer::PublishState() {
  std::lock_guard lock(mutex_);
  cursors_ = batch_.cursors();
  stats_.parked = ingestor_.parked_count();
}

void CommitLoop::Writer::FindNextTimer() {
  std::unique_ptr<rocksdb::Iterator> timers(
      log_->db()->NewIterator({}, log_->family(Family::kTimers)));
  timers->SeekToFirst();
  next_due_ =
      timers->Valid()
          ? Instant(std::chrono::microseconds(keys::FromBigEndian(timers->key().ToStringView())))
          : Instant::max();
}

void CommitLoop::Writer::RunDueTimers() {
  if (next_due_ > batch_.now() || !gate_.Refusal().ok() || !HasSeenAllAgain()) return;
  std::unique_ptr<rocksdb::Iterator> timers(
      log_->db()->NewIterator({}, log_->family(Family::kTimers)));
  size_t count = 0;
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

// By the clock itself and not by the batch's time, which stays ahead when the clock was.
void CommitLoop::Writer::RunDisposals() {
  const Instant now = clock_->Now();
  const bool settled = settling_.Look(now, SteadyClock::now());
  if (!settled || batch_.next_disposal() > now) return;
  const std::string prefix = keys::Join(keys::kDisposalsView, "");
  std::vector<std::pair<Instant, std::string>> over;
  Instant next = Instant::max();
  batch_.ScanStored(Family::kViews, prefix, [&](std::string_view key, std::string_view) {
    Instant due;
    std::string resource;
    ParseDisposalKey(key.substr(prefix.size()), due, resource);
    if (due > now || over.size() == kMaxTimersPerBatch) {
      next = due;
      return false;
    }
    over.emplace_back(due, std::move(resource));
    return true;
  });
  batch_.set_next_disposal(next);
  for (const auto& [due, resource] : over) {
    batch_.SetSavePoint();
    if (executor_.Dispose(resource, due).ok()) {
      batch_.ReleaseSavePoint();
      continue;
    }
    // The log takes no events now (a restore, say). Nothing is lost: what is over stays over.
    batch_.RollBack();
    batch_.set_next_disposal(now + kDisposalRetry);
    return;
  }
}

// A line for each so many events, and one at the end of a long way.
void CommitLoop::Writer::NoteProgress(const ViewFold& view, int64_t from, int64_t to,
                                      int64_t last) const {
  const bool passed = from / kProgressEvents != to / kProgressEvents;
  if (options_.note == nullptr || last < kProgressEvents || (!passed && to < last)) return;
  options_.note("The view " + view.view + " is folded again: event " + std::to_string(to) + " of " +
                std::to_string(last) + ".");
}

Status CommitLoop::Writer::CatchUpViews(int64_t limit, bool& behind) {
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
    NoteProgress(view, cursor, to, last);
    behind |= to < last || batch_.next_position() - 1 > to;
  }
  return OkStatus();
}

}  // namespace fivestep
