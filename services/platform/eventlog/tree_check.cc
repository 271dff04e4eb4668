#include "platform/eventlog/tree_check.h"

#include <rocksdb/db.h>

#include <algorithm>
#include <cstring>

#include "platform/audit/checkpoint.h"
#include "platform/eventlog/keys.h"

namespace fivestep {
namespace {

// Signed heads are stored with the time of signing, 8 bytes, before the note.
constexpr size_t kSignTimeBytes = 8;

// The tiles at the right edge: all that the root of the whole tree needs.
class EdgeReader : public TileReader {
 public:
  explicit EdgeReader(const TileEdge& edge) : edge_(edge) {}
  Result<Tile> ReadTile(int level, int64_t, int64_t) const override { return edge_.partial(level); }

 private:
  const TileEdge& edge_;
};

}  // namespace

TreeCheck::TreeCheck(const EventLog* log, const rocksdb::Snapshot* snapshot,
                     const std::vector<VerifierKey>& keys, Findings* findings)
    : log_(log),
      snapshot_(snapshot),
      findings_(findings),
      lost_tiles_(findings, "tree",
                  [](int64_t first, int64_t last) {
                    return "The stored tree has lost the hashes of " + EventsText(first, last) +
                           ".";
                  }),
      heads_(CheckpointOrigin(log->deployment(), log->context()), keys, findings) {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot_;
  std::string bytes;
  const rocksdb::Status found =
      log_->db()->Get(options, log_->family(Family::kMeta), rocksdb::Slice(keys::kTree), &bytes);
  has_tree_ = found.ok();
  if (has_tree_ && !CompactRange::Decode(bytes, stored_range_)) {
    findings_->Add("tree", 0, 0, "The stored state of the tree cannot be read.");
  }
}

void TreeCheck::LoadHeads(const std::vector<std::string>& held) {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot_;
  std::unique_ptr<rocksdb::Iterator> stored(
      log_->db()->NewIterator(options, log_->family(Family::kMerkle)));
  for (stored->Seek(keys::CheckpointKey(0));
       stored->Valid() && stored->key().starts_with(keys::kCheckpointPrefix); stored->Next()) {
    const std::string value = stored->value().ToString();
    heads_.AddStored(keys::FromBigEndian(stored->key().ToStringView().substr(1)),
                     value.size() > kSignTimeBytes ? value.substr(kSignTimeBytes) : std::string());
  }
  for (const std::string& note : held) heads_.AddHeld(note);
  heads_.Begin();
  CompareHeads();
}

Tile TreeCheck::StoredTile(int level, int64_t index) const {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot_;
  rocksdb::PinnableSlice bytes;
  const rocksdb::Status found =
      log_->db()->Get(options, log_->family(Family::kMerkle), keys::TileKey(level, index), &bytes);
  Tile tile;
  if (!found.ok() || bytes.size() != kTileWidth * sizeof(Sha256Digest)) return tile;
  tile.resize(kTileWidth);
  std::memcpy(tile.data(), bytes.data(), bytes.size());
  return tile;
}

void TreeCheck::CompareLeaf(const Sha256Digest& leaf_hash) {
  const int64_t index = edge_.size();
  const auto offset = static_cast<size_t>(index % kTileWidth);
  if (offset == 0 && has_tree_) {
    stored_leaves_ = StoredTile(0, index / kTileWidth);
    // Only full tiles are stored.
    if (stored_leaves_.empty() && index + kTileWidth <= stored_range_.size()) {
      for (int64_t i = 1; i <= kTileWidth; ++i) lost_tiles_.Add(index + i);
      differing_.emplace(0, index / kTileWidth);
    }
  }
  if (stored_leaves_.empty() || stored_leaves_[offset] == leaf_hash) return;
  differing_.emplace(0, index / kTileWidth);
  if (!altered_.empty() && altered_.back().last == index) {
    altered_.back().last = index + 1;
  } else {
    altered_.push_back({index + 1, index + 1});
  }
}

void TreeCheck::Add(const Sha256Digest& leaf_hash) {
  CompareLeaf(leaf_hash);
  Grow(leaf_hash);
}

void TreeCheck::AddMissing() {
  const auto offset = static_cast<size_t>(edge_.size() % kTileWidth);
  if (offset == 0) stored_leaves_ = StoredTile(0, edge_.size() / kTileWidth);
  Grow(stored_leaves_.empty() ? Sha256Digest{} : stored_leaves_[offset]);
}

void TreeCheck::Grow(const Sha256Digest& leaf_hash) {
  std::vector<TileEdge::FullTile> full;
  edge_.Append(leaf_hash, full);
  for (const TileEdge::FullTile& tile : full) CompareFull(tile);
  CompareHeads();
}

// Leaves were compared one by one. Above them a difference is worth a word only where the tile
// below, which gives the hash, is as stored.
void TreeCheck::CompareFull(const TileEdge::FullTile& tile) {
  if (!has_tree_ || tile.level == 0) return;
  const int64_t span = int64_t{1} << (tile.level * kTileHeight);
  const int64_t begin = tile.index * kTileWidth * span;
  const Tile stored = StoredTile(tile.level, tile.index);
  if (stored.empty()) {
    if (begin + kTileWidth * span > stored_range_.size()) return;
    findings_->Add("tree", begin + 1, begin + kTileWidth * span,
                   "The stored tree has lost a tile of level " + std::to_string(tile.level) + ".");
    return;
  }
  for (int64_t i = 0; i < kTileWidth; ++i) {
    if (stored[static_cast<size_t>(i)] == tile.hashes[static_cast<size_t>(i)]) continue;
    differing_.emplace(tile.level, tile.index);
    if (differing_.contains({tile.level - 1, tile.index * kTileWidth + i})) continue;
    findings_->Add("tree", begin + i * span + 1, begin + (i + 1) * span,
                   "A hash of level " + std::to_string(tile.level) +
                       " of the stored tree is not that of the hashes below it.");
  }
}

void TreeCheck::CompareHeads() {
  if (heads_.IsDue(size())) heads_.Compare(size(), Root());
}

Sha256Digest TreeCheck::Root() const { return *RootAt(edge_.size(), EdgeReader(edge_)); }

void TreeCheck::Finish() {
  lost_tiles_.Finish();
  ReportLeaves();
  heads_.Finish(size());
  ReportStoredSize();
}

// Where a signed head still fits the events, the stored tree was altered; else the event was.
void TreeCheck::ReportLeaves() {
  for (const Run& run : altered_) {
    if (run.last <= heads_.last_fitting()) {
      findings_->Add("tree", run.first, run.last,
                     "The stored tree holds other hashes than those of " +
                         EventsText(run.first, run.last) +
                         ", which fit a signed head: the stored tree was altered.");
    } else {
      findings_->Add("leaf hash", run.first, run.last,
                     EventsTextUpper(run.first, run.last) +
                         (run.first == run.last ? " is" : " are") +
                         " not what the tree has the hash of: the log was altered there.");
    }
  }
}

void TreeCheck::ReportStoredSize() {
  if (!has_tree_) return;
  if (stored_range_.size() > size()) {
    findings_->Add("position", size() + 1, stored_range_.size(),
                   "The log ends at position " + std::to_string(size()) +
                       ", but its tree has more: " + EventsText(size() + 1, stored_range_.size()) +
                       " were cut off.");
  } else if (stored_range_.size() < size()) {
    findings_->Add("tree", stored_range_.size() + 1, size(),
                   "The stored tree ends at position " + std::to_string(stored_range_.size()) +
                       " and the log at " + std::to_string(size()) + ".");
  } else if (stored_range_.Root() != Root() && altered_.empty() && heads_.all_fit()) {
    const int64_t full = size() / kTileWidth * kTileWidth;
    findings_->Add("tree", full + 1, std::max<int64_t>(size(), 1),
                   "The stored root of the tree is not that of the events: one of " +
                       EventsText(full + 1, size()) +
                       ", which no stored hash covers yet, or the root itself was altered.");
  }
}

}  // namespace fivestep
