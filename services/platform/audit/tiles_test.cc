#include "platform/audit/tiles.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <utility>
#include <vector>

#include "platform/audit/naive_tree.h"

namespace fivestep {
namespace {

using testing::Hashes;
using testing::NaiveRoot;

// Tiles as a log keeps them: full ones for ever, the edge in memory.
class KeptTiles : public TileReader {
 public:
  void Append(const Sha256Digest& leaf) {
    std::vector<TileEdge::FullTile> full;
    edge_.Append(leaf, full);
    for (TileEdge::FullTile& tile : full) {
      const auto [kept, added] = full_.emplace(std::pair(tile.level, tile.index), tile.hashes);
      EXPECT_TRUE(added) << "a full tile is written once";
    }
  }
  Result<Tile> ReadTile(int level, int64_t index, int64_t width) const override {
    ++reads_;
    const auto found = full_.find({level, index});
    if (found != full_.end()) return found->second;
    const bool last = index == (edge_.size() >> ((level + 1) * kTileHeight));
    if (!last || width > static_cast<int64_t>(edge_.partial(level).size())) {
      return NotFound("There is no such tile.");
    }
    return edge_.partial(level);
  }
  const TileEdge& edge() const { return edge_; }
  size_t full_count() const { return full_.size(); }
  void Lose(int level, int64_t index) { full_.erase({level, index}); }
  void Cut(int level, int64_t index) { full_[{level, index}].resize(3); }
  int reads() const { return std::exchange(reads_, 0); }

 private:
  TileEdge edge_;
  std::map<std::pair<int, int64_t>, Tile> full_;
  mutable int reads_ = 0;
};

KeptTiles TilesOf(const Hashes& leaves, size_t count) {
  KeptTiles tiles;
  for (size_t i = 0; i < count; ++i) tiles.Append(leaves[i]);
  return tiles;
}

void ExpectSameEdge(const TileEdge& a, const TileEdge& b) {
  EXPECT_EQ(a.size(), b.size());
  for (int level = 0; level < kMaxTileLevels; ++level)
    EXPECT_EQ(a.partial(level), b.partial(level));
}

// Around the borders of tiles of both levels, and anywhere.
std::vector<size_t> SampledSizes() {
  std::vector<size_t> sizes = {1,     2,     3,     255,   256,   257,   511,
                               512,   513,   1000,  65279, 65280, 65535, 65536,
                               65537, 65791, 65792, 65793, 66047, 70000};
  std::mt19937 random(7);
  for (int i = 0; i < 12; ++i) sizes.push_back(1 + random() % 70000);
  return sizes;
}

class LargeTree : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    leaves_ = new Hashes(testing::NumberedLeaves(70000));
    tiles_ = new KeptTiles(TilesOf(*leaves_, leaves_->size()));
  }
  static void TearDownTestSuite() {
    delete tiles_;
    delete leaves_;
  }
  static Hashes* leaves_;
  static KeptTiles* tiles_;
};
Hashes* LargeTree::leaves_ = nullptr;
KeptTiles* LargeTree::tiles_ = nullptr;

TEST_F(LargeTree, HasTheRootOfTheRfcAtEarlierSizesToo) {
  for (const size_t size : SampledSizes()) {
    const Sha256Digest expected = NaiveRoot(leaves_->data(), size);
    const auto root = RootAt(static_cast<int64_t>(size), *tiles_);
    ASSERT_TRUE(root.ok()) << size << ": " << root.status().ToString();
    EXPECT_EQ(*root, expected) << size;
    EXPECT_LE(tiles_->reads(), 2 * kMaxTileLevels) << size;
    const auto range = RangeAt(static_cast<int64_t>(size), *tiles_);
    ASSERT_TRUE(range.ok()) << size;
    EXPECT_EQ(range->Root(), expected) << size;
    EXPECT_EQ(range->size(), static_cast<int64_t>(size));
  }
}

