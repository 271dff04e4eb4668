// What RocksDB alone does on this disk, in this process: the limit that a durable write path can
// come near to.
#ifndef FIVESTEP_BENCH_DISK_LIMIT_H_
#define FIVESTEP_BENCH_DISK_LIMIT_H_

#include <chrono>
#include <memory>
#include <string>

#include "bench/load.h"
#include "platform/core/status.h"

namespace rocksdb {
class DB;
}

namespace fivestep::bench {

// One writer on a database of its own. An event is what the platform's least event costs: its bytes
// and two index entries, 512 bytes in all.
class DiskLimit {
 public:
  // `directory` is made, on the disk that the services use, and removed at the end.
  static Result<std::unique_ptr<DiskLimit>> Open(const std::string& directory);
  ~DiskLimit();

  // One thread writes one event at a time, each synced: `times` are those of a write.
  Result<Load> WriteOneByOne(std::chrono::milliseconds time);

  // One writer takes what has gathered, at most kMostInBatch, writes it in one synced batch, and
  // another thread puts as many in its place: `outstanding` all along. `times` are empty,
  // `calls_per_second` are events.
  Result<Load> WriteInBatches(std::chrono::milliseconds time, int outstanding);
  static constexpr int kMostInBatch = 1'024;

 private:
  DiskLimit(std::string directory, rocksdb::DB* db);
  Status Write(int64_t count);

  const std::string directory_;
  const std::unique_ptr<rocksdb::DB> db_;
  int64_t next_ = 1;
};

}  // namespace fivestep::bench

#endif  // FIVESTEP_BENCH_DISK_LIMIT_H_
