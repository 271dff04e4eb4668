#include "fuzz/equality_inputs.h"

#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/statistics/area_quantiles.h"
#include "analysis/statistics/attributable_risk.h"
#include "analysis/statistics/concentration_index.h"
#include "analysis/statistics/difference_in_differences.h"
#include "analysis/statistics/disparity_index.h"
#include "analysis/statistics/dispersion.h"
#include "analysis/statistics/empirical_bayes.h"
#include "analysis/statistics/entropy.h"
#include "analysis/statistics/mean_difference.h"
#include "analysis/statistics/regression_slope.h"
#include "analysis/statistics/simple_measures.h"

namespace fivestep::testing {
namespace {

using namespace analysis::statistics;  // NOLINT: the functions under test

template <typename Enum>
Enum OneOf(Bytes& bytes, int count) {
  return static_cast<Enum>(bytes.Byte() % count);
}

std::vector<Subgroup> Groups(Bytes& bytes) {
  int place = 0;
  const int reference = bytes.Byte() % 12;
  return bytes.List(12, [&] {
    Subgroup group{bytes.MaybeNumber(), bytes.MaybeNumber(), bytes.MaybeNumber()};
    group.is_reference = place == reference;
    group.order = bytes.Byte() == 0 ? bytes.Byte() : place;
    ++place;
    return group;
  });
}

std::vector<Respondent> People(Bytes& bytes) {
  const bool has_units = bytes.Byte() % 2 == 0;
  return bytes.List(40, [&] {
    Respondent one{bytes.Number(), bytes.Byte() % 5, bytes.Number()};
    if (bytes.Byte() % 2 == 0) one.value = one.value > 40 ? 1 : 0;
    if (has_units) one.unit = bytes.Byte() % 4;
    one.stratum = bytes.Byte() % 3;
    return one;
  });
}

std::string JudgeMeasure(const Result<SummaryMeasure>& measure) {
  if (!measure.ok()) return Judge(measure);
  if (!std::isfinite(measure->value)) return "a measure that is no number";
  if (measure->standard_error && !(*measure->standard_error >= 0)) return "an error below 0";
  if (measure->interval && !(measure->interval->lower <= measure->interval->upper)) {
    return "an interval the wrong way round";
  }
  return "";
}

std::string JudgeSlope(const Result<RegressionSlope>& slope) {
  if (!slope.ok()) return Judge(slope);
  return JudgeMeasure(slope->absolute) + (slope->relative ? JudgeMeasure(*slope->relative) : "");
}

std::optional<Simulation> MaybeSimulation(Bytes& bytes) {
  if (bytes.Byte() % 2 == 0) return std::nullopt;
  Simulation simulation;
  simulation.draws = kMinDraws - 1 + bytes.Byte() % 16;
  if (bytes.Byte() % 2 == 0) simulation.largest = bytes.Number();
  simulation.confidence = bytes.Confidence();
  return simulation;
}

GroupCount Count(Bytes& bytes) {
  const double numerator = bytes.Number();
  return {numerator, bytes.Number()};
}

GroupChange Change(Bytes& bytes) {
  const GroupCount before = Count(bytes);
  return {before, Count(bytes)};
}

}  // namespace

std::string TryUnorderedMeasures(Bytes& bytes) {
  const auto groups = Groups(bytes);
  const auto missing = OneOf<MissingEstimates>(bytes, 2);
  const double confidence = bytes.Confidence();
  const auto simulation = MaybeSimulation(bytes);
  const MeanDifferenceOptions mean{OneOf<Comparator>(bytes, 3),
                                   OneOf<Weighting>(bytes, 2),
                                   OneOf<Polarity>(bytes, 2),
                                   bytes.MaybeNumber(),
                                   simulation,
                                   missing};
  const DisparityOptions disparity{OneOf<Weighting>(bytes, 2), bytes.MaybeNumber(), simulation,
                                   missing};
  return JudgeMeasure(BetweenGroupVariance(groups, confidence, missing)) +
         JudgeMeasure(BetweenGroupStandardDeviation(groups, simulation, missing)) +
         JudgeMeasure(CoefficientOfVariation(groups, simulation, missing)) +
         JudgeMeasure(MeanDifference(groups, mean)) +
         JudgeMeasure(IndexOfDisparity(groups, disparity)) +
         JudgeMeasure(TheilIndex(groups, confidence, missing)) +
         JudgeMeasure(MeanLogDeviation(groups, confidence, missing));
}

std::string TryOrderedMeasures(Bytes& bytes) {
  const auto groups = Groups(bytes);
  const auto people = People(bytes);
  const RegressionSlopeOptions slope{OneOf<LineModel>(bytes, 2), bytes.Confidence(),
                                     OneOf<MissingEstimates>(bytes, 2)};
  ConcentrationOptions index;
  if (bytes.Byte() % 2 == 0) index.bounds = Interval{bytes.Number(), bytes.Number()};
  index.normalisation = OneOf<Normalisation>(bytes, 3);
  const std::span<const Subgroup> all_groups(groups);
  const std::span<const Respondent> all_people(people);
  return JudgeSlope(SlopeOverGroups(groups, slope)) + JudgeSlope(SlopeOverPeople(people, slope)) +
         JudgeMeasure(AbsoluteConcentration(all_groups, index)) +
         JudgeMeasure(RelativeConcentration(all_groups, index)) +
         JudgeMeasure(AbsoluteConcentration(all_people, index)) +
         JudgeMeasure(RelativeConcentration(all_people, index));
}

std::string TrySimpleMeasures(Bytes& bytes) {
  const auto groups = Groups(bytes);
  const auto dimension = OneOf<Dimension>(bytes, 2);
  const auto polarity = OneOf<Polarity>(bytes, 2);
  const double confidence = bytes.Confidence();
  const AttributableRiskOptions options{dimension,           polarity,
                                        bytes.MaybeNumber(), bytes.MaybeNumber(),
                                        confidence,          OneOf<MissingEstimates>(bytes, 2)};
  const auto risk = PopulationAttributableRisk(groups, options);
  return JudgeMeasure(Difference(groups, dimension, polarity, confidence)) +
         JudgeMeasure(Ratio(groups, dimension, polarity, confidence)) +
         (risk.ok() ? JudgeMeasure(risk->risk) + JudgeMeasure(risk->fraction) : Judge(risk));
}

std::string TryChangeMeasures(Bytes& bytes) {
  const auto groups = bytes.List(8, [&] { return Change(bytes); });
  const auto kind = OneOf<CountKind>(bytes, 2);
  const double confidence = bytes.Confidence();
  const auto change = DecomposeChange(groups, kind, confidence);
  const GroupChange group = Change(bytes);
  const auto gain = DifferenceInDifferences(group, Change(bytes), kind, OneOf<Polarity>(bytes, 2),
                                            confidence, bytes.Number());
  return (change.ok() ? JudgeInterval(change->level.value, change->level.interval)
                      : Judge(change)) +
         (gain.ok() ? JudgeInterval(gain->absolute.value, gain->absolute.interval) : Judge(gain));
}

std::string TryAreaMeasures(Bytes& bytes) {
  const auto counts = bytes.List(20, [&] { return Count(bytes); });
  const auto areas = bytes.List(40, [&] {
    return SmallArea{std::to_string(bytes.Byte() % 3), bytes.Number()};
  });
  const auto levels = Shrink(counts, OneOf<CountKind>(bytes, 2));
  const int quantiles = bytes.Byte() % 12;
  const auto assigned = QuantilesWithinAreas(areas, quantiles);
  if (assigned.ok()) {
    for (const int one : *assigned) {
      if (one < 1 || one > quantiles) return "a quantile that there is not";
    }
  }
  return Judge(levels) + Judge(assigned) +
         Judge(PeopleToCloseEveryGap(counts, Count(bytes), Polarity::kHigherIsBetter));
}

}  // namespace fivestep::testing
