#include "analysis/statistics/simple_measures.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>
#include <vector>

namespace fivestep::analysis::statistics {
namespace {

// `first` - `second` and `first` / `second` are the measures.
struct Pair {
  Subgroup first;
  Subgroup second;
};

using Iterator = std::vector<Subgroup>::const_iterator;

bool Less(const Subgroup& a, const Subgroup& b) { return *a.estimate < *b.estimate; }

Iterator Smallest(const std::vector<Subgroup>& groups) {
  return std::min_element(groups.begin(), groups.end(), Less);
}

// The first of the largest (std::max_element is free to be read that way, and is).
Iterator Largest(const std::vector<Subgroup>& groups) {
  return std::max_element(groups.begin(), groups.end(), Less);
}

Result<Pair> Ends(std::span<const Subgroup> groups, Polarity polarity) {
  const auto [bottom, top] =
      std::minmax_element(groups.begin(), groups.end(),
                          [](const Subgroup& a, const Subgroup& b) { return *a.order < *b.order; });
  if (!bottom->estimate || !top->estimate) {
    return InvalidArgument("the first or the last group of the dimension has no estimate");
  }
  if (polarity == Polarity::kHigherIsBetter) return Pair{*top, *bottom};
  return Pair{*bottom, *top};
}

Result<Pair> Extremes(std::span<const Subgroup> groups, Polarity polarity) {
  std::vector<Subgroup> known;
  std::copy_if(groups.begin(), groups.end(), std::back_inserter(known),
               [](const Subgroup& one) { return one.estimate.has_value(); });
  const auto reference = std::find_if(known.begin(), known.end(),
                                      [](const Subgroup& one) { return one.is_reference; });
  if (reference == known.end()) return Pair{*Largest(known), *Smallest(known)};
  const Subgroup compared_with = *reference;
  known.erase(reference);
  if (polarity == Polarity::kHigherIsBetter) return Pair{compared_with, *Smallest(known)};
  return Pair{*Largest(known), compared_with};
}

Result<Pair> ComparedPair(std::span<const Subgroup> groups, Dimension dimension,
                          Polarity polarity) {
  SubgroupNeeds needs;
  needs.min_groups = 2;
  needs.order = dimension == Dimension::kOrdered;
  needs.reference =
      !needs.order && std::any_of(groups.begin(), groups.end(),
                                  [](const Subgroup& one) { return one.is_reference; });
  const auto known = KnownGroups(groups, needs, MissingEstimates::kAny);
  if (!known.ok()) return known.status();
  return needs.order ? Ends(groups, polarity) : Extremes(groups, polarity);
}

bool HasErrors(const Pair& pair) { return pair.first.standard_error && pair.second.standard_error; }

}  // namespace

Result<SummaryMeasure> Difference(std::span<const Subgroup> groups, Dimension dimension,
                                  Polarity polarity, double confidence) {
  const Result<Pair> pair = ComparedPair(groups, dimension, polarity);
  if (!pair.ok()) return pair.status();
  std::optional<double> error;
  if (HasErrors(*pair)) {
    error = std::hypot(*pair->first.standard_error, *pair->second.standard_error);
  }
  return Measured(*pair->first.estimate - *pair->second.estimate, error, confidence);
}

Result<SummaryMeasure> Ratio(std::span<const Subgroup> groups, Dimension dimension,
                             Polarity polarity, double confidence) {
  const Result<Pair> pair = ComparedPair(groups, dimension, polarity);
  if (!pair.ok()) return pair.status();
  if (*pair->second.estimate == 0) {
    return InvalidArgument("there is no ratio to an estimate of 0: use the difference");
  }
  std::optional<double> error;
  if (HasErrors(*pair)) {
    // The relative errors add up on the scale of logarithms.
    error = std::hypot(*pair->first.standard_error / *pair->first.estimate,
                       *pair->second.standard_error / *pair->second.estimate);
  }
  return MeasuredRatio(*pair->first.estimate / *pair->second.estimate, error, confidence);
}

}  // namespace fivestep::analysis::statistics
