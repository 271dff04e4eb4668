// A file system that fails when told to, below RocksDB.
#ifndef FIVESTEP_PLATFORM_TESTING_FAULTY_FILE_SYSTEM_H_
#define FIVESTEP_PLATFORM_TESTING_FAULTY_FILE_SYSTEM_H_

#include <rocksdb/env.h>

#include <atomic>
#include <memory>

namespace fivestep::testing {

// What the next calls on write-ahead log files answer. Thread-safe.
struct Faults {
  std::atomic<bool> sync_fails{false};
  std::atomic<bool> append_fails{false};
  std::atomic<bool> disk_full{false};
  std::atomic<bool> read_fails{false};
};

// An Env over the machine's file system with `faults`, which must outlive it.
std::unique_ptr<rocksdb::Env> MakeFaultyEnv(Faults* faults);

}  // namespace fivestep::testing

#endif  // FIVESTEP_PLATFORM_TESTING_FAULTY_FILE_SYSTEM_H_
