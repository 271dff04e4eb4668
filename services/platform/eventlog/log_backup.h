// Backups of a log: taken while its service runs, restored while it does not.
//
//   <directory>/log/             RocksDB's backup engine; files that backups share are there once
//   <directory>/blobs/ab/…       all blobs that a backup names, and maybe more: they are ciphertext
//   <directory>/contents/7       what backup 7 holds: its last position, how many blobs
//   <directory>/checkpoints/7    the log's newest signed head when backup 7 was begun
//
// Keys are never in it (sealing/key_backup.h is for them).
#ifndef FIVESTEP_PLATFORM_EVENTLOG_LOG_BACKUP_H_
#define FIVESTEP_PLATFORM_EVENTLOG_LOG_BACKUP_H_

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "platform/core/clock.h"
#include "platform/core/status.h"
#include "platform/eventlog/event_log.h"

namespace rocksdb {
class BackupEngine;
}  // namespace rocksdb

namespace fivestep {

// A consistent copy of a log: everything up to `position`, and nothing after it.
struct BackupFacts {
  int64_t id = 0;  // ascending
  Instant create_time{};
  int64_t position = 0;
  int64_t total_bytes = 0;  // files shared with other backups included
  int64_t blob_count = 0;
};

struct TakenBackup {
  BackupFacts backup;
  int64_t written_bytes = 0;  // what was new
};

// Thread-safe.
class LogBackup {
 public:
  struct Options {
    std::string directory;
    std::string blob_directory;   // of the service
    std::string checkpoint_file;  // of the service; it need not be there
    rocksdb::Env* env = nullptr;  // where backups are written; null: the machine's file system
  };
  // `log` must outlive it.
  LogBackup(const EventLog* log, Options options) : log_(log), options_(std::move(options)) {}

  // Takes a backup and, where `keep` is not 0, drops all but the newest `keep`. Blocks for as long
  // as it takes; commands go on. Earlier backups stay usable whatever happens.
  //
  // Errors:
  //   kResourceExhausted  one is being taken (ALREADY_RUNNING)
  //   kUnavailable        the disk failed or is full; there is no new backup
  //   kDataLoss           a blob is damaged; the sentence names it, everything else is in the
  //   backup
  Result<TakenBackup> Take(int keep);
  // Gives up the one that is being taken (kUnavailable), and every later one.
  void Stop();

  // By id. kUnavailable: the folder cannot be read. None where there is no folder.
  Result<std::vector<BackupFacts>> List() const;
  const std::string& directory() const { return options_.directory; }

 private:
  Result<TakenBackup> TakeNow(int keep);
  Result<TakenBackup> TakeWith(rocksdb::BackupEngine& engine, int keep);
  Status BeginWith(rocksdb::BackupEngine* engine);

  const EventLog* log_;
  const Options options_;
  std::atomic<bool> running_{false};
  std::mutex mutex_;
  bool stopped_ = false;
  rocksdb::BackupEngine* engine_ = nullptr;  // of the one that is being taken
};

struct RestoreRequest {
  std::string from;            // a backup directory
  std::string data_directory;  // of the service, which must not run
  int64_t id = 0;              // 0: the newest
  // A log that is there already is set aside, as `log.before-restore-…`; nothing is deleted.
  bool replace = false;
};

// Puts a backup's log, blobs and signed head into `data_directory` and marks the log as restored
// (CommitLoop). Every checksum is verified first; a crash leaves the directory without a log, or
// with the one that it had, or with the whole restored one. A signed head that is there already and
// covers more events stays: the log must reach it.
//
// Errors:
//   kNotFound            there is no such backup
//   kFailedPrecondition  a log is there already and `replace` is not set
//   kDataLoss            the backup is damaged; nothing was changed
//   kUnavailable         a service has the log open, or the disk failed
Result<BackupFacts> RestoreLog(const RestoreRequest& request);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_LOG_BACKUP_H_
