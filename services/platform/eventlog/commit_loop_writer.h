// The thread behind CommitLoop and what it owns. Only commit_*.cc include this.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_COMMIT_LOOP_WRITER_H_
#define FIVESTEP_PLATFORM_EVENTLOG_COMMIT_LOOP_WRITER_H_

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "platform/eventlog/answers.h"
#include "platform/eventlog/batch.h"
#include "platform/eventlog/commit_loop.h"
#include "platform/eventlog/executor.h"
#include "platform/eventlog/ingestor.h"
#include "platform/eventlog/position_waiters.h"
#include "platform/eventlog/restore_gate.h"
#include "platform/eventlog/settling.h"

namespace fivestep {

// Work for the commit thread: `run` adds to the batch and returns what to call afterwards.
struct Job {
  std::function<AfterWrite()> run;
  bool command = false;
};

// Everything but the queue, `failure_`, `stats_` and `cursors_` (under `mutex_`) and the waiters is
// touched by the commit thread alone.
class CommitLoop::Writer {
 public:
  Writer(EventLog* log, const ServiceModel* model, Sealer* sealer, BlobStore* blobs,
         const Clock* clock, IdSource* ids, Options options)
      : log_(log),
        model_(model),
        blobs_(blobs),
        clock_(clock),
        options_(std::move(options)),
        batch_(log, model, sealer, ids),
        executor_(&batch_),
        ingestor_(&batch_, options_.park_after_attempts),
        settling_(options_.disposal_settling) {}

  Status Start();
  void Stop();
  bool Push(std::function<AfterWrite()> run, bool command);
  Status Refusal(bool command);
  void PublishState();
  void MarkViewsBehind() { views_behind_ = true; }
  void Fail(const Status& status);
  void FinishRestore(platform::v1::LogRestored event, Caller caller, std::string method,
                     std::function<void(Result<int64_t>)> done);

  EventLog* log_;
  const ServiceModel* model_;
  BlobStore* blobs_;
  const Clock* clock_;
  Options options_;
  Batch batch_;
  Executor executor_;
  Ingestor ingestor_;
  PositionWaiters waiters_;
  Answers answers_;
  RestoreGate gate_;

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
  void RunDisposals();
  Status CatchUpViews(int64_t limit, bool& behind);
  void NoteProgress(const ViewFold& view, int64_t from, int64_t to, int64_t last) const;
  void CheckDisk();
  void LoadRestoreMark();
  bool HasSeenAllAgain() const;
  CommandResult RecordRestored(platform::v1::LogRestored event, Caller caller,
                               const std::string& method);

  std::chrono::steady_clock::time_point next_disk_check_{};
  bool views_behind_ = false;
  Settling settling_;
  Instant next_due_ = Instant::max();
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_COMMIT_LOOP_WRITER_H_
