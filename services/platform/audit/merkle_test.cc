#include "platform/audit/merkle.h"

#include <gtest/gtest.h>

#include <bit>
#include <stdexcept>
#include <string>
#include <vector>

#include "platform/audit/naive_tree.h"

namespace fivestep {
namespace {

using testing::Hashes;
using testing::NaiveRoot;
using testing::Slice;

constexpr int kVectorSize = 130;

// The eight leaves that the implementations of RFC 6962 test themselves with.
Hashes KnownLeaves() {
  Hashes leaves;
  for (const std::string& leaf : std::vector<std::string>{
           std::string(), std::string("\x00", 1), std::string("\x10"), std::string("\x20\x21"),
           std::string("\x30\x31"), std::string("\x40\x41\x42\x43"),
           std::string("\x50\x51\x52\x53\x54\x55\x56\x57"),
           std::string("\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f")}) {
    leaves.push_back(LeafHash(leaf));
  }
  return leaves;
}

const char* const kKnownRoots[] = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

CompactRange RangeOf(const Hashes& leaves) {
  CompactRange range;
  for (const Sha256Digest& leaf : leaves) range.Append(leaf);
  return range;
}

// Leaf i is the one byte i.
Hashes VectorLeaves() {
  Hashes leaves;
  for (int i = 0; i < kVectorSize; ++i)
    leaves.push_back(LeafHash(std::string(1, static_cast<char>(i))));
  return leaves;
}

// Whether a tree can have [begin, end) as a subtree (draft-ietf-plants-merkle-tree-certs).
bool IsSubtree(size_t begin, size_t end) { return begin % std::bit_ceil(end - begin) == 0; }

std::string RangeText(size_t begin, size_t end) {
  return "[" + std::to_string(begin) + ", " + std::to_string(end) + ")";
}

TEST(Merkle, TheRootsOfTheKnownLeavesAreAsPublished) {
  const Hashes leaves = KnownLeaves();
  for (size_t size = 0; size <= leaves.size(); ++size) {
    EXPECT_EQ(ToHex(RangeOf(Slice(leaves, 0, size)).Root()), kKnownRoots[size]) << size;
    EXPECT_EQ(ToHex(NaiveRoot(leaves.data(), size)), kKnownRoots[size]) << size;
  }
}

// The digest over the lines `[begin, end) root` of all subtrees, as the draft publishes it.
TEST(Merkle, TheRootsOfAllSubtreesGiveThePublishedDigest) {
  const Hashes leaves = VectorLeaves();
  std::string lines;
  for (size_t end = 0; end <= kVectorSize; ++end) {
    for (size_t begin = 0; begin <= end; ++begin) {
      if (!IsSubtree(begin, end)) continue;
      lines +=
          RangeText(begin, end) + " " + ToHex(RangeOf(Slice(leaves, begin, end)).Root()) + "\n";
    }
  }
  EXPECT_EQ(ToHex(Sha256(lines)),
            "b82806ad4265bb151c1119c0f4db437bb4d1a1f887b3a7fba1cd4ebf552e3e81");
}

TEST(Merkle, AllInclusionProofsInSubtreesGiveThePublishedDigest) {
  const Hashes leaves = VectorLeaves();
  std::string lines;
  for (size_t end = 0; end <= kVectorSize; ++end) {
    for (size_t begin = 0; begin < end; ++begin) {
      if (!IsSubtree(begin, end)) continue;
      const testing::NaiveTiles tiles(Slice(leaves, begin, end));
      for (size_t i = begin; i < end; ++i) {
        const auto proof = InclusionProof(static_cast<int64_t>(i - begin),
                                          static_cast<int64_t>(end - begin), tiles);
        ASSERT_TRUE(proof.ok());
        lines += std::to_string(i) + " " + RangeText(begin, end);
        for (const Sha256Digest& hash : *proof) lines += " " + ToHex(hash);
        lines += "\n";
      }
    }
  }
  EXPECT_EQ(ToHex(Sha256(lines)),
            "ac2a8f989e44d99e399db448050ff5f19757df53cfb716aa81015d3955d8163f");
}

TEST(CompactRange, HasTheRootOfTheWholeTreeAtEverySize) {
  const Hashes leaves = testing::NumberedLeaves(300);
  CompactRange range;
  for (size_t size = 0; size <= leaves.size(); ++size) {
    EXPECT_EQ(range.Root(), NaiveRoot(leaves.data(), size)) << size;
    EXPECT_EQ(range.size(), static_cast<int64_t>(size));
    if (size < leaves.size()) range.Append(leaves[size]);
  }
}

TEST(CompactRange, GoesOnFromItsEncodingAsIfItHadNeverStopped) {
  const Hashes leaves = testing::NumberedLeaves(100);
  CompactRange range;
  for (const Sha256Digest& leaf : leaves) {
    CompactRange read;
    ASSERT_TRUE(CompactRange::Decode(range.Encode(), read));
    EXPECT_EQ(read.Root(), range.Root());
    range = read;
    range.Append(leaf);
  }
  EXPECT_EQ(range.Root(), NaiveRoot(leaves.data(), leaves.size()));
}

TEST(CompactRange, DecodesNothingButWhatItEncodes) {
  const std::string good = RangeOf(testing::NumberedLeaves(5)).Encode();
  CompactRange range;
  EXPECT_TRUE(CompactRange::Decode(good, range));
  for (const std::string& bad :
       {std::string(), std::string("1234567"), good.substr(0, good.size() - 1), good + "x",
        good + std::string(32, 'x'), good.substr(0, good.size() - 32),
        std::string(8, '\xff') + std::string(64 * 32, 'x')}) {
    EXPECT_FALSE(CompactRange::Decode(bad, range)) << bad.size();
  }
  EXPECT_EQ(range.size(), 5) << "a refused encoding leaves the range as it was";
}

TEST(CompactRange, OfAnotherNumberOfHashesThanItsSizeHasBitsIsABug) {
  EXPECT_THROW(CompactRange(3, Hashes(1)), std::logic_error);
}

TEST(VerifyInclusion, RefusesAnIndexThatTheTreeDoesNotHave) {
  const Sha256Digest leaf = LeafHash("only");
  EXPECT_TRUE(VerifyInclusion(0, 1, testing::Bytes(leaf), {}, testing::Bytes(leaf)));
  EXPECT_FALSE(VerifyInclusion(1, 1, testing::Bytes(leaf), {}, testing::Bytes(leaf)));
  EXPECT_FALSE(VerifyInclusion(0, 0, testing::Bytes(leaf), {}, testing::Bytes(leaf)));
  EXPECT_FALSE(VerifyInclusion(UINT64_MAX, UINT64_MAX, testing::Bytes(leaf), {}, ""));
}

TEST(VerifyInclusion, RefusesHashesOfAnotherLength) {
  const Hashes leaves = testing::NumberedLeaves(2);
  const std::string root = testing::Bytes(NaiveRoot(leaves.data(), 2));
  const std::string leaf = testing::Bytes(leaves[0]);
  const std::string other = testing::Bytes(leaves[1]);
  ASSERT_TRUE(VerifyInclusion(0, 2, leaf, {other}, root));
  EXPECT_FALSE(VerifyInclusion(0, 2, leaf.substr(1), {other}, root));
  EXPECT_FALSE(VerifyInclusion(0, 2, leaf, {other + "x"}, root));
  EXPECT_FALSE(VerifyInclusion(0, 2, leaf, {other, ""}, root));
  EXPECT_FALSE(VerifyInclusion(0, 2, leaf, {other}, root.substr(1)));
  EXPECT_FALSE(VerifyInclusion(0, 2, leaf, {}, root));
}

// A proof of an inner node would let a node's two hashes pass as an event.
TEST(VerifyInclusion, RefusesAnInnerNodeAsALeafOfASmallerTree) {
  const Hashes leaves = testing::NumberedLeaves(4);
  const std::string root = testing::Bytes(NaiveRoot(leaves.data(), 4));
  const std::string left = testing::Bytes(NodeHash(leaves[0], leaves[1]));
  const std::string right = testing::Bytes(NodeHash(leaves[2], leaves[3]));
  EXPECT_FALSE(VerifyInclusion(0, 4, left, {right}, root));
}

TEST(VerifyConsistency, AnEmptyFirstTreeProvesNothing) {
  const std::string empty = testing::Bytes(EmptyRoot());
  EXPECT_FALSE(VerifyConsistency(0, 0, {}, empty, empty));
  EXPECT_FALSE(VerifyConsistency(0, 1, {}, empty, testing::Bytes(LeafHash("x"))));
}

TEST(VerifyConsistency, EqualSizesNeedEqualRootsAndNoProof) {
  const std::string root = testing::Bytes(LeafHash("x"));
  const std::string other = testing::Bytes(LeafHash("y"));
  EXPECT_TRUE(VerifyConsistency(1, 1, {}, root, root));
  EXPECT_FALSE(VerifyConsistency(1, 1, {}, root, other));
  EXPECT_FALSE(VerifyConsistency(1, 1, {root}, root, root));
  EXPECT_FALSE(VerifyConsistency(2, 1, {}, root, root));
}

}  // namespace
}  // namespace fivestep
