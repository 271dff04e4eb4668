#include "platform/eventlog/log_backup.h"

#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/utilities/backup_engine.h>

#include <filesystem>
#include <memory>
#include <utility>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/decision.h"
#include "platform/eventlog/backup_files.h"
#include "platform/eventlog/keys.h"
#include "platform/sealing/durable_file.h"

namespace fivestep {
namespace {

// Leaves most of a disk to the commit thread's syncs.
constexpr uint64_t kBytesPerSecond = 64ULL << 20;

Status DiskError(const std::string& directory, const std::string& what) {
  return Unavailable("The backup in " + directory + " failed: " + what +
                     ". Check that its disk is mounted, has space and is writable. Earlier backups "
                     "are as they were.");
}

Result<std::unique_ptr<rocksdb::BackupEngine>> OpenEngine(const std::string& directory,
                                                          rocksdb::Env* env) {
  rocksdb::BackupEngineOptions options(directory + kBackupLog, env);
  options.backup_rate_limit = kBytesPerSecond;
  rocksdb::BackupEngine* engine = nullptr;
  const rocksdb::Status opened =
      rocksdb::BackupEngine::Open(options, rocksdb::Env::Default(), &engine);
  if (!opened.ok()) return DiskError(directory, opened.ToString());
  return std::unique_ptr<rocksdb::BackupEngine>(engine);
}

// Opens the copy where it lies and reads where its log ends: proof that it opens, too.
Result<int64_t> EndOf(const rocksdb::BackupInfo& info) {
  rocksdb::DBOptions options;
  options.env = info.env_for_open.get();
  const std::vector<rocksdb::ColumnFamilyDescriptor> families = {
      {rocksdb::kDefaultColumnFamilyName, {}}, {"meta", {}}};
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* raw = nullptr;
  const rocksdb::Status opened =
      rocksdb::DB::OpenForReadOnly(options, info.name_for_open, families, &handles, &raw);
  if (!opened.ok()) return DataLoss("the copy does not open: " + opened.ToString());
  const std::unique_ptr<rocksdb::DB> db(raw);
  std::string last;
  const rocksdb::Status read = db->Get({}, handles[1], rocksdb::Slice(keys::kLast), &last);
  for (rocksdb::ColumnFamilyHandle* handle : handles) db->DestroyColumnFamilyHandle(handle);
  if (!read.ok() && !read.IsNotFound()) return DataLoss("the copy: " + read.ToString());
  return read.ok() ? keys::FromBigEndian(last) : 0;
}

Status DropOld(rocksdb::BackupEngine& engine, const std::string& directory, int keep) {
  const rocksdb::Status purged = engine.PurgeOldBackups(static_cast<uint32_t>(keep));
  if (!purged.ok()) return DiskError(directory, purged.ToString());
  std::vector<rocksdb::BackupInfo> kept;
  engine.GetBackupInfo(&kept);
  ForgetOthers(directory, kept);
  return OkStatus();
}

// Marks the time in which no other may be taken.
class Turn {
 public:
  explicit Turn(std::atomic<bool>& running) : running_(running), mine_(!running.exchange(true)) {}
  ~Turn() {
    if (mine_) running_ = false;
  }
  bool mine() const { return mine_; }

 private:
  std::atomic<bool>& running_;
  const bool mine_;
};

}  // namespace

Result<TakenBackup> LogBackup::Take(int keep) {
  const Turn turn(running_);
  if (!turn.mine()) return StatusOf(platform::v1::ALREADY_RUNNING, {{"what", "A backup"}});
  return TakeNow(keep);
}

Status LogBackup::BeginWith(rocksdb::BackupEngine* engine) {
  const std::lock_guard lock(mutex_);
  if (stopped_) return StatusOf(platform::v1::STOPPING);
  engine_ = engine;
  return OkStatus();
}

void LogBackup::Stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  if (engine_ != nullptr) engine_->StopBackup();
}

Result<TakenBackup> LogBackup::TakeNow(int keep) {
  FIVESTEP_RETURN_IF_ERROR(sealing::MakeDirectory(options_.directory));
  auto engine = OpenEngine(options_.directory, options_.env);
  if (!engine.ok()) return engine.status();
  FIVESTEP_RETURN_IF_ERROR(BeginWith(engine->get()));
  Result<TakenBackup> taken = TakeWith(**engine, keep);
  const std::lock_guard lock(mutex_);
  engine_ = nullptr;
  return taken;
}

// In this order: the signed head, so that the copy covers it; the log; the blobs, which are written
// before the events that name them.
Result<TakenBackup> LogBackup::TakeWith(rocksdb::BackupEngine& engine, int keep) {
  const std::string& directory = options_.directory;
  const int64_t bytes_before = BytesBelow(directory);
  const Result<std::string> head = sealing::ReadWholeFile(options_.checkpoint_file);
  rocksdb::CreateBackupOptions how;
  how.flush_before_backup = true;
  rocksdb::BackupID id = 0;
  const rocksdb::Status created = engine.CreateNewBackupWithMetadata(
      how, log_->db(), std::to_string(log_->last_position()), &id);
  if (!created.ok()) {
    (void)engine.GarbageCollect();
    return DiskError(directory, created.ToString());
  }
  rocksdb::BackupInfo info;
  const rocksdb::Status described = engine.GetBackupInfo(id, &info, true);
  if (!described.ok()) return DiskError(directory, described.ToString());
  const Result<int64_t> end = EndOf(info);
  if (!end.ok()) {
    (void)engine.DeleteBackup(id);
    return DiskError(directory, end.status().message());
  }
  TakenBackup taken;
  taken.backup = FactsOf(info, directory);
  taken.backup.position = *end;
  if (head.ok()) {
    const std::string folder = directory + kBackupCheckpoints;
    FIVESTEP_RETURN_IF_ERROR(sealing::MakeDirectory(folder));
    FIVESTEP_RETURN_IF_ERROR(sealing::WriteFileDurably(folder, std::to_string(id), *head));
  }
  const Result<int64_t> blobs = CopyBlobs(options_.blob_directory, directory + kBackupBlobs);
  if (!blobs.ok()) return blobs.status();
  taken.backup.blob_count = *blobs;
  FIVESTEP_RETURN_IF_ERROR(KeepContents(directory, taken.backup));
  taken.written_bytes = BytesBelow(directory) - bytes_before;
  if (keep > 0) FIVESTEP_RETURN_IF_ERROR(DropOld(engine, directory, keep));
  return taken;
}

Result<std::vector<BackupFacts>> LogBackup::List() const {
  std::vector<BackupFacts> backups;
  std::error_code error;
  if (!std::filesystem::exists(options_.directory + kBackupLog, error)) return backups;
  rocksdb::BackupEngineReadOnly* raw = nullptr;
  const rocksdb::Status opened = rocksdb::BackupEngineReadOnly::Open(
      rocksdb::BackupEngineOptions(options_.directory + kBackupLog, options_.env),
      rocksdb::Env::Default(), &raw);
  if (!opened.ok()) {
    return Unavailable("The backups in " + options_.directory +
                       " cannot be listed: " + opened.ToString() + ".");
  }
  const std::unique_ptr<rocksdb::BackupEngineReadOnly> engine(raw);
  std::vector<rocksdb::BackupInfo> infos;
  engine->GetBackupInfo(&infos);
  for (const auto& info : infos) backups.push_back(FactsOf(info, options_.directory));
  return backups;
}

}  // namespace fivestep
