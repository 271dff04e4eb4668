// A file system that fails when told to, below RocksDB.
#ifndef FIVESTEP_PLATFORM_TESTING_FAULTY_FILE_SYSTEM_H_
#define FIVESTEP_PLATFORM_TESTING_FAULTY_FILE_SYSTEM_H_

#include <rocksdb/env.h>

#include <atomic>
#include <memory>

namespace fivestep::testing {

// What the next calls on files answer: writes of write-ahead logs, reads of tables. Thread-safe.
struct Faults {
  std::atomic<bool> sync_fails{false};
  std::atomic<bool> append_fails{false};
  std::atomic<bool> append_is_torn{false};  // half of it reaches the file, then it fails
  std::atomic<bool> disk_full{false};
  std::atomic<bool> read_fails{false};
  std::atomic<bool> read_flips{false};  // succeeds, with one bit of what was read flipped
};

// An Env over the machine's file system with `faults`, which must outlive it.
std::unique_ptr<rocksdb::Env> MakeFaultyEnv(Faults* faults);

}  // namespace fivestep::testing

#endif  // FIVESTEP_PLATFORM_TESTING_FAULTY_FILE_SYSTEM_H_
