#include "platform/audit/tiles.h"

#include <algorithm>
#include <bit>

namespace fivestep {
namespace {

constexpr int kMaxTreeHeight = 63;

// The tiles that one computation reads, each once.
class TileCache {
 public:
  explicit TileCache(const TileReader& reader) : reader_(reader) {}

  // The root of the perfect subtree of 2^height leaves that begins at leaf `begin`.
  Result<Sha256Digest> PerfectRoot(int64_t begin, int height) {
    const int level = height / kTileHeight;
    const int inside = height % kTileHeight;  // levels above the tile's hashes
    const int64_t first = begin >> (level * kTileHeight);
    const int64_t offset = first % kTileWidth;
    const int64_t count = int64_t{1} << inside;
    const Result<const Tile*> tile = Get(level, first / kTileWidth, offset + count);
    if (!tile.ok()) return tile.status();
    return RootOf((*tile)->data() + offset, static_cast<size_t>(count));
  }

  // The root over the leaves [begin, end), where `begin` is the beginning of a subtree that a tree
  // of `end` leaves has: RFC 9162's MTH(D[begin:end]).
  Result<Sha256Digest> Root(int64_t begin, int64_t end) {
    std::vector<Sha256Digest> parts;
    for (int64_t at = begin; at < end;) {
      const int height = std::bit_width(static_cast<uint64_t>(end - at)) - 1;
      Result<Sha256Digest> part = PerfectRoot(at, height);
      if (!part.ok()) return part.status();
      parts.push_back(*part);
      at += int64_t{1} << height;
    }
    Sha256Digest root = parts.back();
    for (size_t i = parts.size() - 1; i > 0; --i) root = NodeHash(parts[i - 1], root);
    return root;
  }

 private:
  struct Cached {
    int level = 0;
    int64_t index = 0;
    Tile tile;
  };

  Result<const Tile*> Get(int level, int64_t index, int64_t width) {
    for (const auto& cached : tiles_) {
      const bool same = cached->level == level && cached->index == index;
      if (same && static_cast<int64_t>(cached->tile.size()) >= width) return &cached->tile;
    }
    Result<Tile> tile = reader_.ReadTile(level, index, width);
    if (!tile.ok()) return tile.status();
    if (static_cast<int64_t>(tile->size()) < width) {
      return DataLoss("Tile " + std::to_string(index) + " of level " + std::to_string(level) +
                      " of the audit tree has lost its end.");
    }
    tiles_.push_back(std::make_unique<Cached>(Cached{level, index, std::move(*tile)}));
    return &tiles_.back()->tile;
  }

  const TileReader& reader_;
  std::vector<std::unique_ptr<Cached>> tiles_;
};

// The largest power of two below `count`. REQUIRES: count > 1.
int64_t SplitOf(int64_t count) {
  return int64_t{1} << (std::bit_width(static_cast<uint64_t>(count - 1)) - 1);
}

Status OutOfRange(const std::string& what) { return InvalidArgument(what); }

}  // namespace

Sha256Digest RootOf(const Sha256Digest* hashes, size_t count) {
  std::vector<Sha256Digest> level(hashes, hashes + count);
  while (level.size() > 1) {
    const size_t pairs = level.size() / 2;
    for (size_t i = 0; i < pairs; ++i) level[i] = NodeHash(level[2 * i], level[2 * i + 1]);
    if (level.size() % 2 != 0) level[pairs] = level.back();
    level.resize(pairs + level.size() % 2);
  }
  return level.front();
}

Result<TileEdge> TileEdge::Load(int64_t size, const TileReader& reader) {
  TileEdge edge;
  edge.size_ = size;
  for (int level = 0; level < kMaxTileLevels; ++level) {
    const int64_t hashes = size >> (level * kTileHeight);
    const int64_t width = hashes % kTileWidth;
    if (hashes == 0) break;
    if (width == 0) continue;
    Result<Tile> tile = reader.ReadTile(level, hashes / kTileWidth, width);
    if (!tile.ok()) return tile.status();
    tile->resize(static_cast<size_t>(width));
    edge.partial_[static_cast<size_t>(level)] = std::move(*tile);
  }
  return edge;
}

void TileEdge::Append(const Sha256Digest& leaf_hash, std::vector<FullTile>& full) {
  Sha256Digest hash = leaf_hash;
  ++size_;
  for (int level = 0; level < kMaxTileLevels; ++level) {
    Tile& tile = partial_[static_cast<size_t>(level)];
    tile.push_back(hash);
    if (static_cast<int64_t>(tile.size()) < kTileWidth) return;
    hash = RootOf(tile.data(), tile.size());
    const int64_t index = (size_ >> ((level + 1) * kTileHeight)) - 1;
    full.push_back({level, index, std::move(tile)});
    tile = {};
  }
}

Result<Sha256Digest> RootAt(int64_t size, const TileReader& reader) {
  if (size < 0) return OutOfRange("A tree has no size below 0.");
  if (size == 0) return EmptyRoot();
  return TileCache(reader).Root(0, size);
}

Result<CompactRange> RangeAt(int64_t size, const TileReader& reader) {
  if (size < 0) return OutOfRange("A tree has no size below 0.");
  TileCache tiles(reader);
  std::vector<Sha256Digest> hashes;
  int64_t begin = 0;
  for (int height = kMaxTreeHeight - 1; height >= 0; --height) {
    if (((size >> height) & 1) == 0) continue;
    const Result<Sha256Digest> hash = tiles.PerfectRoot(begin, height);
    if (!hash.ok()) return hash.status();
    hashes.push_back(*hash);
    begin += int64_t{1} << height;
  }
  return CompactRange(size, std::move(hashes));
}

Result<Sha256Digest> LeafAt(int64_t index, const TileReader& reader) {
  return TileCache(reader).PerfectRoot(index, 0);
}

Result<std::vector<Sha256Digest>> InclusionProof(int64_t index, int64_t size,
                                                 const TileReader& reader) {
  if (index < 0 || index >= size)
    return OutOfRange("There is no such leaf in a tree of this size.");
  TileCache tiles(reader);
  std::vector<Sha256Digest> proof;
  int64_t begin = 0;
  int64_t end = size;
  while (end - begin > 1) {
    const int64_t middle = begin + SplitOf(end - begin);
    const bool left = index < middle;
    const Result<Sha256Digest> other = left ? tiles.Root(middle, end) : tiles.Root(begin, middle);
    if (!other.ok()) return other.status();
    proof.push_back(*other);
    (left ? end : begin) = middle;
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

Result<std::vector<Sha256Digest>> ConsistencyProof(int64_t first, int64_t second,
                                                   const TileReader& reader) {
  if (first <= 0 || first > second) {
    return OutOfRange("An earlier tree has at least one leaf and at most those of the later one.");
  }
  TileCache tiles(reader);
  std::vector<Sha256Digest> proof;
  int64_t begin = 0;
  int64_t end = second;
  // Down to the subtree that ends where the first tree does.
  while (first < end) {
    const int64_t middle = begin + SplitOf(end - begin);
    const bool left = first <= middle;
    const Result<Sha256Digest> other = left ? tiles.Root(middle, end) : tiles.Root(begin, middle);
    if (!other.ok()) return other.status();
    proof.push_back(*other);
    (left ? end : begin) = middle;
  }
  // That subtree is the whole first tree: its root is known already.
  if (begin > 0) {
    const Result<Sha256Digest> rest = tiles.Root(begin, end);
    if (!rest.ok()) return rest.status();
    proof.push_back(*rest);
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

}  // namespace fivestep
