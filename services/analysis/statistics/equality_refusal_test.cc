// Whatever numbers come in, a measure of inequality answers with finite ones or refuses in a
// sentence.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/statistics/area_quantiles.h"
#include "analysis/statistics/attributable_risk.h"
#include "analysis/statistics/change_decomposition.h"
#include "analysis/statistics/concentration_index.h"
#include "analysis/statistics/difference_in_differences.h"
#include "analysis/statistics/disparity_index.h"
#include "analysis/statistics/dispersion.h"
#include "analysis/statistics/empirical_bayes.h"
#include "analysis/statistics/entropy.h"
#include "analysis/statistics/mean_difference.h"
#include "analysis/statistics/regression_slope.h"
#include "analysis/statistics/simple_measures.h"

namespace fivestep::analysis::statistics {
namespace {

// Mostly plain, sometimes at the edges of what a double can be.
double Number() {
  using Limits = std::numeric_limits<double>;
  if (*rc::gen::inRange(0, 10) > 0) return *rc::gen::inRange(0, 10000) / 100.0;
  return *rc::gen::element(0.0, -0.0, -1.0, 0.5, 100.0, 1e-300, 1e300, -1e300, Limits::max(),
                           Limits::denorm_min(), Limits::quiet_NaN(), Limits::infinity(),
                           -Limits::infinity());
}

std::optional<double> MaybeNumber() {
  return *rc::gen::inRange(0, 20) == 0 ? std::nullopt : std::optional<double>(Number());
}

template <class Enum>
Enum OneOf(int count) {
  return static_cast<Enum>(*rc::gen::inRange(0, count));
}

std::vector<Subgroup> Groups() {
  std::vector<Subgroup> groups(static_cast<std::size_t>(*rc::gen::inRange(0, 9)));
  for (std::size_t i = 0; i < groups.size(); ++i) {
    groups[i] = {MaybeNumber(), MaybeNumber(), MaybeNumber(), static_cast<int>(i)};
    if (*rc::gen::inRange(0, 20) == 0) groups[i].order = *rc::gen::arbitrary<int>();
  }
  if (!groups.empty() && *rc::gen::arbitrary<bool>()) groups[0].is_reference = true;
  return groups;
}

std::vector<Respondent> People() {
  std::vector<Respondent> people(static_cast<std::size_t>(*rc::gen::inRange(0, 20)));
  const bool has_units = *rc::gen::arbitrary<bool>();
  for (Respondent& one : people) {
    one = {Number(), *rc::gen::inRange(0, 4), Number()};
    if (*rc::gen::arbitrary<bool>()) one.value = one.value > 50 ? 1 : 0;
    if (has_units) one.unit = *rc::gen::inRange(0, 3);
    one.stratum = *rc::gen::inRange(0, 2);
  }
  return people;
}

GroupCount Count() { return {std::floor(Number()), std::floor(2 * Number())}; }

template <class T>
bool IsSensibleRefusal(const Result<T>& result) {
  return result.status().code() == Code::kInvalidArgument && !result.status().message().empty();
}

void Check(const char* name, const Result<SummaryMeasure>& measure) {
  RC_LOG() << name;
  if (!measure.ok()) {
    RC_ASSERT(IsSensibleRefusal(measure));
    return;
  }
  RC_ASSERT(std::isfinite(measure->value));
  if (measure->standard_error) RC_ASSERT(*measure->standard_error >= 0);
  if (measure->interval) RC_ASSERT(measure->interval->lower <= measure->interval->upper);
}

std::optional<Simulation> MaybeSimulation() {
  if (*rc::gen::arbitrary<bool>()) return std::nullopt;
  Simulation simulation;
  simulation.draws = *rc::gen::inRange(30, 60);
  simulation.largest = *rc::gen::arbitrary<bool>() ? 100 : Number();
  return simulation;
}

RC_GTEST_PROP(UnorderedMeasures, AnswerOrRefuse, ()) {
  const auto groups = Groups();
  const auto missing = OneOf<MissingEstimates>(2);
  const auto simulation = MaybeSimulation();
  MeanDifferenceOptions mean{OneOf<Comparator>(3), OneOf<Weighting>(2), OneOf<Polarity>(2)};
  mean.simulation = simulation;
  mean.missing = missing;
  DisparityOptions disparity{OneOf<Weighting>(2)};
  if (*rc::gen::arbitrary<bool>()) mean.setting_average = disparity.setting_average = Number();
  disparity.simulation = simulation;
  disparity.missing = missing;
  Check("variance", BetweenGroupVariance(groups, 0.95, missing));
  Check("deviation", BetweenGroupStandardDeviation(groups, simulation, missing));
  Check("variation", CoefficientOfVariation(groups, simulation, missing));
  Check("mean difference", MeanDifference(groups, mean));
  Check("disparity", IndexOfDisparity(groups, disparity));
  Check("theil", TheilIndex(groups, 0.95, missing));
  Check("mld", MeanLogDeviation(groups, 0.95, missing));
}

RC_GTEST_PROP(SimpleMeasures, AnswerOrRefuse, ()) {
  const auto groups = Groups();
  const auto dimension = OneOf<Dimension>(2);
  const auto polarity = OneOf<Polarity>(2);
  const double confidence = *rc::gen::element(0.95, 99.8, 1.0, 0.5, std::nan(""));
  Check("difference", Difference(groups, dimension, polarity, confidence));
  Check("ratio", Ratio(groups, dimension, polarity, confidence));
  AttributableRiskOptions options{dimension,     polarity,   MaybeNumber(),
                                  MaybeNumber(), confidence, OneOf<MissingEstimates>(2)};
  const auto risk = PopulationAttributableRisk(groups, options);
  if (!risk.ok()) {
    RC_ASSERT(IsSensibleRefusal(risk));
    return;
  }
  Check("risk", risk->risk);
  Check("fraction", risk->fraction);
}

void CheckSlope(const Result<RegressionSlope>& slope) {
  if (!slope.ok()) {
    RC_ASSERT(IsSensibleRefusal(slope));
    return;
  }
  Check("slope", slope->absolute);
  if (slope->relative) Check("relative", *slope->relative);
}

RC_GTEST_PROP(OrderedMeasures, AnswerOrRefuse, ()) {
  const auto groups = Groups();
  const auto people = People();
  const RegressionSlopeOptions slope{OneOf<LineModel>(2), 0.95, OneOf<MissingEstimates>(2)};
  ConcentrationOptions index;
  if (*rc::gen::arbitrary<bool>()) index.bounds = Interval{Number(), Number()};
  index.normalisation = OneOf<Normalisation>(3);
  CheckSlope(SlopeOverGroups(groups, slope));
  CheckSlope(SlopeOverPeople(people, slope));
  Check("aci", AbsoluteConcentration(std::span<const Subgroup>(groups), index));
  Check("rci", RelativeConcentration(std::span<const Subgroup>(groups), index));
  Check("aci of people", AbsoluteConcentration(std::span<const Respondent>(people), index));
  Check("rci of people", RelativeConcentration(std::span<const Respondent>(people), index));
}

RC_GTEST_PROP(ChangeMeasures, AnswerOrRefuse, ()) {
  std::vector<GroupChange> groups(static_cast<std::size_t>(*rc::gen::inRange(0, 5)));
  for (GroupChange& group : groups) group = {Count(), Count()};
  const auto kind = OneOf<CountKind>(2);
  const auto change = DecomposeChange(groups, kind);
  if (change.ok()) {
    RC_ASSERT(std::isfinite(change->total));
    RC_ASSERT(change->level.interval.lower <= change->level.interval.upper);
  } else {
    RC_ASSERT(IsSensibleRefusal(change));
  }
  const auto gain = DifferenceInDifferences({Count(), Count()}, {Count(), Count()}, kind,
                                            OneOf<Polarity>(2), 0.95, Number());
  if (gain.ok()) {
    RC_ASSERT(std::isfinite(gain->absolute.value));
    RC_ASSERT(gain->absolute.interval.lower <= gain->absolute.interval.upper);
    RC_ASSERT(gain->p_value >= 0 && gain->p_value <= 1);
  } else {
    RC_ASSERT(IsSensibleRefusal(gain));
  }
}

RC_GTEST_PROP(AreaMeasures, AnswerOrRefuse, ()) {
  std::vector<GroupCount> counts(static_cast<std::size_t>(*rc::gen::inRange(0, 6)));
  std::vector<SmallArea> areas;
  for (GroupCount& count : counts) {
    count = Count();
    areas.push_back({std::to_string(*rc::gen::inRange(1, 3)), Number()});
  }
  const auto levels = Shrink(counts, OneOf<CountKind>(2));
  if (levels.ok()) {
    for (const ShrunkLevel& area : levels->areas) RC_ASSERT(std::isfinite(area.shrunk));
  } else {
    RC_ASSERT(IsSensibleRefusal(levels));
  }
  const int count = *rc::gen::inRange(-1, 6);
  const auto quantiles = QuantilesWithinAreas(areas, count);
  if (quantiles.ok()) {
    for (const int quantile : *quantiles) RC_ASSERT(quantile >= 1 && quantile <= count);
  } else {
    RC_ASSERT(IsSensibleRefusal(quantiles));
  }
}

}  // namespace
}  // namespace fivestep::analysis::statistics
