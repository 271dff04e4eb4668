#include "analysis/import/person_counter.h"

#include <algorithm>

#include "analysis/import/word_list.h"

namespace fivestep::analysis {

bool PersonCounter::Count(const std::vector<std::uint32_t>& codes, bool in_numerator) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = Fingerprint(codes) & mask;
  while (slots_[at] != 0 &&
         !std::equal(codes.begin(), codes.end(),
                     codes_.begin() + static_cast<std::ptrdiff_t>((slots_[at] - 1) * labels_))) {
    at = (at + 1) & mask;
  }
  if (slots_[at] == 0) {
    if (size() == kMaxPersonCells) return false;
    codes_.insert(codes_.end(), codes.begin(), codes.end());
    people_.push_back(0);
    in_numerator_.push_back(0);
    slots_[at] = static_cast<std::uint32_t>(size());
  }
  const std::size_t cell = slots_[at] - 1;
  ++people_[cell];
  in_numerator_[cell] += in_numerator ? 1 : 0;
  if (size() * 2 > slots_.size()) Grow();
  return true;
}

void PersonCounter::Grow() {
  slots_.assign(slots_.size() * 2, 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t cell = 0; cell < size(); ++cell) {
    std::size_t at = Fingerprint(codes(cell)) & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = static_cast<std::uint32_t>(cell + 1);
  }
}

}  // namespace fivestep::analysis
