// Words with numbers: each word is stored once. And a set of fingerprints, for finding repeats.
#ifndef FIVESTEP_ANALYSIS_IMPORT_WORD_LIST_H_
#define FIVESTEP_ANALYSIS_IMPORT_WORD_LIST_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fivestep::analysis {

// Whether two words are the same. Most are short, and a call to memcmp costs more than comparing
// them.
inline bool IsSameWord(std::string_view a, std::string_view b) {
  const auto load = []<class Word>(const char* bytes, Word word) {
    std::memcpy(&word, bytes, sizeof(Word));
    return word;
  };
  const auto same = [&]<class Word>(std::size_t at, Word word) {
    return load(a.data() + at, word) == load(b.data() + at, word);
  };
  if (a.size() != b.size()) return false;
  if (a.size() > 16) return a == b;
  if (a.size() >= 8) {
    return same(0, std::uint64_t{}) && same(a.size() - 8, std::uint64_t{});
  }
  if (a.size() >= 4) return same(0, std::uint32_t{}) && same(a.size() - 4, std::uint32_t{});
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] != b[i]) return false;
  }
  return true;
}

// Numbers words in the order of their first occurrence, from 0. One thread.
class WordList {
 public:
  // The number of `word`, which is a new one when it has not been seen.
  std::uint32_t Add(std::string_view word);
  // The number of `word`, or size() when it has none.
  std::uint32_t Find(std::string_view word) const;

  std::uint32_t size() const { return static_cast<std::uint32_t>(words_.size()); }
  const std::string& word(std::uint32_t number) const { return words_[number]; }
  // Bytes of all words.
  std::size_t bytes() const { return bytes_; }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number_plus_one = 0;  // 0: free
  };
  const Slot* Look(std::string_view word, std::uint64_t hash) const;
  void Grow();

  std::deque<std::string> words_;
  std::vector<Slot> slots_ = std::vector<Slot>(16);
  std::size_t bytes_ = 0;
};

// The fingerprint of a row's labels. Two rows of 20 million have the same one by chance in one file
// of 90,000 at most: (2e7)^2 / 2 / 2^64.
std::uint64_t Fingerprint(std::span<const std::uint32_t> codes);

// A set of fingerprints: 9.1 to 10.3 bytes for each, in 64 parts that grow one at a time, so that
// growing never holds all twice. One thread.
class FingerprintSet {
 public:
  // False when it was there already.
  bool Insert(std::uint64_t fingerprint);

 private:
  struct Part {
    std::vector<std::uint64_t> slots;
    std::size_t used = 0;
  };
  static void Grow(Part& part);
  static bool Put(std::vector<std::uint64_t>& slots, std::uint64_t fingerprint);

  std::vector<Part> parts_ = std::vector<Part>(64);
};

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_IMPORT_WORD_LIST_H_
