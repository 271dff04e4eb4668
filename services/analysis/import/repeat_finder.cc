#include "analysis/import/repeat_finder.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace fivestep::analysis {
namespace {

// Enough for some areas of a file that is sorted by area.
constexpr std::size_t kLearntRows = 2'048;
// Of the 64 rows of a family.
constexpr int kBits = 6;
constexpr std::size_t kFirstSlots = 4'096;
// Families of fewer rows take more memory than fingerprints of rows do, when 16 bytes a slot, slots
// that are free and the old slots while they are moved are counted. Below half a million it does
// not matter, and a file in no order has not yet filled its families.
constexpr std::size_t kFewFamilies = 1u << 19;
constexpr std::size_t kMinRowsInFamily = 8;

std::uint64_t RowOf(std::uint64_t family, std::uint32_t place) {
  const std::array<std::uint32_t, 3> codes = {static_cast<std::uint32_t>(family),
                                              static_cast<std::uint32_t>(family >> 32), place};
  return Fingerprint(codes);
}

}  // namespace

bool RepeatFinder::IsRepeat(std::span<const std::uint32_t> codes) {
  switch (stage_) {
    case Stage::kLearning:
      return !Learn(codes);
    case Stage::kFamilies:
      return !AddToFamily(codes);
    case Stage::kRows:
      break;
  }
  return !rows_.Insert(RowOf(FamilyOf(codes), PlaceOf(codes)));
}

bool RepeatFinder::Learn(std::span<const std::uint32_t> codes) {
  if (!rows_.Insert(Fingerprint(codes))) return false;
  first_codes_.insert(first_codes_.end(), codes.begin(), codes.end());
  if (first_codes_.size() < kLearntRows * labels_) return true;
  ChooseBits();
  rows_ = {};
  families_.resize(kFirstSlots);
  stage_ = Stage::kFamilies;
  for (std::size_t at = 0; at < first_codes_.size(); at += labels_) {
    AddToFamily(std::span(first_codes_).subspan(at, labels_));
  }
  first_codes_ = {};
  return true;
}

// One bit after the other, each from the label that leaves the fewest families; among equals from
// the one with the fewest words, which is the likeliest to fill its families.
void RepeatFinder::ChooseBits() {
  std::vector<std::uint32_t> largest(labels_);
  for (std::size_t i = 0; i < first_codes_.size(); ++i) {
    std::uint32_t& most = largest[i % labels_];
    most = std::max(most, first_codes_[i]);
  }
  for (int bit = 0; bit < kBits; ++bit) {
    std::pair<std::size_t, std::uint32_t> best;
    std::size_t chosen = labels_;
    for (std::size_t label = 0; label < labels_; ++label) {
      if (largest[label] >> shifts_[label] == 0) continue;
      const std::pair candidate(FamiliesWithout(label), largest[label]);
      if (chosen != labels_ && candidate >= best) continue;
      best = candidate;
      chosen = label;
    }
    if (chosen == labels_) return;
    ++shifts_[chosen];
  }
}

// How many families the first rows would fall into with one more bit of `label` left out.
std::size_t RepeatFinder::FamiliesWithout(std::size_t label) const {
  std::vector<std::uint64_t> families;
  families.reserve(kLearntRows);
  std::vector<std::uint32_t> high(labels_);
  for (std::size_t at = 0; at < first_codes_.size(); at += labels_) {
    for (std::size_t i = 0; i < labels_; ++i) {
      high[i] = first_codes_[at + i] >> (shifts_[i] + (i == label ? 1 : 0));
    }
    families.push_back(Fingerprint(high));
  }
  std::sort(families.begin(), families.end());
  return static_cast<std::size_t>(std::unique(families.begin(), families.end()) - families.begin());
}

bool RepeatFinder::IsOfLastFamily(std::span<const std::uint32_t> codes) const {
  std::uint32_t difference = 0;
  for (std::size_t i = 0; i < labels_; ++i) difference |= (codes[i] ^ last_[i]) >> shifts_[i];
  return difference == 0 && row_count_ > 0;
}

std::uint64_t RepeatFinder::FamilyOf(std::span<const std::uint32_t> codes) {
  for (std::size_t i = 0; i < labels_; ++i) high_[i] = codes[i] >> shifts_[i];
  return Fingerprint(high_);
}

// Which of its family a row is.
std::uint32_t RepeatFinder::PlaceOf(std::span<const std::uint32_t> codes) const {
  std::uint32_t place = 0;
  for (std::size_t i = 0; i < labels_; ++i) {
    place = place << shifts_[i] | (codes[i] & ((1u << shifts_[i]) - 1));
  }
  return place;
}

// Where a family is, or the free slot for it.
std::size_t RepeatFinder::SlotOf(std::uint64_t family) const {
  const std::size_t mask = families_.size() - 1;
  std::size_t at = family & mask;
  while (families_[at].fingerprint != 0 && families_[at].fingerprint != family)
    at = (at + 1) & mask;
  return at;
}

bool RepeatFinder::AddToFamily(std::span<const std::uint32_t> codes) {
  if (!IsOfLastFamily(codes)) {
    const std::uint64_t family = FamilyOf(codes);
    last_slot_ = SlotOf(family);
    std::copy(codes.begin(), codes.end(), last_.begin());
    if (families_[last_slot_].fingerprint == 0) {
      families_[last_slot_].fingerprint = family;
      ++family_count_;
    }
  }
  std::uint64_t& rows = families_[last_slot_].rows;
  const std::uint64_t row = std::uint64_t{1} << PlaceOf(codes);
  if ((rows & row) != 0) return false;
  rows |= row;
  ++row_count_;
  if (family_count_ * 4 > families_.size() * 3) Grow();
  return true;
}

void RepeatFinder::Grow() {
  if (family_count_ > kFewFamilies && row_count_ < family_count_ * kMinRowsInFamily) {
    return TurnToRows();
  }
  std::vector<Family> old = std::exchange(families_, std::vector<Family>(families_.size() * 2));
  for (const Family& family : old) {
    if (family.fingerprint != 0) families_[SlotOf(family.fingerprint)] = family;
  }
  last_slot_ = SlotOf(FamilyOf(last_));
}

void RepeatFinder::TurnToRows() {
  for (const Family& family : families_) {
    for (std::uint64_t rest = family.rows; rest != 0; rest &= rest - 1) {
      rows_.Insert(RowOf(family.fingerprint, static_cast<std::uint32_t>(std::countr_zero(rest))));
    }
  }
  families_ = {};
  stage_ = Stage::kRows;
}

}  // namespace fivestep::analysis
