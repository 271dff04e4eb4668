// The Merkle tree of RFC 9162 (section 2.1; the hashes are those of RFC 6962): hashing, the state
// that grows a tree, and the verifiers of its two proofs. Pure: no I/O, no clock. All functions are
// thread-safe.
#ifndef FIVESTEP_PLATFORM_AUDIT_MERKLE_H_
#define FIVESTEP_PLATFORM_AUDIT_MERKLE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/audit/sha256.h"

namespace fivestep {

// SHA-256 of 0x00 and the leaf.
Sha256Digest LeafHash(std::string_view leaf);
// SHA-256 of 0x01, left and right.
Sha256Digest NodeHash(const Sha256Digest& left, const Sha256Digest& right);
// The root of the tree without leaves: SHA-256 of nothing.
Sha256Digest EmptyRoot();

// What is needed of a tree to go on appending to it: the roots of the perfect subtrees that it
// consists of, at most 63. Appending costs one hash on average.
class CompactRange {
 public:
  CompactRange() = default;
  // REQUIRES: `hashes` has as many entries as `size` has bits that are set.
  CompactRange(int64_t size, std::vector<Sha256Digest> hashes);

  void Append(const Sha256Digest& leaf_hash);
  int64_t size() const { return size_; }
  // From the largest subtree (the leftmost) to the smallest.
  const std::vector<Sha256Digest>& hashes() const { return hashes_; }
  Sha256Digest Root() const;

  // `size` in 8 bytes, big endian, then the hashes. Decode returns false for anything else.
  std::string Encode() const;
  static bool Decode(std::string_view bytes, CompactRange& range);

 private:
  int64_t size_ = 0;
  std::vector<Sha256Digest> hashes_;
};

// Whether `proof` proves that `leaf_hash` is leaf `index` (from 0) of the tree of `size` leaves
// with this root (RFC 9162, 2.1.3.2). Anything that is not exactly such a proof is refused: hashes
// of another length than 32, a hash too many or too few.
bool VerifyInclusion(uint64_t index, uint64_t size, std::string_view leaf_hash,
                     const std::vector<std::string>& proof, std::string_view root);

// Whether `proof` proves that the tree of `first_size` leaves and root `first_root` is the
// beginning of the tree of `second_size` and `second_root` (RFC 9162, 2.1.4.2). A first size of 0
// is refused, since it proves nothing; equal sizes need equal roots and no proof.
bool VerifyConsistency(uint64_t first_size, uint64_t second_size,
                       const std::vector<std::string>& proof, std::string_view first_root,
                       std::string_view second_root);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_AUDIT_MERKLE_H_
