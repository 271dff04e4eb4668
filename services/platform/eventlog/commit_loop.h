// The one writer of a log: decides commands, handles other logs' events and runs timers on one
// thread, many to a synced write.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_COMMIT_LOOP_H_
#define FIVESTEP_PLATFORM_EVENTLOG_COMMIT_LOOP_H_

#include <google/protobuf/message.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "fivestep/platform/v1/admin_service.pb.h"
#include "fivestep/platform/v1/events.pb.h"
#include "platform/core/clock.h"
#include "platform/core/ids.h"
#include "platform/core/status.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/model.h"
#include "platform/eventlog/reader.h"

namespace fivestep {

class BlobStore;       // sealing/blob_store.h
class RestrictedSeal;  // sealing/restricted_seal.h
class Sealer;          // sealing/sealer.h

// Commands that wait at most. More are refused: a queue that long is already a second of work.
inline constexpr int kMaxQueuedCommands = 4'096;
// Commands decided into one batch at most.
inline constexpr int kMaxBatch = 1'024;
// Reactions between an event and a caller's command at most.
inline constexpr int kMaxHops = 16;
// Calls that wait for another log's news at most, and how long at most.
inline constexpr int kMaxPositionWaiters = 1'000;
inline constexpr std::chrono::seconds kMaxPositionWait{5};
// Below so much free disk commands are refused, so that what is there can still be read, published
// and backed up.
inline constexpr int64_t kDefaultDiskReserveBytes = 256LL << 20;

// A command from a caller, checked for shape and permission.
struct CommandCall {
  const CommandRule* rule = nullptr;
  std::unique_ptr<google::protobuf::Message> request;
  std::unique_ptr<google::protobuf::Message> prepared;  // of a prepared command
  std::string request_bytes;  // as sent, for the digest that tells a repeat from another request
  Caller caller;
  std::string request_id;  // empty: the platform makes one
  std::string programme;   // `programmes/{p}` or empty
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
};

// What came of a command.
struct CommandResult {
  Status status;
  std::unique_ptr<google::protobuf::Message> response;  // set when status is OK
  int64_t position = 0;   // last position recorded, or the log's end where nothing was
  bool repeated = false;  // answered from the events of an earlier, identical request
};

// An event of another log, for views and reactions.
struct ForeignEvent {
  std::string log;
  int64_t position = 0;
  std::string bytes;
};

// What happened to it.
enum class IngestOutcome {
  kApplied,  // effects and cursor are durable
  kAlready,  // at or below every cursor: nothing to do
  kParked,   // set aside for an administrator; the cursor has moved on
  kWaiting,  // `seen` of another log is not reached yet: hand it in again when cursors move
  kGap,      // not the next position: read what is missing from the source first
  kHalted,   // too many parked, or the log is failed: stop handing in
};

// How far one view or the reactions of a log have read.
struct Cursor {
  std::string name;  // view name, or empty for the log's main cursor (reactions and references)
  std::string log;
  int64_t position = 0;
  int fold_version = 0;
};

// Whether the log waits to be completed after a restore.
struct RestoreState {
  bool marked = false;
  int64_t backup_position = 0;  // the last event that it held when it was marked
  std::string waiting_for;      // what it waits for, in words; empty while commands are taken
};

// Thread-safe but for Start and Stop. Callbacks run on a thread of the loop, after the write and in
// the order of the batches, and must not block; those of WaitForPositions on the commit thread.
class CommitLoop {
 public:
  struct Options {
    int64_t disk_reserve_bytes = kDefaultDiskReserveBytes;
    int park_after_attempts = 5;
    // Records are disposed of only while the machine's clock has run evenly for so long: what a
    // clock that is set wrong destroys does not come back when it is set right.
    std::chrono::milliseconds disposal_settling = std::chrono::hours(1);
    // Begins as a marked log does, until Release(): whether the log is complete is not known before
    // its stream has been looked at.
    bool hold_at_start = false;
    // Called once when a write failed: the service turns unready and exits.
    std::function<void(const Status&)> on_failure;
    // For what is handed over to another service; null: nothing can be. Must outlive the loop.
    const RestrictedSeal* restricted = nullptr;
    // Told, in sentences, how far views that are folded again have come; null: nobody.
    std::function<void(const std::string& sentence)> note;
  };
  struct Stats {
    int64_t queued = 0;
    int64_t batches = 0;
    int64_t commands = 0;
    int64_t events = 0;
    int64_t last_batch_size = 0;
    double last_sync_seconds = 0;
    double total_sync_seconds = 0;
    int64_t parked = 0;
    int64_t free_disk_bytes = 0;
    int64_t next_timer_seconds = -1;
  };

