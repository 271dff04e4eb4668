#include "analysis/domain/standardisation.h"

#include <algorithm>
#include <optional>

#include "analysis/statistics/direct_rate.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {
namespace {

namespace statistics = ::fivestep::analysis::statistics;

void Add(const Sum& part, Sum& whole) {
  whole.total += part.total;
  whole.withheld_rows += part.withheld_rows;
  whole.missing_rows += part.missing_rows;
}

void Rate(const std::vector<statistics::StandardisedBand>& bands, double multiplier,
          StandardisedGroup& group) {
  if (group.cell.numerator.state() != v1::RELEASE_STATE_RELEASED ||
      group.cell.denominator.state() != v1::RELEASE_STATE_RELEASED) {
    group.note = "a count of one of its age bands is withheld or missing";
    return;
  }
  const auto rate = statistics::EstimateDirectRate(bands, multiplier);
  if (!rate.ok()) {
    group.note = rate.status().message();
    return;
  }
  const auto interval = statistics::DobsonInterval(*rate);
  if (!rate->value || !interval.ok() || !*interval) {
    group.note = "fewer than 10 events, too few for a standardised rate";
    return;
  }
  group.has_rate = true;
  group.rate.set_value(*rate->value);
  group.rate.mutable_interval()->set_lower((*interval)->lower);
  group.rate.mutable_interval()->set_upper((*interval)->upper);
}

}  // namespace

Result<std::vector<StandardisedGroup>> StandardiseGroups(const CellTable& cells,
                                                         const StandardPopulation& standard,
                                                         double multiplier,
                                                         const std::string& data_set) {
  const std::size_t ages = cells.dimensions.size() - 1;
  std::vector<double> weights;
  for (const std::string& band : cells.labels[ages]) {
    const auto found = standard.find(band);
    weights.push_back(found == standard.end() ? -1 : found->second);
  }
  std::vector<StandardisedGroup> groups;
  std::vector<statistics::StandardisedBand> bands;
  const auto same_group = [&cells, ages](std::size_t a, std::size_t b) {
    const CellCodes first = cells.cells.codes(a);
    const CellCodes second = cells.cells.codes(b);
    return std::equal(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(ages),
                      second.begin());
  };
  // Counted first: a vector that grows would touch three times the memory.
  std::size_t count = 0;
  for (std::size_t i = 0; i < cells.cells.size(); ++i) {
    if (i == 0 || !same_group(i, i - 1)) ++count;
  }
  groups.reserve(count);
  for (std::size_t i = 0; i < cells.cells.size(); ++i) {
    const TableCell cell = cells.cells[i];
    if (i == 0 || !same_group(i, i - 1)) {
      groups.emplace_back().cell.codes = cell.codes;
      bands.clear();
    }
    const double weight = weights[cell.codes[ages]];
    if (weight < 0) {
      return StatusOf(v1::BAND_WITHOUT_WEIGHT,
                      {{"band", cells.label(cell, ages)}, {"data_set", data_set}});
    }
    StandardisedGroup& group = groups.back();
    group.cell.row_count += cell.row_count;
    Add(cell.numerator, group.cell.numerator);
    Add(cell.denominator, group.cell.denominator);
    Add(cell.value, group.cell.value);
    bands.push_back({cell.numerator.total, cell.denominator.total, weight});
    const bool last = i + 1 == cells.cells.size() || !same_group(i, i + 1);
    if (last) Rate(bands, multiplier, group);
  }
  return groups;
}

}  // namespace fivestep::analysis
