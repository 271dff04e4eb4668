#include "engagement/statistics/reach.h"

#include <algorithm>
#include <cmath>

#include "analysis/statistics/faults.h"
#include "analysis/statistics/proportion.h"

namespace fivestep::engagement::statistics {
namespace {

using analysis::statistics::Faults;
using analysis::statistics::Interval;
using analysis::statistics::WilsonInterval;

// Half the share: reached half as often as its share would say.
constexpr double kHalfIndex = 0.5;

Status Check(const ReachCounts& counts) {
  Faults faults;
  faults.Add(counts.unknown < 0 || counts.prefer_not_to_say < 0, "a count is below 0");
  for (const GroupCount& group : counts.groups) {
    faults.Add(group.reached < 0, "a count is below 0");
    faults.Add(group.population && !(*group.population > 0 && std::isfinite(*group.population)),
               "a population is not above 0");
  }
  return faults.status();
}

Verdict VerdictOf(const Interval& share, double target_share) {
  if (share.upper < target_share) return Verdict::kUnder;
  if (share.lower > target_share) return Verdict::kOver;
  return share.lower <= kHalfIndex * target_share ? Verdict::kCannotTell : Verdict::kInLine;
}

// What can be said whichever count of the band it is, the others as they stand in `total`.
Result<Verdict> VerdictOfBand(const Band& band, double total, double target_share) {
  const double others = total - band.middle;
  const double least = static_cast<double>(band.least);
  const double most = static_cast<double>(band.most);
  const auto low = WilsonInterval(least, others + least);
  const auto high = WilsonInterval(most, others + most);
  if (!low.ok()) return low.status();
  if (!high.ok()) return high.status();
  const Verdict verdict = VerdictOf(*low, target_share);
  return verdict == VerdictOf(*high, target_share) ? verdict : Verdict::kCannotTell;
}

// `total` of those reached in groups with a denominator.
Status Judge(double total, GroupReach& group) {
  const double target_share = *group.target_share;
  if (group.reached.most == 0) {
    group.verdict = Verdict::kNotReached;
    group.index = 0;
    group.below_four_fifths = true;
    return OkStatus();
  }
  if (!group.reached.shown) {
    const auto verdict = VerdictOfBand(group.reached, total, target_share);
    if (!verdict.ok()) return verdict.status();
    group.verdict = *verdict;
    return OkStatus();
  }
  const auto share = WilsonInterval(group.reached.middle, total);
  if (!share.ok()) return share.status();
  group.verdict = VerdictOf(*share, target_share);
  group.index = 100 * group.reached.middle / total / target_share;
  group.lower_index = 100 * share->lower / target_share;
  group.upper_index = 100 * share->upper / target_share;
  group.below_four_fifths = *group.index < kFourFifths;
  return OkStatus();
}

}  // namespace

Result<Reach> ComputeReach(const ReachCounts& counts) {
  FIVESTEP_RETURN_IF_ERROR(Check(counts));
  Reach reach;
  reach.unknown = BandOf(counts.unknown);
  reach.prefer_not_to_say = BandOf(counts.prefer_not_to_say);
  double known = 0;
  double comparable = 0;
  double population = 0;
  for (const GroupCount& count : counts.groups) {
    GroupReach& group = reach.groups.emplace_back();
    group.reached = BandOf(count.reached);
    known += group.reached.middle;
    if (!count.population) continue;
    comparable += group.reached.middle;
    population += *count.population;
  }
  const double all = known + reach.unknown.middle + reach.prefer_not_to_say.middle;
  if (all > 0) reach.coverage = known / all;
  double difference = 0;
  for (size_t i = 0; i < reach.groups.size(); ++i) {
    if (!counts.groups[i].population) continue;
    GroupReach& group = reach.groups[i];
    group.target_share = *counts.groups[i].population / population;
    FIVESTEP_RETURN_IF_ERROR(Judge(comparable, group));
    if (comparable > 0) {
      difference += std::abs(group.reached.middle / comparable - *group.target_share);
    }
  }
  if (comparable > 0) reach.dissimilarity = difference / 2;
  return reach;
}

}  // namespace fivestep::engagement::statistics
