#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/options.h>
#include <rocksdb/utilities/backup_engine.h>

#include <filesystem>
#include <memory>

#include "platform/audit/checkpoint.h"
#include "platform/eventlog/backup_files.h"
#include "platform/eventlog/keys.h"
#include "platform/eventlog/log_backup.h"
#include "platform/sealing/durable_file.h"

namespace fivestep {
namespace {

namespace fs = std::filesystem;

constexpr char kHeadFile[] = "checkpoint";
constexpr char kUnfinished[] = "/log.restoring";

using Engine = std::unique_ptr<rocksdb::BackupEngineReadOnly>;

Result<Engine> OpenEngine(const std::string& directory) {
  std::error_code error;
  if (!fs::is_directory(directory + kBackupLog, error)) {
    return NotFound("There is no backup in " + directory + ".");
  }
  rocksdb::BackupEngineReadOnly* raw = nullptr;
  const rocksdb::Status opened = rocksdb::BackupEngineReadOnly::Open(
      rocksdb::BackupEngineOptions(directory + kBackupLog), rocksdb::Env::Default(), &raw);
  if (!opened.ok()) {
    return Unavailable("The backups in " + directory + " cannot be read: " + opened.ToString() +
                       ".");
  }
  return Engine(raw);
}

Result<BackupFacts> Choose(rocksdb::BackupEngineReadOnly& engine, const RestoreRequest& request) {
  std::vector<rocksdb::BackupInfo> infos;
  engine.GetBackupInfo(&infos);
  std::string known;
  for (const auto& info : infos)
    known += (known.empty() ? "" : ", ") + std::to_string(info.backup_id);
  for (auto info = infos.rbegin(); info != infos.rend(); ++info) {
    if (request.id == 0 || info->backup_id == request.id) return FactsOf(*info, request.from);
  }
  if (infos.empty()) return NotFound("There is no whole backup in " + request.from + ".");
  return NotFound("There is no backup " + std::to_string(request.id) + " in " + request.from +
                  "; there are " + known + ".");
}

// That nobody has the log open: its lock could be had.
Status CheckUnused(const std::string& log_directory) {
  std::error_code error;
  const std::string lock_file = log_directory + "/LOCK";
  if (!fs::exists(lock_file, error)) return OkStatus();
  rocksdb::FileLock* lock = nullptr;
  const rocksdb::Status locked = rocksdb::Env::Default()->LockFile(lock_file, &lock);
  if (!locked.ok()) {
    return Unavailable("A process has the log in " + log_directory +
                       " open. Stop the service first.");
  }
  rocksdb::Env::Default()->UnlockFile(lock);
  return OkStatus();
}

bool HoldsFiles(const std::string& directory) {
  std::error_code error;
  return fs::is_directory(directory, error) && !fs::is_empty(directory, error);
}

Status CheckTarget(const RestoreRequest& request) {
  const std::string log = request.data_directory + "/log";
  FIVESTEP_RETURN_IF_ERROR(CheckUnused(log));
  if (!HoldsFiles(log) || request.replace) return OkStatus();
  return FailedPrecondition(
      "There is a log in " + log +
      " already. Give an empty directory, or --replace to set it aside (nothing is deleted).");
}

Status SetAside(const std::string& log) {
  if (!HoldsFiles(log)) return OkStatus();
  std::error_code error;
  for (int number = 1; number < 1'000; ++number) {
    const std::string aside = log + ".before-restore-" + std::to_string(number);
    if (fs::exists(aside, error)) continue;
    fs::rename(log, aside, error);
    if (error) return Unavailable("Cannot rename " + log + ": " + error.message() + ".");
    return OkStatus();
  }
  return Unavailable("There are too many logs set aside beside " + log + ". Remove some.");
}

// Opens the copy as the service will, and adds the mark to it, synced.
Status Mark(const std::string& directory, BackupFacts& facts) {
  rocksdb::Options options;
  options.compression = rocksdb::kNoCompression;
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.paranoid_checks = true;
  std::vector<std::string> names;
  rocksdb::Status status = rocksdb::DB::ListColumnFamilies(options, directory, &names);
  if (!status.ok()) return DataLoss("The backup does not open: " + status.ToString() + ".");
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const std::string& name : names) families.emplace_back(name, options);
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* raw = nullptr;
  status = rocksdb::DB::Open(options, directory, families, &handles, &raw);
  if (!status.ok()) return DataLoss("The backup does not open: " + status.ToString() + ".");
  const std::unique_ptr<rocksdb::DB> db(raw);
  std::string last;
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i] != "meta") continue;
    status = db->Get({}, handles[i], rocksdb::Slice(keys::kLast), &last);
    facts.position = status.ok() ? keys::FromBigEndian(last) : 0;
    rocksdb::WriteOptions synced;
    synced.sync = true;
    status = db->Put(synced, handles[i], rocksdb::Slice(keys::kRestored),
                     keys::BigEndian(facts.position));
  }
  for (rocksdb::ColumnFamilyHandle* handle : handles) db->DestroyColumnFamilyHandle(handle);
  if (!status.ok()) return Unavailable("The log cannot be marked: " + status.ToString() + ".");
  return OkStatus();
}

