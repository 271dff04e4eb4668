#include "platform/audit/merkle.h"

#include <bit>
#include <cstring>
#include <stdexcept>

namespace fivestep {
namespace {

constexpr size_t kHashBytes = std::tuple_size_v<Sha256Digest>;
constexpr char kLeafPrefix = 0;
constexpr char kNodePrefix = 1;

bool ToDigest(std::string_view bytes, Sha256Digest& digest) {
  if (bytes.size() != kHashBytes) return false;
  std::memcpy(digest.data(), bytes.data(), kHashBytes);
  return true;
}

std::string_view ViewOf(const Sha256Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

bool ToDigests(const std::vector<std::string>& hashes, std::vector<Sha256Digest>& digests) {
  digests.resize(hashes.size());
  for (size_t i = 0; i < hashes.size(); ++i) {
    if (!ToDigest(hashes[i], digests[i])) return false;
  }
  return true;
}

}  // namespace

Sha256Digest LeafHash(std::string_view leaf) { return Sha256({&kLeafPrefix, 1}, leaf); }

Sha256Digest NodeHash(const Sha256Digest& left, const Sha256Digest& right) {
  char bytes[1 + 2 * kHashBytes];
  bytes[0] = kNodePrefix;
  std::memcpy(bytes + 1, left.data(), kHashBytes);
  std::memcpy(bytes + 1 + kHashBytes, right.data(), kHashBytes);
  return Sha256({bytes, sizeof(bytes)});
}

Sha256Digest EmptyRoot() { return Sha256({}); }

CompactRange::CompactRange(int64_t size, std::vector<Sha256Digest> hashes)
    : size_(size), hashes_(std::move(hashes)) {
  if (std::popcount(static_cast<uint64_t>(size)) != static_cast<int>(hashes_.size())) {
    throw std::logic_error("a compact range has one hash for each bit of its size");
  }
}

// As a binary counter is counted up: each carry joins two subtrees of the same size.
void CompactRange::Append(const Sha256Digest& leaf_hash) {
  hashes_.push_back(leaf_hash);
  for (int64_t rest = size_; (rest & 1) != 0; rest >>= 1) {
    const Sha256Digest right = hashes_.back();
    hashes_.pop_back();
    hashes_.back() = NodeHash(hashes_.back(), right);
  }
  ++size_;
}

Sha256Digest CompactRange::Root() const {
  if (hashes_.empty()) return EmptyRoot();
  Sha256Digest root = hashes_.back();
  for (size_t i = hashes_.size() - 1; i > 0; --i) root = NodeHash(hashes_[i - 1], root);
  return root;
}

std::string CompactRange::Encode() const {
  std::string bytes(8, '\0');
  for (int i = 0; i < 8; ++i) {
    bytes[static_cast<size_t>(7 - i)] = static_cast<char>(static_cast<uint64_t>(size_) >> (8 * i));
  }
  for (const Sha256Digest& hash : hashes_) bytes += ViewOf(hash);
  return bytes;
}

bool CompactRange::Decode(std::string_view bytes, CompactRange& range) {
  if (bytes.size() < 8 || (bytes.size() - 8) % kHashBytes != 0) return false;
  uint64_t size = 0;
  for (size_t i = 0; i < 8; ++i) size = (size << 8) | static_cast<unsigned char>(bytes[i]);
  const size_t count = (bytes.size() - 8) / kHashBytes;
  if (size > INT64_MAX || static_cast<size_t>(std::popcount(size)) != count) return false;
  std::vector<Sha256Digest> hashes(count);
  for (size_t i = 0; i < count; ++i)
    ToDigest(bytes.substr(8 + i * kHashBytes, kHashBytes), hashes[i]);
  range = CompactRange(static_cast<int64_t>(size), std::move(hashes));
  return true;
}

bool VerifyInclusion(uint64_t index, uint64_t size, std::string_view leaf_hash,
                     const std::vector<std::string>& proof, std::string_view root) {
  std::vector<Sha256Digest> hashes;
  Sha256Digest hash;
  if (index >= size || !ToDigest(leaf_hash, hash) || !ToDigests(proof, hashes)) return false;
  uint64_t node = index;
  uint64_t last = size - 1;
  for (const Sha256Digest& sibling : hashes) {
    if (last == 0) return false;
    if ((node & 1) != 0 || node == last) {
      hash = NodeHash(sibling, hash);
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      hash = NodeHash(hash, sibling);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && ViewOf(hash) == root;
}

bool VerifyConsistency(uint64_t first_size, uint64_t second_size,
                       const std::vector<std::string>& proof, std::string_view first_root,
                       std::string_view second_root) {
  if (first_size == 0 || second_size < first_size) return false;
  if (first_size == second_size) return proof.empty() && first_root == second_root;
  std::vector<Sha256Digest> hashes;
  if (proof.empty() || !ToDigests(proof, hashes)) return false;
  // A first tree that is one perfect subtree is its own beginning, and the proof leaves it out.
  if (std::has_single_bit(first_size)) {
    Sha256Digest start;
    if (!ToDigest(first_root, start)) return false;
    hashes.insert(hashes.begin(), start);
  }
  uint64_t node = first_size - 1;
  uint64_t last = second_size - 1;
  while ((node & 1) != 0) {
    node >>= 1;
    last >>= 1;
  }
  Sha256Digest first = hashes.front();
  Sha256Digest second = hashes.front();
  for (size_t i = 1; i < hashes.size(); ++i) {
    if (last == 0) return false;
    if ((node & 1) != 0 || node == last) {
      first = NodeHash(hashes[i], first);
      second = NodeHash(hashes[i], second);
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      second = NodeHash(second, hashes[i]);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && ViewOf(first) == first_root && ViewOf(second) == second_root;
}

}  // namespace fivestep
