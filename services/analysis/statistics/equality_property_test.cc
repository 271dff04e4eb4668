// What holds of every summary measure, whatever the groups are.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "analysis/statistics/area_quantiles.h"
#include "analysis/statistics/attributable_risk.h"
#include "analysis/statistics/change_decomposition.h"
#include "analysis/statistics/concentration_index.h"
#include "analysis/statistics/disparity_index.h"
#include "analysis/statistics/dispersion.h"
#include "analysis/statistics/empirical_bayes.h"
#include "analysis/statistics/entropy.h"
#include "analysis/statistics/mean_difference.h"
#include "analysis/statistics/quantile_groups.h"
#include "analysis/statistics/regression_slope.h"
#include "analysis/statistics/simple_measures.h"

namespace fivestep::analysis::statistics {
namespace {

using Groups = std::vector<Subgroup>;
using Measure = std::function<Result<SummaryMeasure>(const Groups&)>;

// A measure and what multiplying every estimate by a number does to it: raised to this power.
struct Property {
  const char* name;
  Measure measure;
  int power = 0;
};

MeanDifferenceOptions From(Comparator comparator, Weighting weighting) {
  MeanDifferenceOptions options;
  options.comparator = comparator;
  options.weighting = weighting;
  return options;
}

Result<SummaryMeasure> Risk(const Groups& groups, bool fraction) {
  AttributableRiskOptions options;
  options.dimension = Dimension::kUnordered;
  const auto risk = PopulationAttributableRisk(groups, options);
  if (!risk.ok()) return risk.status();
  return fraction ? risk->fraction : risk->risk;
}

// The measures that are 0 when all groups are equal.
std::vector<Property> ZeroMeasures() {
  const auto mean_difference = [](Comparator comparator, Weighting weighting) {
    return
        [=](const Groups& groups) { return MeanDifference(groups, From(comparator, weighting)); };
  };
  return {
      {"difference",
       [](const Groups& g) {
         return Difference(g, Dimension::kOrdered, Polarity::kHigherIsBetter);
       },
       1},
      {"risk", [](const Groups& g) { return Risk(g, false); }, 1},
      {"fraction", [](const Groups& g) { return Risk(g, true); }, 0},
      {"variance", [](const Groups& g) { return BetweenGroupVariance(g); }, 2},
      {"deviation", [](const Groups& g) { return BetweenGroupStandardDeviation(g, {}); }, 1},
      {"variation", [](const Groups& g) { return CoefficientOfVariation(g, {}); }, 0},
      {"disparity", [](const Groups& g) { return IndexOfDisparity(g, {}); }, 0},
      {"from best", mean_difference(Comparator::kBest, Weighting::kEqual), 1},
      {"from best weighted", mean_difference(Comparator::kBest, Weighting::kByPopulation), 1},
      {"from reference", mean_difference(Comparator::kReference, Weighting::kByPopulation), 1},
      {"from mean", mean_difference(Comparator::kEverybody, Weighting::kByPopulation), 1},
      {"theil", [](const Groups& g) { return TheilIndex(g); }, 0},
      {"mld", [](const Groups& g) { return MeanLogDeviation(g); }, 0},
      {"aci",
       [](const Groups& g) { return AbsoluteConcentration(std::span<const Subgroup>(g), {}); }, 1},
      {"rci",
       [](const Groups& g) { return RelativeConcentration(std::span<const Subgroup>(g), {}); }, 0},
  };
}

// Estimates of at least 0.1 and populations of at least 1, one group the reference.
Groups Drawn() {
  const int count = *rc::gen::inRange(3, 12);
  Groups groups;
  for (int i = 0; i < count; ++i) {
    Subgroup group{*rc::gen::inRange(1, 1000) / 10.0, *rc::gen::inRange(0, 100) / 50.0,
                   static_cast<double>(*rc::gen::inRange(1, 100000))};
    group.order = i + 1;
    groups.push_back(group);
  }
  groups[static_cast<std::size_t>(*rc::gen::inRange(0, count))].is_reference = true;
  return groups;
}

Groups Shuffled(Groups groups) {
  for (std::size_t i = groups.size() - 1; i > 0; --i) {
    std::swap(groups[i],
              groups[static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(i) + 1))]);
  }
  return groups;
}

bool AreNear(double a, double b, double scale) { return std::abs(a - b) <= 1e-9 * scale; }

