#include "analysis/statistics/gap.h"

#include <algorithm>
#include <cmath>

#include "analysis/statistics/normal.h"
#include "analysis/statistics/proportion.h"
#include "analysis/statistics/rate.h"

namespace fivestep::analysis::statistics {
namespace {

double Value(const GroupCount& group) { return group.numerator / group.denominator; }

// The two groups in the order of subtraction: `first` - `second` is positive when worse for the
// disadvantaged group.
struct Oriented {
  GroupCount first;
  GroupCount second;
};

Oriented Orient(const GroupCount& disadvantaged, const GroupCount& comparator, Polarity polarity) {
  if (polarity == Polarity::kHigherIsBetter) return {comparator, disadvantaged};
  return {disadvantaged, comparator};
}

// Square-and-add: the interval of a difference from the intervals of its two terms.
Estimate Difference(const Estimate& first, const Estimate& second) {
  const double value = first.value - second.value;
  return {
      value,
      {value - std::hypot(first.value - first.interval.lower, second.interval.upper - second.value),
       value +
           std::hypot(first.interval.upper - first.value, second.value - second.interval.lower)}};
}

// The ratio of the two values with a symmetric interval on the log scale.
std::optional<Estimate> LogRatio(const Oriented& groups, double log_variance, double z) {
  if (groups.first.numerator == 0 || groups.second.numerator == 0) return std::nullopt;
  if (!(log_variance > 0)) return std::nullopt;
  const double ratio = Value(groups.first) / Value(groups.second);
  const double factor = std::exp(z * std::sqrt(log_variance));
  return Estimate{ratio, {ratio / factor, ratio * factor}};
}

double ScoreTest(double difference, double pooled_variance) {
  if (!(pooled_variance > 0)) return 1;
  return TwoSidedPValue(difference / std::sqrt(pooled_variance));
}

double Pooled(const Oriented& groups) {
  return (groups.first.numerator + groups.second.numerator) /
         (groups.first.denominator + groups.second.denominator);
}

double InverseDenominators(const Oriented& groups) {
  return 1 / groups.first.denominator + 1 / groups.second.denominator;
}

// The z of a level below 1: at exactly 1 every gap runs from minus to plus infinity.
Result<double> GapZ(double confidence) {
  const Result<double> fraction = ConfidenceFraction(confidence);
  if (!fraction.ok()) return fraction.status();
  if (*fraction == 1) return InvalidArgument("a gap has no interval at a confidence of 100 %");
  return TwoSidedZ(*fraction);
}

bool IsCount(const GroupCount& group) {
  return group.numerator >= 0 && std::isfinite(group.numerator) && group.denominator > 0 &&
         std::isfinite(group.denominator);
}

}  // namespace

Result<Gap> ProportionGap(const GroupCount& disadvantaged, const GroupCount& comparator,
                          Polarity polarity, double confidence) {
  const Result<double> z = GapZ(confidence);
  if (!z.ok()) return z.status();
  const Oriented groups = Orient(disadvantaged, comparator, polarity);
  const auto first =
      EstimateProportion(groups.first.numerator, groups.first.denominator, confidence);
  if (!first.ok()) return first.status();
  const auto second =
      EstimateProportion(groups.second.numerator, groups.second.denominator, confidence);
  if (!second.ok()) return second.status();

  const double log_variance = 1 / groups.first.numerator - 1 / groups.first.denominator +
                              1 / groups.second.numerator - 1 / groups.second.denominator;
  const double pooled = Pooled(groups);
  const double pooled_variance = pooled * (1 - pooled) * InverseDenominators(groups);
  const Estimate difference = Difference(*first, *second);
  return Gap{difference, LogRatio(groups, log_variance, *z),
             ScoreTest(difference.value, pooled_variance)};
}

Result<Gap> RateGap(const GroupCount& disadvantaged, const GroupCount& comparator,
                    Polarity polarity, double confidence, double multiplier) {
  const Result<double> z = GapZ(confidence);
  if (!z.ok()) return z.status();
  const Oriented groups = Orient(disadvantaged, comparator, polarity);
  const auto first =
      EstimateRate(groups.first.numerator, groups.first.denominator, confidence, multiplier);
  if (!first.ok()) return first.status();
  const auto second =
      EstimateRate(groups.second.numerator, groups.second.denominator, confidence, multiplier);
  if (!second.ok()) return second.status();

  const double log_variance = 1 / groups.first.numerator + 1 / groups.second.numerator;
  const double pooled_variance = Pooled(groups) * InverseDenominators(groups);
  return Gap{Difference({first->value, first->interval}, {second->value, second->interval}),
             LogRatio(groups, log_variance, *z),
             ScoreTest(Value(groups.first) - Value(groups.second), pooled_variance)};
}

Result<double> PeopleToCloseGap(const GroupCount& group, const GroupCount& comparator,
                                Polarity polarity) {
  if (!IsCount(group) || !IsCount(comparator)) {
    return InvalidArgument("a group is a count of at least zero out of a denominator above zero");
  }
  const double level = Value(comparator) * group.denominator;
  const double shortfall =
      polarity == Polarity::kHigherIsBetter ? level - group.numerator : group.numerator - level;
  return std::max(0.0, shortfall);
}

Result<PeopleToCloseGaps> PeopleToCloseEveryGap(std::span<const GroupCount> groups,
                                                const GroupCount& comparator, Polarity polarity) {
  if (groups.size() > kMaxGapGroups) return InvalidArgument("there are more than 100,000 groups");
  PeopleToCloseGaps gaps;
  for (const GroupCount& group : groups) {
    const Result<double> people = PeopleToCloseGap(group, comparator, polarity);
    if (!people.ok()) return people.status();
    gaps.by_group.push_back(*people);
    gaps.total += *people;
  }
  return gaps;
}

}  // namespace fivestep::analysis::statistics
