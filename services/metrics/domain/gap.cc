#include "metrics/domain/gap.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>

#include "analysis/statistics/gap.h"
#include "analysis/statistics/proportion.h"
#include "analysis/statistics/rate.h"

namespace fivestep::metrics {
namespace {

namespace statistics = analysis::statistics;
using statistics::Estimate;
using statistics::GroupCount;

double Multiplier(const v1::MetricDefinition& definition) {
  return definition.value_kind() == v1::VALUE_KIND_PERCENT ? 100.0 : definition.rate_per();
}

bool IsPercent(const v1::MetricDefinition& definition) {
  return definition.value_kind() == v1::VALUE_KIND_PERCENT;
}

statistics::Polarity PolarityOf(const v1::MetricDefinition& definition) {
  return definition.polarity() == v1::POLARITY_HIGHER_IS_BETTER
             ? statistics::Polarity::kHigherIsBetter
             : statistics::Polarity::kLowerIsBetter;
}

// +1 where a rise is worse.
double WorseSign(const v1::MetricDefinition& definition) {
  return definition.polarity() == v1::POLARITY_HIGHER_IS_BETTER ? -1 : 1;
}

v1::GapEstimate ToMessage(const Estimate& estimate, double times = 1) {
  v1::GapEstimate message;
  message.set_value(estimate.value * times);
  message.set_lower(estimate.interval.lower * times);
  message.set_upper(estimate.interval.upper * times);
  return message;
}

v1::GapEstimate WithoutInterval(double value) {
  v1::GapEstimate message;
  message.set_value(value);
  return message;
}

std::optional<GroupCount> CountsOf(const v1::ReleasedFigure& released) {
  if (!released.has_value() || !released.has_numerator() || released.denominator() <= 0) {
    return std::nullopt;
  }
  return GroupCount{static_cast<double>(released.numerator()),
                    static_cast<double>(released.denominator())};
}

// A level with its interval, in the unit of the metric.
std::optional<Estimate> LevelOf(const v1::MetricDefinition& definition, const GroupCount& count) {
  const double multiplier = Multiplier(definition);
  if (IsPercent(definition)) {
    const auto level = statistics::EstimateProportion(count.numerator, count.denominator,
                                                      statistics::kDefaultConfidence, multiplier);
    return level.ok() ? std::optional(*level) : std::nullopt;
  }
  const auto rate = statistics::EstimateRate(count.numerator, count.denominator,
                                             statistics::kDefaultConfidence, multiplier);
  return rate.ok() ? std::optional(Estimate{rate->value, rate->interval}) : std::nullopt;
}

void SetLevel(const v1::MetricDefinition& definition, const v1::Reading* reading,
              v1::GapEstimate* level) {
  const auto counts = CountsOf(reading->released());
  const auto estimate = counts ? LevelOf(definition, *counts) : std::nullopt;
  *level = estimate ? ToMessage(*estimate) : WithoutInterval(reading->released().value());
}

bool HasValue(const v1::Reading* reading) {
  return reading != nullptr && reading->released().has_value();
}

// A gap of values alone, as published figures without counts have it.
void SetPlainGap(const v1::MetricDefinition& definition, double target, double comparator,
                 v1::GapPoint& point) {
  const double sign = WorseSign(definition);
  *point.mutable_absolute_gap() = WithoutInterval(sign * (target - comparator));
  if (target <= 0 || comparator <= 0) return;
  *point.mutable_relative_gap() =
      WithoutInterval(sign > 0 ? target / comparator : comparator / target);
}

void SetGap(const v1::MetricDefinition& definition, const GroupCount& target,
            const GroupCount& comparator, v1::GapPoint& point) {
  const auto polarity = PolarityOf(definition);
  const auto gap = IsPercent(definition) ? statistics::ProportionGap(target, comparator, polarity)
                                         : statistics::RateGap(target, comparator, polarity);
  if (!gap.ok()) return;
  *point.mutable_absolute_gap() = ToMessage(gap->absolute, Multiplier(definition));
  if (gap->relative) *point.mutable_relative_gap() = ToMessage(*gap->relative);
  const auto people = statistics::PeopleToCloseGap(target, comparator, polarity);
  if (people.ok()) point.set_people_to_close(static_cast<int64_t>(std::ceil(*people - 1e-9)));
}

v1::GapPoint PointOf(const v1::MetricDefinition& definition, const v1::Reading* target,
                     const v1::Reading* comparator) {
  const v1::Reading* either = target != nullptr ? target : comparator;
  v1::GapPoint point;
  point.set_period_start_date(either->period_start_date());
  point.set_period_end_date(either->period_end_date());
  if (HasValue(target)) SetLevel(definition, target, point.mutable_target_level());
  if (HasValue(comparator)) SetLevel(definition, comparator, point.mutable_comparator_level());
  if (!HasValue(target) || !HasValue(comparator)) return point;
  const auto target_counts = CountsOf(target->released());
  const auto comparator_counts = CountsOf(comparator->released());
  if (target_counts && comparator_counts) {
    SetGap(definition, *target_counts, *comparator_counts, point);
  } else {
    SetPlainGap(definition, target->released().value(), comparator->released().value(), point);
  }
  return point;
}

// Readings of both groups by the first day of their period.
using ByPeriod = std::map<std::string, std::pair<const v1::Reading*, const v1::Reading*>>;

ByPeriod Periods(const GroupSeries& target, const GroupSeries& comparator) {
  ByPeriod periods;
  for (const v1::Reading& one : target.series.readings()) {
    periods[one.period_start_date()].first = &one;
  }
  for (const v1::Reading& one : comparator.series.readings()) {
    periods[one.period_start_date()].second = &one;
  }
  return periods;
}

// Both groups' counts at one time.
struct Both {
  GroupCount target;
  GroupCount comparator;
};

// The counts of all periods of the baseline that both groups have counts of, added up.
std::optional<Both> BaselineOf(const v1::MetricDefinition& definition, const ByPeriod& periods) {
  Both sum;
  for (const auto& [start, readings] : periods) {
    if (start < definition.baseline_start_date() || start > definition.baseline_end_date())
      continue;
    if (!HasValue(readings.first) || !HasValue(readings.second)) continue;
    const auto target = CountsOf(readings.first->released());
    const auto comparator = CountsOf(readings.second->released());
    if (!target || !comparator) continue;
    sum.target.numerator += target->numerator;
    sum.target.denominator += target->denominator;
    sum.comparator.numerator += comparator->numerator;
    sum.comparator.denominator += comparator->denominator;
  }
  if (sum.target.denominator <= 0 || sum.comparator.denominator <= 0) return std::nullopt;
  return sum;
}

// The latest period after the baseline that both groups have a figure for; null when there is none.
const ByPeriod::value_type* LatestOf(const v1::MetricDefinition& definition,
                                     const ByPeriod& periods) {
  for (auto it = periods.rbegin(); it != periods.rend(); ++it) {
    if (it->first <= definition.baseline_end_date()) break;
    if (HasValue(it->second.first) && HasValue(it->second.second)) return &*it;
  }
  return nullptr;
}

// `after` - `before` by square-and-add.
Estimate Minus(const Estimate& after, const Estimate& before) {
  const double value = after.value - before.value;
  const double down =
      std::hypot(after.value - after.interval.lower, before.interval.upper - before.value);
  const double up =
      std::hypot(after.interval.upper - after.value, before.value - before.interval.lower);
  return {value, {value - down, value + up}};
}

Estimate Oriented(const Estimate& estimate, double sign) {
  if (sign > 0) return estimate;
  return {-estimate.value, {-estimate.interval.upper, -estimate.interval.lower}};
}

bool IsAbove(const Estimate& estimate) { return estimate.interval.lower > 0; }
bool IsBelow(const Estimate& estimate) { return estimate.interval.upper < 0; }

// The ratio of the later relative gap to the earlier, its interval on the log scale from those two.
void SetRelativeChange(const statistics::Gap& after, const statistics::Gap& before,
                       v1::GapChange& change) {
  if (!after.relative || !before.relative) return;
  const auto on_log_scale = [](const Estimate& ratio) {
    return Estimate{std::log(ratio.value),
                    {std::log(ratio.interval.lower), std::log(ratio.interval.upper)}};
  };
  const Estimate logs = Minus(on_log_scale(*after.relative), on_log_scale(*before.relative));
  *change.mutable_relative_change() = ToMessage(
      {std::exp(logs.value), {std::exp(logs.interval.lower), std::exp(logs.interval.upper)}});
}

// Whether the baseline is, in part, the period that the inequality was picked from.
bool IsPicked(const v1::MetricDefinition& definition) {
  return !definition.selection_start_date().empty() &&
         definition.selection_start_date() <= definition.baseline_end_date() &&
         definition.selection_end_date() >= definition.baseline_start_date();
}

// What is known of the change, all positive where worse for the target group.
struct Changes {
  Estimate target;
  Estimate comparator;
  Estimate gap;
};

void Judge(const v1::MetricDefinition& definition, const Changes& changes, v1::GapChange& change) {
  const auto say = [&](v1::ChangeVerdict verdict, const char* sentence) {
    change.set_verdict(verdict);
    change.set_sentence(sentence);
  };
  const bool narrower = IsBelow(changes.gap);
  if (definition.polarity() == v1::POLARITY_NEUTRAL) {
    const bool moved = IsAbove(changes.gap) || narrower;
    return moved ? say(v1::CHANGE_VERDICT_CHANGED_CAUSE_NOT_SHOWN,
                       "The gap changed beyond chance; neither direction is better.")
                 : say(v1::CHANGE_VERDICT_NO_EVIDENCE, "The gap did not change beyond chance.");
  }
  if (IsAbove(changes.target)) {
    return say(v1::CHANGE_VERDICT_DETERIORATION,
               narrower ? "The gap is smaller because the comparator got worse still: the target "
                          "group is worse off, beyond chance."
                        : "The target group is worse off, beyond chance.");
  }
  if (IsAbove(changes.gap)) {
    return say(v1::CHANGE_VERDICT_WIDENED,
               "The gap is wider beyond chance: the comparator gained more than the target group.");
  }
  const bool better = IsBelow(changes.target);
  if (narrower && better && !IsPicked(definition)) {
    return say(v1::CHANGE_VERDICT_IMPROVEMENT,
               "The target group is better off and the gap is smaller, both beyond chance and by "
               "more than the comparator's change explains.");
  }
  if (narrower && better) {
    return say(
        v1::CHANGE_VERDICT_CHANGED_CAUSE_NOT_SHOWN,
        "Changed, cause not shown: the baseline is the period that the inequality was picked "
        "from, and part of such a gap vanishes by itself.");
  }
  if (narrower) {
    return say(v1::CHANGE_VERDICT_CHANGED_CAUSE_NOT_SHOWN,
               "Changed, cause not shown: the gap is smaller, but the target group is not better "
               "off beyond chance.");
  }
  if (better) {
    return say(v1::CHANGE_VERDICT_CHANGED_CAUSE_NOT_SHOWN,
               "Changed, cause not shown: the target group is better off, but not by more than the "
               "comparator beyond chance.");
  }
  say(v1::CHANGE_VERDICT_NO_EVIDENCE,
      "Neither the gap nor the target group changed beyond chance.");
}

v1::GapChange CannotBeKnown(v1::GapChange change, const char* sentence) {
  change.set_verdict(v1::CHANGE_VERDICT_CANNOT_BE_KNOWN);
  change.set_sentence(sentence);
  return change;
}

}  // namespace

std::vector<v1::GapPoint> GapPoints(const GroupSeries& target, const GroupSeries& comparator) {
  std::vector<v1::GapPoint> points;
  for (const auto& [start, readings] : Periods(target, comparator)) {
    points.push_back(PointOf(target.metric.definition(), readings.first, readings.second));
  }
  return points;
}

v1::GapChange ChangeOfGap(const GroupSeries& target, const GroupSeries& comparator) {
  const v1::MetricDefinition& definition = target.metric.definition();
  const ByPeriod periods = Periods(target, comparator);
  v1::GapChange change;
  change.set_baseline_start_date(definition.baseline_start_date());
  change.set_baseline_end_date(definition.baseline_end_date());
  const ByPeriod::value_type* latest = LatestOf(definition, periods);
  if (latest == nullptr) {
    return CannotBeKnown(change, "No period after the baseline has a figure of both groups.");
  }
  change.set_period_start_date(latest->first);
  const auto before = BaselineOf(definition, periods);
  const auto now_target = CountsOf(latest->second.first->released());
  const auto now_comparator = CountsOf(latest->second.second->released());
  if (!before || !now_target || !now_comparator) {
    return CannotBeKnown(
        change, "Without the counts of both groups, then and now, a change has no interval.");
  }
  const auto target_then = LevelOf(definition, before->target);
  const auto target_now = LevelOf(definition, *now_target);
  const auto comparator_then = LevelOf(definition, before->comparator);
  const auto comparator_now = LevelOf(definition, *now_comparator);
  if (!target_then || !target_now || !comparator_then || !comparator_now) {
    return CannotBeKnown(change, "The counts do not make a level.");
  }
  const double sign = WorseSign(definition);
  const Estimate target_change = Minus(*target_now, *target_then);
  const Estimate comparator_change = Minus(*comparator_now, *comparator_then);
  *change.mutable_target_change() = ToMessage(target_change);
  *change.mutable_comparator_change() = ToMessage(comparator_change);
  const Changes changes{Oriented(target_change, sign), Oriented(comparator_change, sign),
                        Minus(Oriented(target_change, sign), Oriented(comparator_change, sign))};
  *change.mutable_gap_change() = ToMessage(changes.gap);
  const auto polarity = PolarityOf(definition);
  const auto gap_of = [&](const GroupCount& a, const GroupCount& b) {
    return IsPercent(definition) ? statistics::ProportionGap(a, b, polarity)
                                 : statistics::RateGap(a, b, polarity);
  };
  const auto gap_then = gap_of(before->target, before->comparator);
  const auto gap_now = gap_of(*now_target, *now_comparator);
  if (gap_then.ok() && gap_now.ok()) SetRelativeChange(*gap_now, *gap_then, change);
  Judge(definition, changes, change);
  return change;
}

}  // namespace fivestep::metrics