int64_t SizeOfHead(const std::string& file) {
  const Result<std::string> note = sealing::ReadWholeFile(file);
  if (!note.ok()) return 0;
  const Result<CheckpointBody> head = ReadCheckpoint(*note);
  return head.ok() ? head->size : 0;
}

Status RestoreHead(const RestoreRequest& request, int64_t id) {
  const std::string from = request.from + kBackupCheckpoints + "/" + std::to_string(id);
  if (SizeOfHead(request.data_directory + "/" + kHeadFile) >= SizeOfHead(from)) return OkStatus();
  return CopyFile(from, request.data_directory, kHeadFile);
}

}  // namespace

// The log comes last, by a rename: until then the directory has no log, or the one that it had.
Result<BackupFacts> RestoreLog(const RestoreRequest& request) {
  Result<Engine> engine = OpenEngine(request.from);
  if (!engine.ok()) return engine.status();
  Result<BackupFacts> facts = Choose(**engine, request);
  if (!facts.ok()) return facts;
  FIVESTEP_RETURN_IF_ERROR(CheckTarget(request));
  const auto id = static_cast<rocksdb::BackupID>(facts->id);
  const rocksdb::Status verified = (*engine)->VerifyBackup(id, /*verify_with_checksum=*/true);
  if (!verified.ok()) {
    return DataLoss("Backup " + std::to_string(facts->id) + " in " + request.from +
                    " is damaged: " + verified.ToString() + ". Choose another.");
  }
  FIVESTEP_RETURN_IF_ERROR(sealing::MakeDirectory(request.data_directory));
  const std::string unfinished = request.data_directory + kUnfinished;
  std::error_code error;
  fs::remove_all(unfinished, error);
  const rocksdb::Status copied = (*engine)->RestoreDBFromBackup(id, unfinished, unfinished);
  if (!copied.ok()) {
    return Unavailable("The backup cannot be copied to " + unfinished + ": " + copied.ToString() +
                       ".");
  }
  FIVESTEP_RETURN_IF_ERROR(Mark(unfinished, *facts));
  const Result<int64_t> blobs =
      CopyBlobs(request.from + kBackupBlobs, request.data_directory + "/blobs");
  if (!blobs.ok()) return blobs.status();
  FIVESTEP_RETURN_IF_ERROR(RestoreHead(request, facts->id));
  const std::string log = request.data_directory + "/log";
  FIVESTEP_RETURN_IF_ERROR(SetAside(log));
  fs::remove(log, error);  // an empty one
  fs::rename(unfinished, log, error);
  if (error) return Unavailable("Cannot rename " + unfinished + ": " + error.message() + ".");
  FIVESTEP_RETURN_IF_ERROR(sealing::SyncDirectory(request.data_directory));
  return facts;
}

}  // namespace fivestep
