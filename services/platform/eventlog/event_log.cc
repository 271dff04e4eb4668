#include "platform/eventlog/event_log.h"

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <filesystem>

#include "platform/eventlog/checkpoint_store.h"
#include "platform/eventlog/keys.h"
#include "platform/eventlog/tree_store.h"

namespace fivestep {
namespace {

constexpr const char* kFamilyNames[kFamilyCount] = {
    "events", "streams", "rows", "views", "outcomes", "timers", "parked", "merkle", "meta"};

rocksdb::DBOptions DatabaseOptions(rocksdb::Env* env) {
  rocksdb::DBOptions options;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  // The default mode opens silently short after damage in the middle of the WAL; this one refuses.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.recycle_log_file_num = 0;
  options.max_background_jobs = 2;
  options.max_total_wal_size = 64ULL << 20;
  options.keep_log_file_num = 5;
  options.paranoid_checks = true;
  // There is one writer, so nothing is gained by several at once, and hints (below) need it so.
  options.allow_concurrent_memtable_write = false;
  if (env != nullptr) options.env = env;
  return options;
}

// Blocks of all families that are kept in memory: rows and outcomes that are looked up again and
// again, tiles of proofs. What does not fit is in the machine's page cache.
constexpr size_t kBlockCacheBytes = 64 << 20;

rocksdb::ColumnFamilyOptions FamilyOptions(Family family,
                                           const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions options;
  options.compression = rocksdb::kNoCompression;
  // Events are written once and read in order; rows are looked up by key.
  options.write_buffer_size = family == Family::kEvents ? 32ULL << 20 : 16ULL << 20;
  // Positions, and most names, come in ascending order: a new key's place is looked for beside the
  // last one's that begins alike.
  options.memtable_insert_with_hint_prefix_extractor.reset(rocksdb::NewCappedPrefixTransform(4));
  // Most commands ask for an outcome and a row that are not there.
  options.memtable_prefix_bloom_size_ratio = 0.05;
  options.memtable_whole_key_filtering = true;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

Status OpenError(const rocksdb::Status& status, const std::string& directory) {
  const std::string text = status.ToString();
  if (status.IsCorruption()) {
    return DataLoss("The log in " + directory + " is damaged (" + text +
                    "). Do not delete anything: restore the directory from its backup, or start "
                    "with an empty one and refill it from the stream.");
  }
  if (status.IsIOError() && text.find("lock") != std::string::npos) {
    return Unavailable("Another process has the log in " + directory + " open (" + text +
                       "). Stop it first.");
  }
  return Unavailable("The log in " + directory + " cannot be opened: " + text +
                     ". Check that the disk is mounted, has space and is writable.");
}

}  // namespace

Result<std::unique_ptr<EventLog>> EventLog::Open(const Options& options) {
  std::unique_ptr<EventLog> log(new EventLog(options));
  FIVESTEP_RETURN_IF_ERROR(log->OpenDatabase());
  if (options.inspect) {
    FIVESTEP_RETURN_IF_ERROR(log->Inspect());
    return log;
  }
  FIVESTEP_RETURN_IF_ERROR(log->CheckIdentity());
  FIVESTEP_RETURN_IF_ERROR(log->FindLastPosition());
  if (options.rebuild) return log;
  FIVESTEP_RETURN_IF_ERROR(log->OpenTree());
  FIVESTEP_RETURN_IF_ERROR(log->CheckHeads());
  return log;
}

EventLog::EventLog(Options options)
    : options_(std::move(options)), tree_(std::make_unique<TreeStore>(this)) {}

Status EventLog::OpenDatabase() {
  std::error_code error;
  if (!options_.inspect) std::filesystem::create_directories(options_.directory, error);
  if (error) {
    return Unavailable("The directory " + options_.directory +
                       " cannot be made: " + error.message() + ".");
  }
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  const std::shared_ptr<rocksdb::Cache> cache = rocksdb::NewLRUCache(kBlockCacheBytes);
  for (int i = 0; i < kFamilyCount; ++i) {
    descriptors.emplace_back(kFamilyNames[i], FamilyOptions(static_cast<Family>(i), cache));
  }
  descriptors.emplace_back(rocksdb::kDefaultColumnFamilyName, rocksdb::ColumnFamilyOptions());
  const rocksdb::DBOptions options = DatabaseOptions(options_.env);
  const rocksdb::Status status =
      options_.inspect
          ? rocksdb::DB::OpenForReadOnly(options, options_.directory, descriptors, &families_, &db_)
          : rocksdb::DB::Open(options, options_.directory, descriptors, &families_, &db_);
  return status.ok() ? OkStatus() : OpenError(status, options_.directory);
}

Status EventLog::Inspect() {
  rocksdb::ColumnFamilyHandle* meta = family(Family::kMeta);
  db_->Get({}, meta, rocksdb::Slice(keys::kDeployment), &options_.deployment);
  db_->Get({}, meta, rocksdb::Slice(keys::kContext), &options_.context);
  std::unique_ptr<rocksdb::Iterator> events(db_->NewIterator({}, family(Family::kEvents)));
  events->SeekToLast();
  if (!events->status().ok()) return OpenError(events->status(), options_.directory);
  last_position_ = events->Valid() ? keys::FromBigEndian(events->key().ToStringView()) : 0;
  return OkStatus();
}

Status EventLog::CheckIdentity() {
  rocksdb::ColumnFamilyHandle* meta = family(Family::kMeta);
  std::string format;
  const rocksdb::Status found = db_->Get({}, meta, rocksdb::Slice(keys::kFormat), &format);
  if (found.IsNotFound()) {
    rocksdb::WriteBatch batch;
    batch.Put(meta, rocksdb::Slice(keys::kFormat), std::to_string(kLogFormatVersion));
    batch.Put(meta, rocksdb::Slice(keys::kDeployment), options_.deployment);
    batch.Put(meta, rocksdb::Slice(keys::kContext), options_.context);
    rocksdb::WriteOptions synced;
    synced.sync = true;
    const rocksdb::Status written = db_->Write(synced, &batch);
    return written.ok() ? OkStatus() : OpenError(written, options_.directory);
  }
  if (!found.ok()) return OpenError(found, options_.directory);
  format_ = std::atoi(format.c_str());
  if (format_ > kLogFormatVersion) {
    return FailedPrecondition("The log in " + options_.directory + " has format version " + format +
                              "; this program knows versions up to " +
                              std::to_string(kLogFormatVersion) +
                              ". Start a newer version of the program.");
  }
  const std::pair<std::string_view, const std::string*> identity[] = {
      {keys::kDeployment, &options_.deployment}, {keys::kContext, &options_.context}};
  for (const auto& [key, expected] : identity) {
    std::string stored;
    const rocksdb::Status read = db_->Get({}, meta, rocksdb::Slice(key), &stored);
    if (!read.ok()) return OpenError(read, options_.directory);
    if (stored != *expected) {
      return FailedPrecondition("The log in " + options_.directory + " belongs to the " +
                                std::string(key) + " '" + stored + "', not to '" + *expected +
                                "'. Check the data directory.");
    }
  }
  return OkStatus();
}

Status EventLog::FindLastPosition() {
  rocksdb::ReadOptions options;
  std::unique_ptr<rocksdb::Iterator> events(db_->NewIterator(options, family(Family::kEvents)));
  events->SeekToLast();
  const int64_t last = events->Valid() ? keys::FromBigEndian(events->key().ToStringView()) : 0;
  if (!events->status().ok()) return OpenError(events->status(), options_.directory);
  std::string stored;
  const rocksdb::Status found =
      db_->Get({}, family(Family::kMeta), rocksdb::Slice(keys::kLast), &stored);
  if (!found.ok() && !found.IsNotFound()) return OpenError(found, options_.directory);
  const int64_t expected = found.ok() ? keys::FromBigEndian(stored) : 0;
  if (last != expected) {
    return DataLoss("The log in " + options_.directory + " ends at position " +
                    std::to_string(last) + " but recorded " + std::to_string(expected) +
                    ": events are missing. Restore the directory from its backup, or start with "
                    "an empty one and refill it from the stream.");
  }
  last_position_.store(last, std::memory_order_release);
  last_position_at_start_ = last;
  return OkStatus();
}

// A log of format 1 has no tree: its events give it, once.
Status EventLog::OpenTree() {
  if (format_ >= kFirstFormatWithTree) return tree_->Load(last_position());
  const auto note = [this](const std::string& sentence) {
    if (options_.note) options_.note(sentence);
  };
  const std::string total = std::to_string(last_position());
  note("The log in " + options_.directory + " has no audit tree yet; it is built out of " + total +
       " events.");
  FIVESTEP_RETURN_IF_ERROR(tree_->Build(
      last_position(),
      [&](int64_t done) { note("Audit tree: " + std::to_string(done) + " of " + total + "."); },
      [this](rocksdb::WriteBatch& writes) {
        writes.Put(family(Family::kMeta), rocksdb::Slice(keys::kFormat),
                   std::to_string(kLogFormatVersion));
      }));
  note("The audit tree of the log in " + options_.directory + " is built.");
  return OkStatus();
}

// What was signed must be there, or whoever holds the signed head would find the log out.
Status EventLog::CheckHeads() const {
  const Result<SignedHead> newest = NewestHead(*this);
  if (!newest.ok()) return newest.status();
  FIVESTEP_RETURN_IF_ERROR(CheckAgainstHead(*this, *newest));
  if (options_.checkpoint_file.empty()) return OkStatus();
  const Result<std::optional<SignedHead>> file =
      ReadCheckpointFile(*this, options_.checkpoint_file);
  if (!file.ok()) return file.status();
  return *file ? CheckAgainstHead(*this, **file) : OkStatus();
}

EventLog::~EventLog() {
  if (db_ == nullptr) return;
  if (!failed_ && !options_.inspect)
    (void)db_->FlushWAL(true);  // Close() alone does not sync it in RocksDB 7.8
  for (rocksdb::ColumnFamilyHandle* handle : families_) db_->DestroyColumnFamilyHandle(handle);
  db_->Close();
  delete db_;
}

Result<StoredEvent> EventLog::Read(int64_t position) const {
  StoredEvent event;
  event.position = position;
  const rocksdb::Status status =
      db_->Get({}, family(Family::kEvents), keys::BigEndian(position), &event.bytes);
  if (status.ok()) return event;
  if (status.IsNotFound() && position > last_position()) {
    return NotFound("The log ends at position " + std::to_string(last_position()) + ".");
  }
  return DataLoss("Event " + std::to_string(position) + " cannot be read: " + status.ToString() +
                  ". Restore the log from its backup.");
}

Status EventLog::Scan(
    int64_t from, int64_t to,
    const std::function<bool(int64_t position, std::string_view bytes)>& visit) const {
  const int64_t last = to > 0 ? std::min(to, last_position()) : last_position();
  rocksdb::ReadOptions options;
  options.readahead_size = 2 << 20;
  std::unique_ptr<rocksdb::Iterator> events(db_->NewIterator(options, family(Family::kEvents)));
  int64_t expected = std::max<int64_t>(from, 1);
  for (events->Seek(keys::BigEndian(expected)); events->Valid() && expected <= last;
       events->Next(), ++expected) {
    const int64_t position = keys::FromBigEndian(events->key().ToStringView());
    if (position != expected) {
      return DataLoss("Event " + std::to_string(expected) + " is missing from the log.");
    }
    if (!visit(position, events->value().ToStringView())) return OkStatus();
  }
  if (!events->status().ok()) {
    return DataLoss("The log cannot be read at position " + std::to_string(expected) + ": " +
                    events->status().ToString() + ". Restore it from its backup.");
  }
  if (expected <= last) {
    return DataLoss("Event " + std::to_string(expected) + " is missing from the log.");
  }
  return OkStatus();
}

int64_t EventLog::WaitBeyond(int64_t position, std::chrono::milliseconds wait) const {
  std::unique_lock lock(mutex_);
  grown_.wait_for(lock, wait, [&] { return last_position() > position; });
  return last_position();
}

void EventLog::AdvanceTo(int64_t position) {
  {
    std::lock_guard lock(mutex_);
    last_position_.store(position, std::memory_order_release);
    written_.push_back({position, std::chrono::steady_clock::now()});
    if (written_.size() > kRememberedBatches) written_.pop_front();
  }
  grown_.notify_all();
}

std::optional<std::chrono::steady_clock::time_point> EventLog::DurableSince(
    int64_t position) const {
  if (position <= last_position_at_start_) return std::nullopt;
  std::lock_guard lock(mutex_);
  const auto batch = std::lower_bound(
      written_.begin(), written_.end(), position,
      [](const WrittenBatch& written, int64_t wanted) { return written.last_position < wanted; });
  if (batch == written_.end()) return std::nullopt;
  return batch->time;
}

int64_t EventLog::GetMetaNumber(std::string_view key) const {
  std::string value;
  const rocksdb::Status status =
      db_->Get({}, family(Family::kMeta), keys::Join(keys::kNumberPrefix, key), &value);
  return status.ok() ? keys::FromBigEndian(value) : 0;
}

void EventLog::PutMetaNumber(std::string_view key, int64_t value) {
  // Best effort by contract: the reader copes with an older value, so a failure here is no failure.
  (void)db_->Put({}, family(Family::kMeta), keys::Join(keys::kNumberPrefix, key),
                 keys::BigEndian(value));
}

}  // namespace fivestep
