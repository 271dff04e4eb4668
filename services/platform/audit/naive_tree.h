// RFC 9162, section 2.1, word by word: slow, and what the tests hold everything else against.
#ifndef FIVESTEP_PLATFORM_AUDIT_NAIVE_TREE_H_
#define FIVESTEP_PLATFORM_AUDIT_NAIVE_TREE_H_

#include <string>
#include <vector>

#include "platform/audit/merkle.h"
#include "platform/audit/tiles.h"

namespace fivestep::testing {

using Hashes = std::vector<Sha256Digest>;

inline Hashes Slice(const Hashes& leaves, size_t begin, size_t end) {
  return Hashes(leaves.begin() + static_cast<std::ptrdiff_t>(begin),
                leaves.begin() + static_cast<std::ptrdiff_t>(end));
}

// The largest power of two below `count`.
inline size_t NaiveSplit(size_t count) {
  size_t split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

// MTH over leaf hashes (2.1.1).
inline Sha256Digest NaiveRoot(const Sha256Digest* leaves, size_t count) {
  if (count == 0) return EmptyRoot();
  if (count == 1) return leaves[0];
  const size_t split = NaiveSplit(count);
  return NodeHash(NaiveRoot(leaves, split), NaiveRoot(leaves + split, count - split));
}

// PATH(m, D_n) (2.1.3.1).
inline Hashes NaivePath(size_t index, const Sha256Digest* leaves, size_t count) {
  if (count == 1) return {};
  const size_t split = NaiveSplit(count);
  Hashes path;
  if (index < split) {
    path = NaivePath(index, leaves, split);
    path.push_back(NaiveRoot(leaves + split, count - split));
  } else {
    path = NaivePath(index - split, leaves + split, count - split);
    path.push_back(NaiveRoot(leaves, split));
  }
  return path;
}

// SUBPROOF(m, D_n, b) (2.1.4.1).
inline Hashes NaiveSubproof(size_t first, const Sha256Digest* leaves, size_t count, bool known) {
  if (first == count) return known ? Hashes{} : Hashes{NaiveRoot(leaves, count)};
  const size_t split = NaiveSplit(count);
  Hashes proof;
  if (first <= split) {
    proof = NaiveSubproof(first, leaves, split, known);
    proof.push_back(NaiveRoot(leaves + split, count - split));
  } else {
    proof = NaiveSubproof(first - split, leaves + split, count - split, false);
    proof.push_back(NaiveRoot(leaves, split));
  }
  return proof;
}

// Leaf hashes of the leaves `<seed>0`, `<seed>1`, …
inline Hashes NumberedLeaves(size_t count, const std::string& seed = "leaf ") {
  Hashes leaves;
  leaves.reserve(count);
  for (size_t i = 0; i < count; ++i) leaves.push_back(LeafHash(seed + std::to_string(i)));
  return leaves;
}

inline std::string Bytes(const Sha256Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

inline std::vector<std::string> Bytes(const Hashes& hashes) {
  std::vector<std::string> bytes;
  for (const Sha256Digest& hash : hashes) bytes.push_back(Bytes(hash));
  return bytes;
}

// The tiles of a tree, worked out from all of its leaves whenever one is read.
class NaiveTiles : public TileReader {
 public:
  explicit NaiveTiles(Hashes leaves) : leaves_(std::move(leaves)) {}

  Result<Tile> ReadTile(int level, int64_t index, int64_t width) const override {
    const size_t span = size_t{1} << (level * kTileHeight);
    Tile tile;
    for (int64_t i = 0; i < width; ++i) {
      const size_t begin = static_cast<size_t>(index * kTileWidth + i) * span;
      if (begin + span > leaves_.size()) return NotFound("The tree ends before that tile.");
      tile.push_back(NaiveRoot(leaves_.data() + begin, span));
    }
    return tile;
  }

 private:
  Hashes leaves_;
};

}  // namespace fivestep::testing

#endif  // FIVESTEP_PLATFORM_AUDIT_NAIVE_TREE_H_