double ValueOf(const Property& property, const Groups& groups) {
  const auto measure = property.measure(groups);
  RC_ASSERT(measure.ok());
  return measure->value;
}

RC_GTEST_PROP(SummaryMeasures, AreZeroWhereAllGroupsAreEqual, ()) {
  Groups groups = Drawn();
  for (Subgroup& group : groups) group.estimate = groups[0].estimate;
  for (const Property& property : ZeroMeasures()) {
    RC_LOG() << property.name;
    RC_ASSERT(AreNear(ValueOf(property, groups), 0, 100));
  }
}

RC_GTEST_PROP(SummaryMeasures, DoNotDependOnTheOrderOfRows, ()) {
  const Groups groups = Drawn();
  const Groups shuffled = Shuffled(groups);
  for (const Property& property : ZeroMeasures()) {
    RC_LOG() << property.name;
    const double value = ValueOf(property, groups);
    RC_ASSERT(AreNear(value, ValueOf(property, shuffled), 1 + std::abs(value)));
  }
}

RC_GTEST_PROP(SummaryMeasures, DependOnSharesNotOnPopulations, ()) {
  const Groups groups = Drawn();
  Groups larger = groups;
  for (Subgroup& group : larger) *group.population *= 8;
  for (const Property& property : ZeroMeasures()) {
    RC_LOG() << property.name;
    const double value = ValueOf(property, groups);
    RC_ASSERT(AreNear(value, ValueOf(property, larger), 1 + std::abs(value)));
  }
}

RC_GTEST_PROP(SummaryMeasures, ScaleWithTheirUnit, ()) {
  const Groups groups = Drawn();
  Groups scaled = groups;
  for (Subgroup& group : scaled) *group.estimate *= 4;
  for (const Property& property : ZeroMeasures()) {
    RC_LOG() << property.name;
    const double expected = std::pow(4, property.power) * ValueOf(property, groups);
    RC_ASSERT(AreNear(ValueOf(property, scaled), expected, 1 + std::abs(expected)));
  }
}

RC_GTEST_PROP(SummaryMeasures, HaveLimitsAroundTheirValue, ()) {
  const Groups groups = Drawn();
  for (const Property& property : ZeroMeasures()) {
    RC_LOG() << property.name;
    const auto measure = property.measure(groups);
    RC_ASSERT(measure.ok());
    if (!measure->interval) continue;
    RC_ASSERT(measure->interval->lower <= measure->value);
    RC_ASSERT(measure->interval->upper >= measure->value);
  }
}

RC_GTEST_PROP(SimpleMeasures, TurnRoundWithThePolarity, ()) {
  const Groups groups = Drawn();
  const auto higher = Difference(groups, Dimension::kOrdered, Polarity::kHigherIsBetter);
  const auto lower = Difference(groups, Dimension::kOrdered, Polarity::kLowerIsBetter);
  RC_ASSERT(higher.ok() && lower.ok());
  RC_ASSERT(higher->value == -lower->value);
  const auto up = Ratio(groups, Dimension::kOrdered, Polarity::kHigherIsBetter);
  const auto down = Ratio(groups, Dimension::kOrdered, Polarity::kLowerIsBetter);
  RC_ASSERT(up.ok() && down.ok());
  RC_ASSERT(AreNear(up->value * down->value, 1, 1));
}

RC_GTEST_PROP(OrderedMeasures, TurnRoundWithTheOrder, ()) {
  const Groups groups = Drawn();
  Groups reversed = groups;
  for (Subgroup& group : reversed) group.order = -*group.order;
  const auto index = AbsoluteConcentration(std::span<const Subgroup>(groups), {});
  const auto other = AbsoluteConcentration(std::span<const Subgroup>(reversed), {});
  RC_ASSERT(index.ok() && other.ok());
  RC_ASSERT(AreNear(index->value, -other->value, 1 + std::abs(index->value)));
  const auto slope = SlopeOverGroups(groups, {});
  const auto back = SlopeOverGroups(reversed, {});
  RC_ASSERT(slope.ok() == back.ok());
  if (!slope.ok()) return;
  RC_ASSERT(AreNear(slope->absolute.value, -back->absolute.value, 100));
  RC_ASSERT(AreNear(slope->relative->value * back->relative->value, 1, 1));
}

