// A Merkle tree kept in tiles of 256 hashes (C2SP tlog-tiles): full tiles are written once and
// never change, and the right edge of every level is kept in memory. From tiles any root and any
// proof is computed with a handful of reads. Pure: where tiles are kept is the caller's affair.
//
// Tile (level, index) holds the roots of the subtrees of 256^level leaves that begin at leaf
// index * 256^(level + 1); level 0 holds leaf hashes.
#ifndef FIVESTEP_PLATFORM_AUDIT_TILES_H_
#define FIVESTEP_PLATFORM_AUDIT_TILES_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "platform/audit/merkle.h"
#include "platform/core/status.h"

namespace fivestep {

inline constexpr int kTileHeight = 8;
inline constexpr int64_t kTileWidth = 1 << kTileHeight;
// Levels that a log of INT64_MAX events has.
inline constexpr int kMaxTileLevels = 8;

using Tile = std::vector<Sha256Digest>;

// Where tiles are read. `width` hashes are needed, of kTileWidth for a full one; more may be given.
class TileReader {
 public:
  virtual ~TileReader() = default;
  virtual Result<Tile> ReadTile(int level, int64_t index, int64_t width) const = 0;
};

// The right edge of a tree: of each level the hashes that do not fill a tile yet.
class TileEdge {
 public:
  // A tile that has become full, to be kept for ever.
  struct FullTile {
    int level = 0;
    int64_t index = 0;
    Tile hashes;
  };
  TileEdge() = default;
  // The edge of a tree of `size` leaves, read from `reader`, which must have also its partial
  // tiles.
  static Result<TileEdge> Load(int64_t size, const TileReader& reader);

  // Appends one leaf. Tiles that it fills are added to `full`, lower levels first.
  void Append(const Sha256Digest& leaf_hash, std::vector<FullTile>& full);
  int64_t size() const { return size_; }
  // The hashes of the last, partial tile of `level`; empty where the last tile is full.
  const Tile& partial(int level) const { return partial_[static_cast<size_t>(level)]; }

 private:
  int64_t size_ = 0;
  std::vector<Tile> partial_ = std::vector<Tile>(kMaxTileLevels);
};

// The root of the subtree over all of `hashes`. REQUIRES: not empty.
Sha256Digest RootOf(const Sha256Digest* hashes, size_t count);

// The root of the tree of the first `size` leaves. Errors are the reader's.
Result<Sha256Digest> RootAt(int64_t size, const TileReader& reader);
// The compact range of the first `size` leaves.
Result<CompactRange> RangeAt(int64_t size, const TileReader& reader);
// The hash of leaf `index`, from 0.
Result<Sha256Digest> LeafAt(int64_t index, const TileReader& reader);

// The proof that leaf `index` (from 0) is in the tree of the first `size` leaves, from the leaf up
// (RFC 9162, 2.1.3.1). kInvalidArgument unless 0 <= index < size.
Result<std::vector<Sha256Digest>> InclusionProof(int64_t index, int64_t size,
                                                 const TileReader& reader);
// The proof that the tree of `first` leaves begins that of `second` (RFC 9162, 2.1.4.1).
// kInvalidArgument unless 0 < first <= second. Empty where they are equal.
Result<std::vector<Sha256Digest>> ConsistencyProof(int64_t first, int64_t second,
                                                   const TileReader& reader);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_AUDIT_TILES_H_
