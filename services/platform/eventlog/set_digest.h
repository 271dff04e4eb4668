// A digest of a set of key-value pairs that does not depend on their order: two ways to the same
// set are compared without keeping either.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_SET_DIGEST_H_
#define FIVESTEP_PLATFORM_EVENTLOG_SET_DIGEST_H_

#include <cstdint>
#include <cstring>
#include <random>
#include <string_view>

namespace fivestep {

// 128 bits of a byte string under a secret of this object. Without the secret, which is drawn anew
// each time, nobody can prepare two strings with the same hash. Not for anything that leaves the
// process. Thread-safe once made.
class KeyedHash {
 public:
  struct Value {
    uint64_t high = 0;
    uint64_t low = 0;
    bool operator==(const Value&) const = default;
  };
  KeyedHash() {
    std::random_device random;
    for (uint64_t& seed : seeds_) seed = (uint64_t{random()} << 32) | random();
  }
  Value operator()(std::string_view first, std::string_view second) const {
    return {Lane(first, second, seeds_[0], seeds_[1]), Lane(first, second, seeds_[2], seeds_[3])};
  }

 private:
  // Multiply and rotate word by word, with the finish of MurmurHash3 (public domain).
  static uint64_t Mix(uint64_t hash, uint64_t word, uint64_t seed) {
    hash = (hash ^ word) * 0x9E3779B185EBCA87ULL;
    return ((hash << 31) | (hash >> 33)) + seed;
  }
  static uint64_t Feed(uint64_t hash, std::string_view bytes, uint64_t seed) {
    uint64_t word = 0;
    for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
      std::memcpy(&word, bytes.data(), 8);
      hash = Mix(hash, word, seed);
    }
    word = 0;
    if (!bytes.empty()) std::memcpy(&word, bytes.data(), bytes.size());
    return Mix(hash, word, seed);
  }
  static uint64_t Lane(std::string_view first, std::string_view second, uint64_t seed,
                       uint64_t step) {
    uint64_t hash = Mix(seed, (uint64_t{first.size()} << 32) ^ second.size(), step);
    hash = Feed(Feed(hash, first, step), second, step);
    hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDULL;
    hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53ULL;
    return hash ^ (hash >> 33);
  }
  uint64_t seeds_[4];
};

class SetDigest {
 public:
  explicit SetDigest(const KeyedHash* hash) : hash_(hash) {}
  void Add(std::string_view key, std::string_view value) { Change(key, value, 1); }
  void Remove(std::string_view key, std::string_view value) {
    Change(key, value, static_cast<uint64_t>(-1));
  }
  int64_t count() const { return static_cast<int64_t>(count_); }
  // REQUIRES: both were made with the same hash.
  bool operator==(const SetDigest& other) const {
    return count_ == other.count_ && high_ == other.high_ && low_ == other.low_;
  }

 private:
  void Change(std::string_view key, std::string_view value, uint64_t times) {
    const KeyedHash::Value hash = (*hash_)(key, value);
    count_ += times;
    high_ += times * hash.high;
    low_ += times * hash.low;
  }
  const KeyedHash* hash_;
  uint64_t count_ = 0;
  uint64_t high_ = 0;
  uint64_t low_ = 0;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_SET_DIGEST_H_
