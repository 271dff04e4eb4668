#include "analysis/domain/cell_index.h"

#include "analysis/import/word_list.h"

namespace fivestep::analysis {

std::uint32_t& CellIndex::At(const CellCodes& codes) {
  CellCodes family = codes;
  const std::uint32_t place = family[last_] % kNeighbours;
  family[last_] /= kNeighbours;
  // Sorted files go on with the same family, or with the one that came after it before.
  for (std::size_t near = newest_; near < families_.size() && near < newest_ + 2; ++near) {
    if (!AreSame(families_[near].codes, family)) continue;
    newest_ = near;
    return families_[near].cells[place];
  }
  const std::size_t slot = SlotOf(family);
  if (slots_[slot] == 0) {
    families_.emplace_back().codes = family;
    slots_[slot] = static_cast<std::uint32_t>(families_.size());
    newest_ = families_.size() - 1;
    if (families_.size() * 4 > slots_.size() * 3) Grow();
  } else {
    newest_ = slots_[slot] - 1;
  }
  return families_[newest_].cells[place];
}

// Where a family is, or the free slot for it.
std::size_t CellIndex::SlotOf(const CellCodes& codes) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = Fingerprint(codes) & mask;
  while (slots_[at] != 0 && !AreSame(families_[slots_[at] - 1].codes, codes)) at = (at + 1) & mask;
  return at;
}

void CellIndex::Grow() {
  slots_.assign(slots_.size() * 2, 0);
  for (std::size_t i = 0; i < families_.size(); ++i) {
    slots_[SlotOf(families_[i].codes)] = static_cast<std::uint32_t>(i + 1);
  }
}

}  // namespace fivestep::analysis
