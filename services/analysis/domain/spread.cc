#include "analysis/domain/spread.h"

#include <algorithm>
#include <cmath>

namespace fivestep::analysis {

void AddSpread(v1::Figures& figures) {
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
}

}  // namespace fivestep::analysis
