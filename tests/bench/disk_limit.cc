#include "bench/disk_limit.h"

#include <rocksdb/db.h>
#include <rocksdb/options.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>
#include <utility>

#include "platform/eventlog/keys.h"

namespace fivestep::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kEventBytes = 512;

// Bytes that do not compress, the same in every run.
std::string Noise() {
  std::string bytes(kEventBytes, '\0');
  uint32_t state = 1;
  for (char& byte : bytes) {
    state = state * 1'664'525 + 1'013'904'223;
    byte = static_cast<char>(state >> 24);
  }
  return bytes;
}

}  // namespace

DiskLimit::DiskLimit(std::string directory, rocksdb::DB* db)
    : directory_(std::move(directory)), db_(db) {}

DiskLimit::~DiskLimit() {
  (void)db_->Close();
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

Result<std::unique_ptr<DiskLimit>> DiskLimit::Open(const std::string& directory) {
  rocksdb::Options options;
  options.create_if_missing = true;
  options.compression = rocksdb::kNoCompression;
  options.write_buffer_size = 64 << 20;
  options.max_background_jobs = 2;
  rocksdb::DB* db = nullptr;
  const rocksdb::Status opened = rocksdb::DB::Open(options, directory, &db);
  if (!opened.ok()) return Unavailable(opened.ToString());
  return std::unique_ptr<DiskLimit>(new DiskLimit(directory, db));
}

Status DiskLimit::Write(int64_t count) {
  static const std::string kBytes = Noise();
  rocksdb::WriteBatch batch;
  for (int64_t i = 0; i < count; ++i, ++next_) {
    const std::string position = keys::BigEndian(next_);
    batch.Put("e" + position, kBytes);
    batch.Put("s" + keys::BigEndian(next_ % 10'000) + position, position);
    batch.Put("c" + position, {});
  }
  rocksdb::WriteOptions synced;
  synced.sync = true;
  const rocksdb::Status written = db_->Write(synced, &batch);
  return written.ok() ? OkStatus() : Unavailable(written.ToString());
}

Result<Load> DiskLimit::WriteOneByOne(std::chrono::milliseconds time) {
  Load load;
  const Clock::time_point end = Clock::now() + time;
  for (Clock::time_point before = Clock::now(); before < end;) {
    FIVESTEP_RETURN_IF_ERROR(Write(1));
    const Clock::time_point after = Clock::now();
    load.times.push_back(after - before);
    before = after;
  }
  load.calls_per_second =
      static_cast<double>(load.times.size()) / std::chrono::duration<double>(time).count();
  std::sort(load.times.begin(), load.times.end());
  return load;
}

Result<Load> DiskLimit::WriteInBatches(std::chrono::milliseconds time, int outstanding) {
  std::mutex mutex;
  std::condition_variable changed;
  int64_t waiting = outstanding;
  int64_t written = 0;
  bool over = false;
  // The one who asks: what is written is asked for again.
  std::thread asker([&] {
    std::unique_lock lock(mutex);
    for (int64_t seen = 0; !over; seen = written) {
      changed.wait(lock, [&] { return over || written > seen; });
      waiting += written - seen;
      changed.notify_all();
    }
  });
  Status status;
  const Clock::time_point start = Clock::now();
  for (std::unique_lock lock(mutex); status.ok() && Clock::now() < start + time;) {
    changed.wait(lock, [&] { return waiting > 0; });
    const int64_t count = std::min<int64_t>(waiting, kMostInBatch);
    waiting -= count;
    lock.unlock();
    status = Write(count);
    lock.lock();
    written += count;
    changed.notify_all();
  }
  {
    const std::lock_guard lock(mutex);
    over = true;
  }
  changed.notify_all();
  asker.join();
  if (!status.ok()) return status;
  Load load;
  load.calls_per_second =
      static_cast<double>(written) / std::chrono::duration<double>(Clock::now() - start).count();
  return load;
}

}  // namespace fivestep::bench
