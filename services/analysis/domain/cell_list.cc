#include "analysis/domain/cell_list.h"

#include <algorithm>
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
    Chunk& chunk = chunks_.emplace_back();
    chunk.codes.reserve(kChunk * dimensions_);
    chunk.row_counts.reserve(kChunk);
    for (std::size_t i = 0; i < kFigureCount; ++i) {
      if (figures_[i]) chunk.totals[i].reserve(kChunk);
    }
  }
  Chunk& chunk = chunks_.back();
  for (std::size_t i = 0; i < dimensions_; ++i) chunk.codes.push_back(codes[i]);
  chunk.row_counts.push_back(0);
  for (std::size_t i = 0; i < kFigureCount; ++i) {
    if (figures_[i]) chunk.totals[i].push_back(0);
  }
  ++size_;
}

CellCodes CellList::codes(std::size_t cell) const {
  CellCodes codes{};
  std::copy_n(CodesAt(cell), dimensions_, codes.begin());
  return codes;
}

TableCell CellList::operator[](std::size_t cell) const {
  const Chunk& chunk = chunks_[cell / kChunk];
  TableCell whole;
  whole.codes = codes(cell);
  whole.row_count = chunk.row_counts[cell % kChunk];
  const std::array<Sum*, kFigureCount> sums = {&whole.numerator, &whole.denominator, &whole.value};
  for (std::size_t i = 0; i < kFigureCount; ++i) {
    if (figures_[i]) sums[i]->total = chunk.totals[i][cell % kChunk];
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
  CellList arranged(dimensions_, figures_);
  for (const std::uint32_t cell : order) {
    const std::size_t place = arranged.size();
    const Chunk& chunk = chunks_[cell / kChunk];
    arranged.Add(codes(cell));
    arranged.chunks_.back().row_counts.back() = chunk.row_counts[cell % kChunk];
    for (std::size_t i = 0; i < kFigureCount; ++i) {
      if (figures_[i]) arranged.AddNumber(place, i, chunk.totals[i][cell % kChunk]);
    }
  }
  chunks_ = std::move(arranged.chunks_);
  ArrangeAll(gaps_, order);
  ArrangeAll(weighted_, order);
}

}  // namespace fivestep::analysis
