// The writes of one batch, of which those that a later command of it may ask for can be read back.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_PENDING_WRITES_H_
#define FIVESTEP_PLATFORM_EVENTLOG_PENDING_WRITES_H_

#include <rocksdb/write_batch.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/core/string_map.h"
#include "platform/eventlog/event_log.h"

namespace fivestep {

// Used on the commit thread only. A map beside a plain batch, because RocksDB's own index of a
// batch costs as much as the writing.
class PendingWrites {
 public:
  explicit PendingWrites(EventLog* log) : log_(log) {}

  void Clear();
  bool empty() const { return batch_.Count() == 0; }
  rocksdb::WriteBatch* batch() { return &batch_; }

  // What Find sees from then on.
  void Put(Family family, std::string_view key, std::string_view value);
  void Delete(Family family, std::string_view key);
  // Past what Find sees: for keys that are written once, or that the batch remembers elsewhere.
  void Append(Family family, std::string_view key, std::string_view value);

  // The value as of this batch, from the log where the batch has none; empty when there is none.
  // Throws std::runtime_error when the log cannot be read: a read error on the commit thread leaves
  // nothing that could be decided safely.
  std::string Find(Family family, std::string_view key) const;

  // Savepoints nest; each needs one of the two others.
  void SetSavePoint();
  void ReleaseSavePoint();
  void RollBack();

 private:
  // An empty value: deleted, which to readers is the same.
  using Values = StringMap<std::string>;
  // What a key held before it was written inside a savepoint; nothing where it was not written yet.
  struct Earlier {
    Family family;
    std::string key;
    std::optional<std::string> value;
  };
  void Remember(Family family, std::string_view key, std::string_view value);

  EventLog* log_;
  rocksdb::WriteBatch batch_;
  std::array<Values, kFamilyCount> values_;
  std::vector<Earlier> earlier_;
  std::vector<size_t> savepoints_;  // sizes of `earlier_`
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_PENDING_WRITES_H_
