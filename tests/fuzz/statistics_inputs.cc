#include "fuzz/statistics_inputs.h"

#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "analysis/statistics/direct_rate.h"
#include "analysis/statistics/funnel_limits.h"
#include "analysis/statistics/funnel_significance.h"
#include "analysis/statistics/gap.h"
#include "analysis/statistics/indirect_standardisation.h"
#include "analysis/statistics/life_expectancy.h"
#include "analysis/statistics/mean.h"
#include "analysis/statistics/multiple_testing.h"
#include "analysis/statistics/proportion.h"
#include "analysis/statistics/quantile_groups.h"
#include "analysis/statistics/rate.h"
#include "analysis/statistics/slope_index.h"
#include "fuzz/equality_inputs.h"
#include "fuzz/fuzz_bytes.h"

namespace fivestep::testing {
namespace {

using namespace analysis::statistics;  // NOLINT: the functions under test

std::string TryProportion(Bytes& bytes) {
  const double numerator = bytes.Number();
  const auto estimate = EstimateProportion(numerator, bytes.Number(), bytes.Confidence());
  return estimate.ok() ? JudgeInterval(estimate->value, estimate->interval) : Judge(estimate);
}

std::string TryRate(Bytes& bytes) {
  const double events = bytes.Number();
  return Judge(EstimateRate(events, bytes.Number(), bytes.Confidence(), bytes.Number()));
}

std::string TryGap(Bytes& bytes) {
  const GroupCount one{bytes.Number(), bytes.Number()};
  const GroupCount other{bytes.Number(), bytes.Number()};
  const double confidence = bytes.Confidence();
  const std::string proportions =
      Judge(ProportionGap(one, other, Polarity::kHigherIsBetter, confidence));
  const std::string rates = Judge(RateGap(one, other, Polarity::kLowerIsBetter, confidence));
  return proportions + rates + Judge(PeopleToCloseGap(one, other, Polarity::kLowerIsBetter));
}

std::string TryMean(Bytes& bytes) {
  const auto values = bytes.List(40, [&] { return bytes.Number(); });
  return Judge(EstimateMean(values, bytes.Confidence()));
}

std::string TryDirectRate(Bytes& bytes) {
  const auto bands = bytes.List(25, [&] {
    return StandardisedBand{bytes.Number(), bytes.Number(), bytes.Number()};
  });
  const auto frequencies = bytes.List(4, [&] {
    return EventFrequency{bytes.Number(), bytes.List(25, [&] { return bytes.Number(); })};
  });
  const double multiplier = bytes.Number();
  for (const auto& rate : {EstimateDirectRate(bands, multiplier),
                           EstimateDirectRate(bands, frequencies, multiplier)}) {
    if (!rate.ok()) return Judge(rate);
    const std::string wrong = Judge(DobsonInterval(*rate, bytes.Confidence()));
    if (!wrong.empty()) return wrong;
  }
  return "";
}

std::string TryIndirectRate(Bytes& bytes) {
  const double observed = bytes.Number();
  const auto bands = bytes.List(25, [&] {
    return ReferenceBand{bytes.Number(), bytes.Number(), bytes.Number()};
  });
  const double confidence = bytes.Confidence();
  return Judge(EstimateIndirectRatio(observed, bands, confidence)) +
         Judge(EstimateIndirectRate(observed, bands, confidence));
}

std::string TryQuantiles(Bytes& bytes) {
  const auto values = bytes.List(60, [&] { return bytes.MaybeNumber(); });
  const int quantiles = bytes.Byte();
  const auto assigned = AssignQuantiles(
      values, quantiles,
      bytes.Byte() % 2 == 0 ? FirstQuantile::kHighestValues : FirstQuantile::kLowestValues);
  if (!assigned.ok()) return Judge(assigned);
  for (const std::optional<int>& one : *assigned) {
    if (one && (*one < 1 || *one > quantiles)) return "a quantile that there is not";
  }
  return "";
}

std::string TryFunnel(Bytes& bytes) {
  constexpr std::array kStatistics = {FunnelStatistic::kProportion, FunnelStatistic::kRatio,
                                      FunnelStatistic::kRate};
  FunnelOptions options;
  options.statistic = kStatistics[bytes.Byte() % kStatistics.size()];
  options.multiplier = bytes.Number();
  options.years = bytes.Number();
  options.rate_kind = bytes.Byte() % 2 == 0 ? RateKind::kCrude : RateKind::kDirectlyStandardised;
  const auto areas = bytes.List(20, [&] {
    return FunnelArea{bytes.Number(), bytes.MaybeNumber(), bytes.MaybeNumber()};
  });
  const auto plot = ComputeFunnelLimits(areas, options);
  if (plot.ok() && plot->limits.size() != kFunnelSizes) return "a plot of another size";
  return Judge(plot) + Judge(AssignFunnelSignificance(areas, options)) +
         Judge(FunnelPoints(areas, options));
}

std::string TryLifeExpectancy(Bytes& bytes) {
  std::vector<LifeTableBand> bands;
  for (const double age : kLifeTableAges) {
    const double population = bytes.Number();
    bands.push_back({bytes.Byte() == 0 ? bytes.Number() : age, population, bytes.Number()});
  }
  if (bytes.Byte() == 0) bands.pop_back();
  const auto years = EstimateLifeExpectancy(bands, bytes.Confidence());
  if (!years.ok()) return Judge(years);
  for (const LifeExpectancy& one : *years) {
    if (one.value && !std::isfinite(*one.value)) return "a life without end";
  }
  return "";
}

std::string TrySlopeIndex(Bytes& bytes) {
  constexpr std::array kTypes = {SlopeValueType::kNormal, SlopeValueType::kRate,
                                 SlopeValueType::kProportion};
  SlopeOptions options;
  options.value_type = kTypes[bytes.Byte() % kTypes.size()];
  options.transform = bytes.Byte() % 2 == 0;
  options.multiplier = bytes.Number();
  options.confidence = bytes.List(3, [&] { return bytes.Confidence(); });
  options.repetitions = kMinSlopeRepetitions;
  options.reliability = bytes.Byte() % 16 == 0;
  const auto groups = bytes.List(12, [&] {
    return SlopeGroup{
        bytes.Number(), bytes.Number(), {bytes.Number(), bytes.Number()}, bytes.MaybeNumber()};
  });
  FastRandomStream random(bytes.Byte());
  return Judge(EstimateSlopeIndex(groups, options, bytes.Byte())) +
         Judge(EstimateSlopeIndex(groups, options, random));
}

std::string TryMultipleTesting(Bytes& bytes) {
  return Judge(BenjaminiHochberg(bytes.List(50, [&] { return bytes.Number(); })));
}

}  // namespace

std::string TryStatistic(std::span<const std::uint8_t> bytes) {
  constexpr std::array kStatistics = {TryProportion,
                                      TryRate,
                                      TryGap,
                                      TryMean,
                                      TryDirectRate,
                                      TryIndirectRate,
                                      TryQuantiles,
                                      TryFunnel,
                                      TryLifeExpectancy,
                                      TrySlopeIndex,
                                      TryMultipleTesting,
                                      TryUnorderedMeasures,
                                      TryOrderedMeasures,
                                      TrySimpleMeasures,
                                      TryChangeMeasures,
                                      TryAreaMeasures};
  Bytes input(bytes);
  return kStatistics[input.Byte() % kStatistics.size()](input);
}

}  // namespace fivestep::testing
