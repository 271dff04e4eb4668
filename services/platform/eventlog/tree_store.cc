#include "platform/eventlog/tree_store.h"

#include <rocksdb/db.h>

#include <cstring>

#include "platform/eventlog/keys.h"

namespace fivestep {
namespace {

constexpr size_t kTileBytes = static_cast<size_t>(kTileWidth) * sizeof(Sha256Digest);
// Events between two writes, and two reports, while a tree is built: a write of 4 MB of tiles.
constexpr int64_t kBuildChunk = 128 * 1024;

std::string EncodeTile(const Tile& tile) {
  static_assert(sizeof(Sha256Digest) == 32);
  return {reinterpret_cast<const char*>(tile.data()), tile.size() * sizeof(Sha256Digest)};
}

Status Damaged(const EventLog& log, const std::string& what) {
  return DataLoss("The audit tree of the log in " + log.directory() + " is damaged: " + what +
                  ". Do not delete anything: `fivestep audit verify` says whether the events are "
                  "whole; then restore the directory from its backup, or make the tree anew with "
                  "`fivestep log rebuild`.");
}

Result<Tile> ReadStoredTile(const EventLog& log, int level, int64_t index) {
  rocksdb::PinnableSlice bytes;
  const rocksdb::Status status =
      log.db()->Get({}, log.family(Family::kMerkle), keys::TileKey(level, index), &bytes);
  if (!status.ok() || bytes.size() != kTileBytes) {
    return Damaged(log, "tile " + std::to_string(index) + " of level " + std::to_string(level) +
                            (status.ok() ? " has another length" : ": " + status.ToString()));
  }
  Tile tile(static_cast<size_t>(kTileWidth));
  std::memcpy(tile.data(), bytes.data(), kTileBytes);
  return tile;
}

}  // namespace

Result<Tile> DiskTiles::ReadTile(int level, int64_t index, int64_t width) const {
  if (width == kTileWidth) return ReadStoredTile(*log_, level, index);
  Tile tile;
  const int64_t first = index * kTileWidth;
  if (level == 0) {
    FIVESTEP_RETURN_IF_ERROR(
        log_->Scan(first + 1, first + width, [&tile](int64_t, std::string_view bytes) {
          tile.push_back(LeafHash(bytes));
          return true;
        }));
    return tile;
  }
  for (int64_t i = first; i < first + width; ++i) {
    const Result<Tile> below = ReadStoredTile(*log_, level - 1, i);
    if (!below.ok()) return below.status();
    tile.push_back(RootOf(below->data(), below->size()));
  }
  return tile;
}

Result<bool> TreeStore::Exists() const {
  std::string bytes;
  const rocksdb::Status status =
      log_->db()->Get({}, log_->family(Family::kMeta), rocksdb::Slice(keys::kTree), &bytes);
  if (status.ok() || status.IsNotFound()) return status.ok();
  return Damaged(*log_, status.ToString());
}

Status TreeStore::Load(int64_t last_position) {
  std::string bytes;
  const rocksdb::Status status =
      log_->db()->Get({}, log_->family(Family::kMeta), rocksdb::Slice(keys::kTree), &bytes);
  Head head;
  if (status.ok() ? !CompactRange::Decode(bytes, head.range) : !status.IsNotFound()) {
    return Damaged(*log_, "its stored state cannot be read");
  }
  if (head.range.size() != last_position) {
    return Damaged(*log_, "it covers " + std::to_string(head.range.size()) +
                              " events where the log has " + std::to_string(last_position));
  }
  const DiskTiles disk(log_);
  Result<TileEdge> edge = TileEdge::Load(last_position, disk);
  if (!edge.ok()) return edge.status();
  head.edge = std::move(*edge);
  {
    const std::lock_guard lock(mutex_);
    head_ = head;
  }
  const Result<CompactRange> range = RangeAt(last_position, *this);
  if (!range.ok()) return range.status();
  if (range->hashes() != head.range.hashes()) {
    return Damaged(*log_, "its tiles and the last events do not give the stored root");
  }
  next_ = std::move(head);
  return OkStatus();
}

Status TreeStore::Build(int64_t last_position, const std::function<void(int64_t)>& progress,
                        const std::function<void(rocksdb::WriteBatch&)>& finish) {
  next_ = {};
  rocksdb::WriteBatch writes;
  Status written;
  auto write = [&](bool last) {
    rocksdb::WriteOptions options;
    options.sync = last;
    const rocksdb::Status status = log_->db()->Write(options, &writes);
    writes.Clear();
    if (!status.ok())
      written = Unavailable("The audit tree cannot be written: " + status.ToString());
    return status.ok();
  };
  FIVESTEP_RETURN_IF_ERROR(
      log_->Scan(1, last_position, [&](int64_t position, std::string_view bytes) {
        Append(LeafHash(bytes), writes);
        if (position % kBuildChunk != 0) return true;
        if (progress) progress(position);
        return write(/*last=*/false);
      }));
  FIVESTEP_RETURN_IF_ERROR(written);
  if (last_position > 0) {
    writes.Put(log_->family(Family::kMeta), rocksdb::Slice(keys::kTree), next_.range.Encode());
  }
  if (finish) finish(writes);
  if (!write(/*last=*/true)) return written;
  Publish();
  return OkStatus();
}

int64_t TreeStore::size() const {
  const std::lock_guard lock(mutex_);
  return head_.range.size();
}

CompactRange TreeStore::range() const {
  const std::lock_guard lock(mutex_);
  return head_.range;
}

Result<Tile> TreeStore::ReadTile(int level, int64_t index, int64_t width) const {
  {
    const std::lock_guard lock(mutex_);
    const int64_t hashes = head_.edge.size() >> (level * kTileHeight);
    if (index > hashes / kTileWidth) return Tile();
    if (index == hashes / kTileWidth) return head_.edge.partial(level);
  }
  return ReadStoredTile(*log_, level, index);
}

void TreeStore::Append(const Sha256Digest& leaf_hash, rocksdb::WriteBatch& writes) {
  std::vector<TileEdge::FullTile> full;
  next_.range.Append(leaf_hash);
  next_.edge.Append(leaf_hash, full);
  for (const TileEdge::FullTile& tile : full) {
    writes.Put(log_->family(Family::kMerkle), keys::TileKey(tile.level, tile.index),
               EncodeTile(tile.hashes));
  }
}

void TreeStore::Grow(const std::vector<std::string>& events, rocksdb::WriteBatch& writes) {
  if (events.empty()) return;
  for (const std::string& event : events) Append(LeafHash(event), writes);
  writes.Put(log_->family(Family::kMeta), rocksdb::Slice(keys::kTree), next_.range.Encode());
}

void TreeStore::Publish() {
  const std::lock_guard lock(mutex_);
  head_ = next_;
}

}  // namespace fivestep