TEST_F(LargeTree, GivesTheProofsOfTheRfc) {
  std::mt19937 random(11);
  for (const size_t size : SampledSizes()) {
    const size_t index = random() % size;
    const auto inclusion =
        InclusionProof(static_cast<int64_t>(index), static_cast<int64_t>(size), *tiles_);
    ASSERT_TRUE(inclusion.ok());
    EXPECT_EQ(*inclusion, testing::NaivePath(index, leaves_->data(), size));
    const size_t first = 1 + random() % size;
    const auto consistency =
        ConsistencyProof(static_cast<int64_t>(first), static_cast<int64_t>(size), *tiles_);
    ASSERT_TRUE(consistency.ok());
    EXPECT_EQ(*consistency, testing::NaiveSubproof(first, leaves_->data(), size, true));
    EXPECT_EQ(*LeafAt(static_cast<int64_t>(index), *tiles_), (*leaves_)[index]);
  }
}

TEST_F(LargeTree, KeepsOneTileForEach256AndOneAboveThem) {
  EXPECT_EQ(tiles_->full_count(), 70000u / 256 + 70000u / 65536);
}

TEST(TileEdge, IsLoadedAsItWasAtEverySize) {
  const Hashes leaves = testing::NumberedLeaves(600);
  KeptTiles tiles;
  for (size_t size = 0; size < leaves.size(); ++size) {
    const auto loaded = TileEdge::Load(static_cast<int64_t>(size), tiles);
    ASSERT_TRUE(loaded.ok()) << size << ": " << loaded.status().ToString();
    ExpectSameEdge(*loaded, tiles.edge());
    tiles.Append(leaves[size]);
  }
}

TEST(Tiles, TheEmptyTreeHasTheEmptyRootAndNoProofs) {
  const KeptTiles none;
  EXPECT_EQ(*RootAt(0, none), EmptyRoot());
  EXPECT_EQ(RangeAt(0, none)->size(), 0);
  EXPECT_FALSE(InclusionProof(0, 0, none).ok());
  EXPECT_FALSE(ConsistencyProof(0, 0, none).ok());
}

TEST(Tiles, ProofsOfWhatTheTreeDoesNotHaveAreRefused) {
  const KeptTiles tiles = TilesOf(testing::NumberedLeaves(10), 10);
  for (const auto& [index, size] :
       std::vector<std::pair<int64_t, int64_t>>{{-1, 10}, {10, 10}, {11, 10}, {0, -1}}) {
    const auto proof = InclusionProof(index, size, tiles);
    ASSERT_FALSE(proof.ok()) << index << " of " << size;
    EXPECT_EQ(proof.status().code(), Code::kInvalidArgument);
  }
  for (const auto& [first, second] :
       std::vector<std::pair<int64_t, int64_t>>{{0, 10}, {-1, 10}, {10, 9}}) {
    const auto proof = ConsistencyProof(first, second, tiles);
    ASSERT_FALSE(proof.ok()) << first << " in " << second;
    EXPECT_EQ(proof.status().code(), Code::kInvalidArgument);
  }
  EXPECT_FALSE(RootAt(-1, tiles).ok());
  EXPECT_FALSE(RootAt(11, tiles).ok());
  EXPECT_TRUE(ConsistencyProof(10, 10, tiles)->empty());
}

TEST(Tiles, ALostTileIsAnErrorAndNoWrongProof) {
  const Hashes leaves = testing::NumberedLeaves(600);
  KeptTiles tiles = TilesOf(leaves, leaves.size());
  tiles.Lose(0, 1);
  EXPECT_FALSE(InclusionProof(300, 600, tiles).ok());
  EXPECT_FALSE(LeafAt(300, tiles).ok());
  EXPECT_TRUE(LeafAt(10, tiles).ok());
}

TEST(Tiles, ATileThatLostItsEndIsDataLoss) {
  const Hashes leaves = testing::NumberedLeaves(600);
  KeptTiles tiles = TilesOf(leaves, leaves.size());
  tiles.Cut(0, 1);
  const auto leaf = LeafAt(300, tiles);
  ASSERT_FALSE(leaf.ok());
  EXPECT_EQ(leaf.status().code(), Code::kDataLoss);
}

}  // namespace
}  // namespace fivestep
