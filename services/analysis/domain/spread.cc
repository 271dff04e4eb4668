#include "analysis/domain/spread.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "analysis/domain/estimate.h"
#include "analysis/statistics/disparity_index.h"
#include "analysis/statistics/dispersion.h"
#include "analysis/statistics/entropy.h"
#include "analysis/statistics/mean_difference.h"

namespace fivestep::analysis {
namespace {

using statistics::MissingEstimates;
using statistics::SummaryMeasure;

// How many groups have no value is said beside the figures.
constexpr MissingEstimates kAnyMissing = MissingEstimates::kAny;

std::vector<statistics::Subgroup> SubgroupsOf(const v1::Figures& figures) {
  std::vector<statistics::Subgroup> groups;
  for (const auto& group : figures.groups()) {
    if (!group.has_value()) continue;
    groups.push_back({.estimate = group.value().value(), .population = group.denominator()});
  }
  return groups;
}

std::optional<double> ValueOf(const Result<SummaryMeasure>& measure) {
  return measure.ok() ? std::optional(measure->value) : std::nullopt;
}

void AddUnorderedMeasures(const v1::IndicatorDefinition& definition, const v1::Figures& figures,
                          v1::Spread& spread) {
  const std::vector<statistics::Subgroup> groups = SubgroupsOf(figures);
  if (groups.size() < statistics::kMinSubgroups) return;
  spread.set_between_group_standard_deviation(std::sqrt(spread.between_group_variance()));
  if (const auto variation =
          ValueOf(statistics::CoefficientOfVariation(groups, std::nullopt, kAnyMissing))) {
    spread.set_coefficient_of_variation(*variation);
  }
  statistics::MeanDifferenceOptions from_best;
  from_best.comparator = statistics::Comparator::kBest;
  from_best.polarity = PolarityOf(definition);
  from_best.missing = kAnyMissing;
  if (const auto difference = ValueOf(statistics::MeanDifference(groups, from_best))) {
    spread.set_mean_difference_from_best(*difference);
  }
  statistics::DisparityOptions disparity;
  disparity.missing = kAnyMissing;
  if (const auto index = ValueOf(statistics::IndexOfDisparity(groups, disparity))) {
    spread.set_index_of_disparity(*index);
  }
  if (const auto theil =
          ValueOf(statistics::TheilIndex(groups, statistics::kDefaultConfidence, kAnyMissing))) {
    spread.set_theil_index(*theil);
  }
  if (const auto deviation = ValueOf(
          statistics::MeanLogDeviation(groups, statistics::kDefaultConfidence, kAnyMissing))) {
    spread.set_mean_log_deviation(*deviation);
  }
}

}  // namespace

void AddSpread(const v1::IndicatorDefinition& definition, v1::Figures& figures) {
  double people = 0;
  double weighted = 0;
  double lowest = HUGE_VAL;
  double highest = -HUGE_VAL;
  for (const auto& group : figures.groups()) {
    if (!group.has_value()) continue;
    people += group.denominator();
    weighted += group.denominator() * group.value().value();
    lowest = std::min(lowest, group.value().value());
    highest = std::max(highest, group.value().value());
  }
  if (figures.groups_size() - figures.unknown_group_count() < 2) return;
  const double average = weighted / people;
  double variance = 0;
  double difference = 0;
  for (const auto& group : figures.groups()) {
    if (!group.has_value()) continue;
    const double distance = group.value().value() - average;
    variance += group.denominator() / people * distance * distance;
    difference += group.denominator() / people * std::abs(distance);
  }
  v1::Spread& spread = *figures.mutable_spread();
  spread.set_range(highest - lowest);
  spread.set_average(average);
  spread.set_between_group_variance(variance);
  spread.set_mean_difference(difference);
  AddUnorderedMeasures(definition, figures, spread);
}

}  // namespace fivestep::analysis
