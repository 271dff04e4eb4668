#include "analysis/statistics/change_decomposition.h"

#include <cmath>

#include "analysis/statistics/faults.h"
#include "analysis/statistics/normal.h"

namespace fivestep::analysis::statistics {
namespace {

Status Check(std::span<const GroupChange> groups, CountKind kind) {
  bool numerator = false;
  bool denominator = false;
  bool above = false;
  for (const GroupChange& group : groups) {
    for (const GroupCount& count : {group.before, group.after}) {
      numerator = numerator || !(count.numerator >= 0) || !std::isfinite(count.numerator);
      denominator = denominator || !(count.denominator > 0) || !std::isfinite(count.denominator);
      above = above || count.numerator > count.denominator;
    }
  }
  Faults faults;
  faults.Add(groups.empty(), "there is no group");
  faults.Add(groups.size() > kMaxGapGroups, "there are more than 100,000 groups");
  faults.Add(numerator, "a numerator is a finite number of at least 0");
  faults.Add(denominator, "a group needs a denominator above 0 in both periods");
  faults.Add(above && kind == CountKind::kProportion, "a numerator is above its denominator");
  return faults.status();
}

double Level(const GroupCount& count) { return count.numerator / count.denominator; }

double Variance(const GroupCount& count, CountKind kind) {
  const double level = Level(count);
  const double spread = kind == CountKind::kProportion ? level * (1 - level) : level;
  return spread / count.denominator;
}

Estimate Normal(double value, double variance, double z) {
  const double margin = z * std::sqrt(variance);
  return {value, {value - margin, value + margin}};
}

}  // namespace

Result<DecomposedChange> DecomposeChange(std::span<const GroupChange> groups, CountKind kind,
                                         double confidence) {
  const Result<double> fraction = ConfidenceFraction(confidence);
  if (!fraction.ok()) return fraction.status();
  if (*fraction == 1) return InvalidArgument("a change has no interval at a confidence of 100 %");
  if (const Status status = Check(groups, kind); !status.ok()) return status;

  double before = 0;
  double after = 0;
  for (const GroupChange& group : groups) {
    before += group.before.denominator;
    after += group.after.denominator;
  }
  DecomposedChange change;
  double level_variance = 0;
  double composition_variance = 0;
  for (const GroupChange& group : groups) {
    const double share_before = group.before.denominator / before;
    const double share_after = group.after.denominator / after;
    const double mean_share = (share_before + share_after) / 2;
    const double growth = share_after - share_before;
    const ChangeContribution one{mean_share * (Level(group.after) - Level(group.before)),
                                 growth * (Level(group.after) + Level(group.before)) / 2};
    const double variance = Variance(group.before, kind) + Variance(group.after, kind);
    level_variance += mean_share * mean_share * variance;
    composition_variance += growth * growth / 4 * variance;
    change.level.value += one.level;
    change.composition.value += one.composition;
    change.by_group.push_back(one);
  }
  change.total = change.level.value + change.composition.value;
  if (!std::isfinite(before + after + change.total + level_variance + composition_variance)) {
    return InvalidArgument("the counts are too large or too small to be compared");
  }
  const double z = TwoSidedZ(*fraction);
  change.level = Normal(change.level.value, level_variance, z);
  change.composition = Normal(change.composition.value, composition_variance, z);
  return change;
}

}  // namespace fivestep::analysis::statistics
