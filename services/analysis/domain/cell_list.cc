#include "analysis/domain/cell_list.h"

#include <utility>

namespace fivestep::analysis {
namespace {

// The element of `cell`, which is made when it is not there.
template <class Element>
Element& Made(std::vector<Element>& elements, std::size_t cell) {
  if (cell >= elements.size()) elements.resize(cell + 1);
  return elements[cell];
}

template <class Element>
void ArrangeAll(std::vector<Element>& elements, std::span<const std::uint32_t> order) {
  if (elements.empty()) return;
  elements.resize(order.size());
  std::vector<Element> arranged;
  arranged.reserve(order.size());
  for (const std::uint32_t cell : order) arranged.push_back(elements[cell]);
  elements = std::move(arranged);
}

}  // namespace

void CellList::Add(const CellCodes& codes) {
  if (size_ == chunks_.size() * kChunk) {
    chunks_.emplace_back().reserve(kChunk);
  }
  chunks_.back().push_back({codes, 0, {}});
  ++size_;
}

TableCell CellList::operator[](std::size_t cell) const {
  const Totals& totals = At(cell);
  TableCell whole;
  whole.codes = totals.codes;
  whole.row_count = totals.row_count;
  const std::array<Sum*, kFigureCount> sums = {&whole.numerator, &whole.denominator, &whole.value};
  for (std::size_t i = 0; i < kFigureCount; ++i) {
    sums[i]->total = totals.totals[i];
    if (cell >= gaps_.size()) continue;
    sums[i]->withheld_rows = gaps_[cell][i].withheld_rows;
    sums[i]->missing_rows = gaps_[cell][i].missing_rows;
  }
  if (cell < weighted_.size()) {
    whole.weighted_total = weighted_[cell].total;
    whole.weight = weighted_[cell].weight;
  }
  return whole;
}

void CellList::AddGap(std::size_t cell, std::size_t figure, CellState state) {
  if (state == CellState::kSuppressed) ++Made(gaps_, cell)[figure].withheld_rows;
  if (state == CellState::kMissing) ++Made(gaps_, cell)[figure].missing_rows;
}

void CellList::AddWeighted(std::size_t cell, double number, double weight) {
  Weighted& weighted = Made(weighted_, cell);
  weighted.total += weight * number;
  weighted.weight += weight;
}

void CellList::Arrange(std::span<const std::uint32_t> order) {
  CellList arranged;
  arranged.chunks_.reserve(chunks_.size());
  for (const std::uint32_t cell : order) {
    arranged.Add(codes(cell));
    arranged.At(arranged.size_ - 1) = At(cell);
  }
  chunks_ = std::move(arranged.chunks_);
  ArrangeAll(gaps_, order);
  ArrangeAll(weighted_, order);
}

}  // namespace fivestep::analysis
