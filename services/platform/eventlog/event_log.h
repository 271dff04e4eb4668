// The event log on disk: what is stored, how it is opened, how it is read. Writing goes through
// CommitLoop (commit_loop.h) alone.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_EVENT_LOG_H_
#define FIVESTEP_PLATFORM_EVENTLOG_EVENT_LOG_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/status.h"

namespace rocksdb {
class DB;
class Env;
class Snapshot;
class ColumnFamilyHandle;
}  // namespace rocksdb

namespace fivestep {

// The largest event, so that a tree's entry bundle can hold it (C2SP tlog-tiles: a 16-bit length).
inline constexpr int64_t kMaxEventBytes = 65'535;
// The largest row. What grows with people has its own stream.
inline constexpr int64_t kMaxRowBytes = 64 * 1024;
// Batches whose time of writing is remembered: a few seconds of a service that writes as fast as it
// can.
inline constexpr size_t kRememberedBatches = 4'096;
// Version of the layout on disk; see LAYOUT.md.
inline constexpr int kLogFormatVersion = 2;
// The first version whose logs carry their audit tree.
inline constexpr int kFirstFormatWithTree = 2;

// One stored event.
struct StoredEvent {
  int64_t position = 0;
  std::string bytes;  // the serialised RecordedEvent, exactly as stored and published
};

// The column families, see LAYOUT.md.
enum class Family { kEvents, kStreams, kRows, kViews, kOutcomes, kTimers, kParked, kMerkle, kMeta };
inline constexpr int kFamilyCount = 9;

class TreeStore;  // tree_store.h

// Thread-safe. One process at a time has a log open (RocksDB's lock).
class EventLog {
 public:
  struct Options {
    std::string directory;
    std::string deployment;
    std::string context;
    rocksdb::Env* env = nullptr;  // null: the machine's file system; tests hand in a faulty one
    // The newest signed head, kept outside RocksDB: a log that does not hold what it says does not
    // open. Empty: nothing is compared. The file need not exist.
    std::string checkpoint_file{};
    // Opens whatever is there, to be looked at: nothing is written, made or compared, deployment
    // and context are taken from the log, and tree() is empty (DiskTiles reads what is stored).
    bool inspect = false;
    // Opens for Rebuild (rebuild.h): the tree may be damaged or missing, and is not read.
    bool rebuild = false;
    // Told, in sentences, what takes long or should be looked at; null: nobody.
    std::function<void(const std::string& sentence)> note{};
  };

  // Opens or creates the log. When it returns OK every event that was ever acknowledged is there.
  //
  // Errors, each with a sentence that says what to do:
  //   kFailedPrecondition  another format version, context or deployment than this directory's
  //   kDataLoss            the log is damaged or shorter than it was: positions not dense,
  //                        corruption before the tail, an audit tree that does not fit, a
  //                        signed head that the log does not hold
  //   kUnavailable         the disk or the lock could not be had
  static Result<std::unique_ptr<EventLog>> Open(const Options& options);
  ~EventLog();

  const std::string& context() const { return options_.context; }
  const std::string& deployment() const { return options_.deployment; }
  const std::string& directory() const { return options_.directory; }

  // Position of the last durable event; 0 for an empty log.
  int64_t last_position() const { return last_position_.load(std::memory_order_acquire); }

  // The event at `position`. NOT_FOUND beyond the end, DATA_LOSS when the disk lies.
  Result<StoredEvent> Read(int64_t position) const;

  // Calls `visit` for the events from `from` to `to` (inclusive, 0: to the end), in order, until it
  // returns false.
  Status Scan(int64_t from, int64_t to,
              const std::function<bool(int64_t position, std::string_view bytes)>& visit) const;

  // Waits until there is an event after `position`, at most `wait`. Returns last_position().
  int64_t WaitBeyond(int64_t position, std::chrono::milliseconds wait) const;

  // When the event at `position` became durable; for one older than the remembered batches a later
  // time. Nothing for events of earlier runs and beyond the end.
  std::optional<std::chrono::steady_clock::time_point> DurableSince(int64_t position) const;

  // Numbers that must survive a restart and belong to no view, for example how far the stream has
  // confirmed. Not synced: after a crash an older value may come back.
  int64_t GetMetaNumber(std::string_view key) const;
  void PutMetaNumber(std::string_view key, int64_t value);

  // The audit tree over the events.
  TreeStore& tree() const { return *tree_; }

  // Used by the commit loop.
  rocksdb::DB* db() const { return db_; }
  rocksdb::ColumnFamilyHandle* family(Family f) const { return families_[static_cast<size_t>(f)]; }
  void AdvanceTo(int64_t position);
  // A write has failed: what the file holds is unknown, so closing touches it no more.
  void MarkFailed() { failed_ = true; }
  bool failed() const { return failed_; }

 private:
  struct WrittenBatch {
    int64_t last_position = 0;
    std::chrono::steady_clock::time_point time;
  };
  explicit EventLog(Options options);
  Status OpenDatabase();
  Status Inspect();
  Status CheckIdentity();
  Status FindLastPosition();
  Status OpenTree();
  Status CheckHeads() const;

  Options options_;
  int format_ = kLogFormatVersion;  // as found
  rocksdb::DB* db_ = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
  std::atomic<bool> failed_{false};
  std::atomic<int64_t> last_position_{0};
  int64_t last_position_at_start_ = 0;
  std::unique_ptr<TreeStore> tree_;
  mutable std::mutex mutex_;
  mutable std::condition_variable grown_;
  std::deque<WrittenBatch> written_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_EVENT_LOG_H_
