// The audit tree of a log on disk: full tiles in the family `merkle`, the state that it grows from
// in `meta`, its right edge in memory. Readers prove while the commit thread appends.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_TREE_STORE_H_
#define FIVESTEP_PLATFORM_EVENTLOG_TREE_STORE_H_

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "platform/audit/merkle.h"
#include "platform/audit/tiles.h"
#include "platform/core/status.h"
#include "platform/eventlog/event_log.h"

namespace rocksdb {
class WriteBatch;
}  // namespace rocksdb

namespace fivestep {

// Reading is thread-safe; Load, Build, Grow and Publish belong to the one thread that writes.
//
// RootAt, RangeAt, InclusionProof and ConsistencyProof (audit/tiles.h) take it as their reader, for
// any size up to size().
class TreeStore : public TileReader {
 public:
  // `log` must be open, with all its families, and outlive the store.
  explicit TreeStore(const EventLog* log) : log_(log) {}

  // Reads the tree of a log whose last event is at `last_position`, and checks that tiles, events
  // and the stored state give the same root. kDataLoss, with a sentence that says what to do, where
  // they do not.
  Status Load(int64_t last_position);
  // Whether the log has a tree on disk; one of format 1 has none.
  Result<bool> Exists() const;
  // Makes the tree of a log without one, or makes it anew, out of its events. `progress` is called
  // now and then with how many are done. A crash leaves a log without a tree, to be built again.
  // Durable with whatever `finish` adds to its last write.
  Status Build(int64_t last_position, const std::function<void(int64_t done)>& progress,
               const std::function<void(rocksdb::WriteBatch&)>& finish);

  // How many leaves the tree has: every one of them is a durable event.
  int64_t size() const;
  // The compact range of all its leaves, of which it is also known how many there are.
  CompactRange range() const;

  // A tile: from disk where it is full, from memory where it is at the right edge.
  Result<Tile> ReadTile(int level, int64_t index, int64_t width) const override;

  // Hashes `events`, the next ones of the log as stored, and adds to `writes` what they change of
  // the tree. To be called once for a batch, when its events are final; what was added is seen once
  // the batch is durable and Publish() was called.
  void Grow(const std::vector<std::string>& events, rocksdb::WriteBatch& writes);
  void Publish();

 private:
  struct Head {
    CompactRange range;
    TileEdge edge;
  };
  void Append(const Sha256Digest& leaf_hash, rocksdb::WriteBatch& writes);

  const EventLog* log_;
  Head next_;  // of the writer, ahead of `head_` while a batch is being written
  mutable std::mutex mutex_;
  Head head_;
};

// Reads a tree from the disk alone: full tiles as they are stored, tiles at the right edge made
// from the tiles below them and, at level 0, from the events. Thread-safe.
class DiskTiles : public TileReader {
 public:
  explicit DiskTiles(const EventLog* log) : log_(log) {}
  Result<Tile> ReadTile(int level, int64_t index, int64_t width) const override;

 private:
  const EventLog* log_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_TREE_STORE_H_