RC_GTEST_PROP(OrderedMeasures, AgreeOnTheSignOfALadder, ()) {
  Groups groups = Drawn();
  for (std::size_t i = 0; i < groups.size(); ++i) groups[i].estimate = 5.0 + static_cast<double>(i);
  const auto index = RelativeConcentration(std::span<const Subgroup>(groups), {});
  RegressionSlopeOptions options;
  options.model = LineModel::kLinear;
  const auto slope = SlopeOverGroups(groups, options);
  RC_ASSERT(index.ok() && slope.ok());
  RC_ASSERT(index->value > 0 && index->value < 1);
  RC_ASSERT(slope->absolute.value > 0);
}

RC_GTEST_PROP(DecomposeChange, AddsUpToTheChange, ()) {
  std::vector<GroupChange> groups;
  double before = 0, after = 0, people_before = 0, people_after = 0;
  const int count = *rc::gen::inRange(1, 10);
  for (int i = 0; i < count; ++i) {
    GroupChange group;
    for (GroupCount* period : {&group.before, &group.after}) {
      period->denominator = *rc::gen::inRange(1, 10000);
      period->numerator = *rc::gen::inRange(0, 20000);
    }
    before += group.before.numerator;
    after += group.after.numerator;
    people_before += group.before.denominator;
    people_after += group.after.denominator;
    groups.push_back(group);
  }
  const auto change = DecomposeChange(groups, CountKind::kRate);
  RC_ASSERT(change.ok());
  const double expected = after / people_after - before / people_before;
  RC_ASSERT(AreNear(change->total, expected, 1 + std::abs(expected)));
}

RC_GTEST_PROP(Shrink, LiesBetweenTheRawAndTheCommonLevel, (bool proportions)) {
  std::vector<GroupCount> areas;
  const int count = *rc::gen::inRange(3, 30);
  for (int i = 0; i < count; ++i) {
    const int people = *rc::gen::inRange(1, 1000);
    areas.push_back(
        {static_cast<double>(*rc::gen::inRange(0, people + 1)), static_cast<double>(people)});
  }
  const auto levels = Shrink(areas, proportions ? CountKind::kProportion : CountKind::kRate);
  RC_ASSERT(levels.ok());
  for (const ShrunkLevel& area : levels->areas) {
    RC_ASSERT(area.weight >= 0 && area.weight <= 1);
    RC_ASSERT(area.shrunk >= std::min(area.raw, levels->overall) - 1e-12);
    RC_ASSERT(area.shrunk <= std::max(area.raw, levels->overall) + 1e-12);
  }
}

RC_GTEST_PROP(QuantilesWithinAreas, AreAsEqualAsTheyCanBeWithoutTies, ()) {
  const int quantiles = *rc::gen::inRange(2, 21);
  const int count = *rc::gen::inRange(quantiles, 500);
  std::vector<SmallArea> areas;
  for (int i = 0; i < count; ++i) areas.push_back({"E1", static_cast<double>(i)});
  const auto assigned = QuantilesWithinAreas(areas, quantiles);
  RC_ASSERT(assigned.ok());
  std::vector<int> sizes(static_cast<std::size_t>(quantiles));
  for (const int quantile : *assigned) ++sizes.at(static_cast<std::size_t>(quantile - 1));
  const auto [least, most] = std::minmax_element(sizes.begin(), sizes.end());
  RC_ASSERT(*most - *least <= 1);
  RC_ASSERT(std::is_sorted(assigned->rbegin(), assigned->rend()));
}

RC_GTEST_PROP(QuantilesWithinAreas, AgreeWithTheReferencesRuleOnQuintilesAndDeciles, ()) {
  const int quantiles = *rc::gen::element(5, 10);
  std::vector<SmallArea> areas;
  std::vector<std::optional<double>> scores;
  const int count = *rc::gen::inRange(quantiles, 300);
  for (int i = 0; i < count; ++i) {
    scores.emplace_back(*rc::gen::inRange(0, 200));
    areas.push_back({"E1", *scores.back()});
  }
  const auto within = QuantilesWithinAreas(areas, quantiles);
  const auto assigned = AssignQuantiles(scores, quantiles, FirstQuantile::kHighestValues);
  RC_ASSERT(within.ok() && assigned.ok());
  for (std::size_t i = 0; i < within->size(); ++i) RC_ASSERT((*within)[i] == (*assigned)[i]);
}

}  // namespace
}  // namespace fivestep::analysis::statistics
