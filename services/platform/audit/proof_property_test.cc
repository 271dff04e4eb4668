// Every proof in every tree of up to 300 leaves, and what becomes of it when one bit changes.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "platform/audit/merkle.h"
#include "platform/audit/naive_tree.h"
#include "platform/audit/tiles.h"

namespace fivestep {
namespace {

using testing::Bytes;
using testing::Hashes;
using testing::NaiveRoot;
using testing::NaiveTiles;

constexpr size_t kMaxLeaves = 300;

// The roots of all trees, and the tiles, of one set of leaves; made once.
struct Forest {
  Hashes leaves = testing::NumberedLeaves(kMaxLeaves);
  NaiveTiles tiles{leaves};
  std::vector<std::string> roots;
  Forest() {
    CompactRange range;
    for (const Sha256Digest& leaf : leaves) {
      roots.push_back(Bytes(range.Root()));
      range.Append(leaf);
    }
    roots.push_back(Bytes(range.Root()));
  }
};

const Forest& TheForest() {
  static const Forest forest;
  return forest;
}

std::vector<std::string> InclusionOf(size_t index, size_t size) {
  const auto proof =
      InclusionProof(static_cast<int64_t>(index), static_cast<int64_t>(size), TheForest().tiles);
  return Bytes(*proof);
}

std::vector<std::string> ConsistencyOf(size_t first, size_t second) {
  const auto proof = ConsistencyProof(static_cast<int64_t>(first), static_cast<int64_t>(second),
                                      TheForest().tiles);
  return Bytes(*proof);
}

std::string Flipped(std::string bytes, size_t bit) {
  bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
  return bytes;
}

// All small trees and some larger ones; the rest are checked by the verifier alone, to save time.
bool HeldAgainstTheRfc(size_t size) { return size < 70 || size % 23 == 0; }

// Any one bit of any one of the hashes.
std::string AnyBitFlipped(const std::string& bytes) {
  return Flipped(bytes, *rc::gen::inRange<size_t>(0, bytes.size() * 8));
}

TEST(Proofs, EveryInclusionProofOfEveryTreeUpTo300LeavesVerifies) {
  const Forest& forest = TheForest();
  for (size_t size = 1; size <= kMaxLeaves; ++size) {
    for (size_t index = 0; index < size; ++index) {
      const std::vector<std::string> proof = InclusionOf(index, size);
      if (HeldAgainstTheRfc(size)) {
        ASSERT_EQ(proof, Bytes(testing::NaivePath(index, forest.leaves.data(), size)));
      }
      ASSERT_TRUE(
          VerifyInclusion(index, size, Bytes(forest.leaves[index]), proof, forest.roots[size]))
          << index << " of " << size;
    }
  }
}

TEST(Proofs, EveryConsistencyProofOfEveryTreeUpTo300LeavesVerifies) {
  const Forest& forest = TheForest();
  for (size_t second = 1; second <= kMaxLeaves; ++second) {
    for (size_t first = 1; first <= second; ++first) {
      const std::vector<std::string> proof = ConsistencyOf(first, second);
      if (HeldAgainstTheRfc(second)) {
        ASSERT_EQ(proof, Bytes(testing::NaiveSubproof(first, forest.leaves.data(), second, true)));
      }
      ASSERT_TRUE(
          VerifyConsistency(first, second, proof, forest.roots[first], forest.roots[second]))
          << first << " in " << second;
    }
  }
}

RC_GTEST_PROP(Proofs, AnInclusionProofIsRefusedWhenOneBitOfAnyInputChanges, ()) {
  const Forest& forest = TheForest();
  const size_t size = *rc::gen::inRange<size_t>(1, kMaxLeaves + 1);
  const size_t index = *rc::gen::inRange<size_t>(0, size);
  const std::string leaf = Bytes(forest.leaves[index]);
  const std::string& root = forest.roots[size];
  const std::vector<std::string> proof = InclusionOf(index, size);
  RC_ASSERT(VerifyInclusion(index, size, leaf, proof, root));
  RC_ASSERT(!VerifyInclusion(index, size, AnyBitFlipped(leaf), proof, root));
  RC_ASSERT(!VerifyInclusion(index, size, leaf, proof, AnyBitFlipped(root)));
  for (size_t i = 0; i < proof.size(); ++i) {
    std::vector<std::string> bad = proof;
    bad[i] = AnyBitFlipped(bad[i]);
    RC_ASSERT(!VerifyInclusion(index, size, leaf, bad, root));
    bad = proof;
    bad.erase(bad.begin() + static_cast<std::ptrdiff_t>(i));
    RC_ASSERT(!VerifyInclusion(index, size, leaf, bad, root));
    bad = proof;
    bad.insert(bad.begin() + static_cast<std::ptrdiff_t>(i), proof[i]);
    RC_ASSERT(!VerifyInclusion(index, size, leaf, bad, root));
  }
  for (int bit = 0; bit < 64; ++bit) {
    RC_ASSERT(!VerifyInclusion(index ^ (uint64_t{1} << bit), size, leaf, proof, root));
  }
}

// A size is part of what is signed, so a proof need not refuse another size that gives the same
// way to the root; it must refuse those that give another way.
RC_GTEST_PROP(Proofs, AConsistencyProofIsRefusedWhenOneBitOfAnyHashChanges, ()) {
  const Forest& forest = TheForest();
  const size_t second = *rc::gen::inRange<size_t>(1, kMaxLeaves + 1);
  const size_t first = *rc::gen::inRange<size_t>(1, second + 1);
  const std::string& old_root = forest.roots[first];
  const std::string& new_root = forest.roots[second];
  const std::vector<std::string> proof = ConsistencyOf(first, second);
  RC_ASSERT(VerifyConsistency(first, second, proof, old_root, new_root));
  RC_ASSERT(!VerifyConsistency(first, second, proof, AnyBitFlipped(old_root), new_root));
  RC_ASSERT(!VerifyConsistency(first, second, proof, old_root, AnyBitFlipped(new_root)));
  for (size_t i = 0; i < proof.size(); ++i) {
    std::vector<std::string> bad = proof;
    bad[i] = AnyBitFlipped(bad[i]);
    RC_ASSERT(!VerifyConsistency(first, second, bad, old_root, new_root));
    bad = proof;
    bad.erase(bad.begin() + static_cast<std::ptrdiff_t>(i));
    RC_ASSERT(!VerifyConsistency(first, second, bad, old_root, new_root));
  }
  std::vector<std::string> longer = proof;
  longer.push_back(new_root);
  RC_ASSERT(!VerifyConsistency(first, second, longer, old_root, new_root));
}

RC_GTEST_PROP(Proofs, TwoHistoriesThatDifferInOneEventAreNeverConsistent, ()) {
  const Forest& forest = TheForest();
  const size_t second = *rc::gen::inRange<size_t>(2, kMaxLeaves + 1);
  const size_t first = *rc::gen::inRange<size_t>(1, second);
  const size_t altered = *rc::gen::inRange<size_t>(0, first);
  Hashes other = testing::Slice(forest.leaves, 0, second);
  other[altered] = LeafHash("altered");
  const NaiveTiles tiles(other);
  const auto proof =
      ConsistencyProof(static_cast<int64_t>(first), static_cast<int64_t>(second), tiles);
  RC_ASSERT(!VerifyConsistency(first, second, Bytes(*proof), forest.roots[first],
                               Bytes(NaiveRoot(other.data(), second))));
}

}  // namespace
}  // namespace fivestep