  // All pointers must outlive the loop. Start() brings rows of own-log views up to date, then
  // begins.
  CommitLoop(EventLog* log, const ServiceModel* model, Sealer* sealer, BlobStore* blobs,
             const Clock* clock, IdSource* ids, Options options);
  ~CommitLoop();
  Status Start();
  // Refuses new commands, finishes what is queued, stops.
  void Stop();

  // Queues a command; `done` gets the result after the write is durable (rejections too: they
  // answer for the state that they saw). Immediate refusals (full queue, disk reserve, failed log,
  // stopping) also come through `done`.
  void Submit(CommandCall call, std::function<void(CommandResult)> done);

  // Whether the outcome of this caller's request id is stored: Submit will then answer from the
  // events (or refuse a changed request), and a slow preparation would be for nothing.
  bool IsRepeat(const CommandCall& call) const;

  // Hands in an event of another log. `done` runs when its effects are durable, or says why not.
  void Ingest(ForeignEvent event, std::function<void(IngestOutcome, Status)> done);

  // Runs `done(true)` as soon as the cursors have reached `wanted` (the own log counts too), or
  // `done(false)` at `deadline`. At most kMaxPositionWaiters wait; beyond that `done(false)` at
  // once.
  void WaitForPositions(std::vector<platform::v1::LogPosition> wanted,
                        std::chrono::steady_clock::time_point deadline,
                        std::function<void(bool reached)> done);

  // How far each foreign log has been read, per consumer. The subscription of a log starts at the
  // least of its cursors, plus one.
  std::vector<Cursor> Cursors() const;
  int64_t CursorOf(const std::string& log) const;

  // A snapshot for reading on behalf of `caller`.
  std::unique_ptr<ReadContext> Read(Caller caller) const;

  // For AdminService.
  std::vector<platform::v1::ParkedEvent> ParkedEvents() const;
  void RetryParked(platform::v1::LogPosition source,
                   std::function<void(Result<platform::v1::RetryParkedEventResponse>)> done);
  void SkipParked(platform::v1::LogPosition source, std::string reason, Caller caller,
                  std::function<void(Result<platform::v1::SkipParkedEventResponse>)> done);
  // Records that the log's stream is thrown away and filled anew; gives the event's position.
  void RecordStreamRecreated(std::string reason, int64_t old_message_count, Caller caller,
                             std::function<void(Result<int64_t>)> done);
  // Records that personal data was opened; `event.disclosure` holds only the parent (`programmes/p`
  // or empty), the name is made here.
  void RecordDisclosure(platform::v1::PersonalDataOpened event, Caller caller,
                        std::function<void(Status)> done);
  // Empties the view and sets its cursors to 0. Views of the own log are folded again at once,
  // those of others as the bus hands the events in again (it watches Cursors()).
  void RebuildView(const std::string& view, std::function<void(Status)> done);
  std::vector<platform::v1::Timer> Timers() const;
  std::vector<platform::v1::ReactionOutcome> ReactionOutcomes() const;

  // The log turned out not to be what it was: takes no more, answers what is queued with
  // OUTCOME_UNKNOWN and calls `on_failure`, as after a failed write.
  void Fail(Status why);

  // Another writer has taken this log's stream over: from now on commands (LOG_FENCED), timers,
  // reactions and whatever else would add an event are refused, and reads go on. An empty sentence
  // ends it. What was decided before is written and acknowledged. RecordStreamRecreated is taken
  // all the same: it is how an administrator says that this log is the true one.
  void Fence(std::string why);
  bool fenced() const;

  // ---- A log that lacks its tail.
  //
  // A mark in the log (`meta/restored`, made by a restore or by MarkRestored) outlives restarts.
  // While it is there reads go on, and commands (LOG_RESTORED), timers, reactions and whatever else
  // would add an event are refused. Ends what hold_at_start began; a mark stays.
  void Release();
  RestoreState restore_state() const;
  // What a marked log waits for now, for callers and administrators.
  void ExplainRestore(std::string why);
  // Marks a log that turned out shorter than its stream. Durable when `done` gets OK.
  void MarkRestored(std::function<void(Status)> done);
  // Takes events back that the log held before, from position `first` on; see Batch::AppendStored.
  // FAILED_PRECONDITION (LOG_NOT_RESTORED) for a log that is not marked.
  void Refill(int64_t first, std::vector<std::string> events, std::function<void(Status)> done);
  // The stream has confirmed that nothing is missing, or an administrator vouches for it: records
  // LogRestored, drops the mark with the same write, takes commands. Gives the event's position.
  // FAILED_PRECONDITION (LOG_NOT_RESTORED) for a log that is not marked.
  void FinishRestore(std::function<void(Result<int64_t>)> done);
  void AcceptRestored(std::string reason, Caller caller, std::function<void(Result<int64_t>)> done);

  Stats stats() const;
  // OK while commands are taken.
  Status health() const;

 private:
  class Writer;
  std::unique_ptr<Writer> writer_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_COMMIT_LOOP_H_
