#include "analysis/statistics/empirical_bayes.h"

#include <algorithm>
#include <cmath>

#include "analysis/statistics/faults.h"
#include "analysis/statistics/subgroups.h"

namespace fivestep::analysis::statistics {
namespace {

Status Check(std::span<const GroupCount> areas, CountKind kind) {
  const double least = kind == CountKind::kProportion ? 1 : 0;
  bool numerator = false;
  bool denominator = false;
  bool above = false;
  for (const GroupCount& area : areas) {
    numerator = numerator || !(area.numerator >= 0) || !std::isfinite(area.numerator);
    denominator = denominator || !(area.denominator > 0) || area.denominator < least ||
                  !std::isfinite(area.denominator);
    above = above || area.numerator > area.denominator;
  }
  Faults faults;
  faults.Add(areas.size() < kMinSubgroups, "shrinkage needs more than two areas");
  faults.Add(areas.size() > kMaxGapGroups, "there are more than 100,000 areas");
  faults.Add(numerator, "a numerator is a finite number of at least 0");
  faults.Add(denominator, kind == CountKind::kProportion
                              ? "a denominator is a finite number of at least 1"
                              : "a denominator is a finite number above 0");
  faults.Add(above && kind == CountKind::kProportion, "a numerator is above its denominator");
  return faults.status();
}

struct Moments {
  double overall = 0;
  double variance = 0;  // of the raw levels, weighted by denominator
  double mean_denominator = 0;
};

Moments MomentsOf(std::span<const GroupCount> areas) {
  double events = 0;
  double people = 0;
  for (const GroupCount& area : areas) {
    events += area.numerator;
    people += area.denominator;
  }
  Moments moments{events / people, 0, people / static_cast<double>(areas.size())};
  for (const GroupCount& area : areas) {
    const double distance = area.numerator / area.denominator - moments.overall;
    moments.variance += area.denominator / people * distance * distance;
  }
  return moments;
}

// What chance alone gives to an area of denominator 1.
double UnitVariance(const Moments& moments, CountKind kind) {
  return moments.overall * (kind == CountKind::kProportion ? 1 - moments.overall : 1);
}

// For proportions the variance between areas takes part of the binomial one away.
double VarianceBetween(const Moments& moments, CountKind kind) {
  const double chance = UnitVariance(moments, kind) / moments.mean_denominator;
  double between = moments.variance - chance;
  if (kind == CountKind::kProportion) {
    // At a mean denominator of 1 there is nothing but chance to see.
    if (moments.mean_denominator <= 1) return 0;
    between /= 1 - 1 / moments.mean_denominator;
    between = std::min(between, UnitVariance(moments, kind));
  }
  return std::max(between, 0.0);
}

}  // namespace

Result<ShrunkLevels> Shrink(std::span<const GroupCount> areas, CountKind kind) {
  if (const Status status = Check(areas, kind); !status.ok()) return status;
  const Moments moments = MomentsOf(areas);
  ShrunkLevels levels{{}, moments.overall, VarianceBetween(moments, kind)};
  if (!std::isfinite(moments.mean_denominator + levels.overall + levels.variance_between)) {
    return InvalidArgument("the counts are too large or too small to be compared");
  }
  const double unit =
      UnitVariance(moments, kind) - (kind == CountKind::kProportion ? levels.variance_between : 0);
  for (const GroupCount& area : areas) {
    const double raw = area.numerator / area.denominator;
    const double chance = unit / area.denominator;
    const double weight = levels.variance_between > 0
                              ? levels.variance_between / (levels.variance_between + chance)
                              : 0;
    levels.areas.push_back({raw, levels.overall + weight * (raw - levels.overall), weight});
  }
  return levels;
}

}  // namespace fivestep::analysis::statistics
