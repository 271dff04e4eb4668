#include "analysis/import/word_list.h"

#include <cstring>
#include <utility>

namespace fivestep::analysis {
namespace {

// Mixes two words by a 128-bit product (the step of wyhash, public domain).
std::uint64_t Mix(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

constexpr std::uint64_t kFirst = 0xa0761d6478bd642fULL;
constexpr std::uint64_t kSecond = 0xe7037ed1a0b428dbULL;

std::uint64_t Load(const char* bytes, std::size_t count) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, count);
  return word;
}

std::uint64_t HashOf(std::string_view word) {
  std::uint64_t hash = kFirst ^ word.size();
  const char* at = word.data();
  std::size_t rest = word.size();
  for (; rest > 8; at += 8, rest -= 8) hash = Mix(hash ^ Load(at, 8), kSecond);
  return Mix(hash ^ (rest == 0 ? 0 : Load(at, rest)), kFirst);
}

}  // namespace

const WordList::Slot* WordList::Look(std::string_view word, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  const auto tag = static_cast<std::uint32_t>(hash >> 32);
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.number_plus_one == 0) return &slot;
    if (slot.hash == tag && IsSameWord(words_[slot.number_plus_one - 1], word)) return &slot;
  }
}

std::uint32_t WordList::Add(std::string_view word) {
  const std::uint64_t hash = HashOf(word);
  const Slot* found = Look(word, hash);
  if (found->number_plus_one != 0) return found->number_plus_one - 1;
  words_.emplace_back(word);
  bytes_ += word.size();
  slots_[static_cast<std::size_t>(found - slots_.data())] = {static_cast<std::uint32_t>(hash >> 32),
                                                             size()};
  if (words_.size() * 4 > slots_.size() * 3) Grow();
  return size() - 1;
}

std::uint32_t WordList::Find(std::string_view word) const {
  const Slot* found = Look(word, HashOf(word));
  return found->number_plus_one == 0 ? size() : found->number_plus_one - 1;
}

void WordList::Grow() {
  std::vector<Slot> slots(slots_.size() * 2);
  const std::size_t mask = slots.size() - 1;
  for (std::uint32_t number = 0; number < size(); ++number) {
    const std::uint64_t hash = HashOf(words_[number]);
    std::size_t at = hash & mask;
    while (slots[at].number_plus_one != 0) at = (at + 1) & mask;
    slots[at] = {static_cast<std::uint32_t>(hash >> 32), number + 1};
  }
  slots_ = std::move(slots);
}

std::uint64_t Fingerprint(std::span<const std::uint32_t> codes) {
  std::uint64_t hash = Mix(kSecond, codes.size() + 1);
  for (std::size_t i = 0; i < codes.size(); i += 2) {
    const std::uint64_t second = i + 1 < codes.size() ? codes[i + 1] : 0;
    hash = Mix(hash ^ (codes[i] | second << 32), kFirst);
  }
  // 0 stands for a free slot.
  return hash == 0 ? 1 : hash;
}

bool FingerprintSet::Put(std::vector<std::uint64_t>& slots, std::uint64_t fingerprint) {
  // The low bits chose the part; these choose the slot, whatever the number of slots.
  __extension__ using Wide = unsigned __int128;
  auto at = static_cast<std::size_t>((static_cast<Wide>(fingerprint) * slots.size()) >> 64);
  while (slots[at] != 0) {
    if (slots[at] == fingerprint) return false;
    if (++at == slots.size()) at = 0;
  }
  slots[at] = fingerprint;
  return true;
}

void FingerprintSet::Grow(Part& part) {
  std::vector<std::uint64_t> slots(part.slots.empty() ? 64 : part.slots.size() * 9 / 8);
  for (const std::uint64_t fingerprint : part.slots) {
    if (fingerprint != 0) Put(slots, fingerprint);
  }
  part.slots = std::move(slots);
}

bool FingerprintSet::Insert(std::uint64_t fingerprint) {
  Part& part = parts_[fingerprint % parts_.size()];
  if (part.used * 100 >= part.slots.size() * 88) Grow(part);
  if (!Put(part.slots, fingerprint)) return false;
  ++part.used;
  return true;
}

}  // namespace fivestep::analysis
