// The files of a backup that are not RocksDB's. Only log_backup.cc and log_restore.cc include this.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_BACKUP_FILES_H_
#define FIVESTEP_PLATFORM_EVENTLOG_BACKUP_FILES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "platform/core/status.h"
#include "platform/eventlog/log_backup.h"

namespace rocksdb {
struct BackupInfo;
}  // namespace rocksdb

namespace fivestep {

inline constexpr char kBackupLog[] = "/log";
inline constexpr char kBackupBlobs[] = "/blobs";
inline constexpr char kBackupContents[] = "/contents";
inline constexpr char kBackupCheckpoints[] = "/checkpoints";

// What is known of one backup of `directory`.
BackupFacts FactsOf(const rocksdb::BackupInfo& info, const std::string& directory);
// Writes what FactsOf reads. kUnavailable: the disk failed.
Status KeepContents(const std::string& directory, const BackupFacts& facts);
// Removes what belongs to backups that are no more.
void ForgetOthers(const std::string& directory, const std::vector<rocksdb::BackupInfo>& kept);

// Copies the blobs that `to` lacks, each checked against its name and durable; returns how many
// `to` has. kDataLoss names one that is damaged, after all others were copied.
Result<int64_t> CopyBlobs(const std::string& from, const std::string& to);

// Copies `from` to `directory`/`name`, durably; nothing to do where there is no such file.
Status CopyFile(const std::string& from, const std::string& directory, const std::string& name);

// The sizes of all files below `directory`, added up.
int64_t BytesBelow(const std::string& directory);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_BACKUP_FILES_H_
