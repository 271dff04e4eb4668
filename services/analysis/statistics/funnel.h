// What the functions of a funnel plot share: the areas, and how a rate's denominator is known.
//
// A funnel plot shows each area's value against its size, between limits that widen as areas get
// smaller: outside them an area differs from the average by more than chance.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_FUNNEL_H_
#define FIVESTEP_ANALYSIS_STATISTICS_FUNNEL_H_

#include <optional>
#include <span>
#include <vector>

#include "analysis/statistics/rate.h"
#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

enum class FunnelStatistic {
  kProportion,  // people out of people
  kRatio,       // observed over expected events
  kRate,        // events per person and year, crude or directly standardised
};

enum class RateKind { kCrude, kDirectlyStandardised };

// An area of the plot.
struct FunnelArea {
  // People, or events.
  double numerator = 0;
  // People; expected events of a ratio; person-years of a rate. A rate's may be absent: it then
  // follows from numerator and rate, so only an area without events must have it.
  std::optional<double> denominator = std::nullopt;
  // Of kRate only, per `multiplier`. Not read for an area without events.
  std::optional<double> rate = std::nullopt;
};

struct FunnelOptions {
  FunnelStatistic statistic = FunnelStatistic::kProportion;
  // Limits and baseline are shown times this (a ratio's are not).
  double multiplier = 100;
  // Of kRate only.
  RateKind rate_kind = RateKind::kCrude;
  // Years that the events were counted over.
  double years = 1;
};

// Two-sided tail areas of the inner and outer limits, "2 sigma" and "3 sigma": 5 % and 0.2 %.
inline constexpr double kInnerConfidence = 0.95;
inline constexpr double kOuterConfidence = 0.998;
// Directly standardised rates of fewer events are neither drawn nor judged.
inline constexpr double kMinFunnelDirectRateEvents = 10;
// More areas than any level of English geography but the census's has.
inline constexpr std::size_t kMaxFunnelAreas = 100'000;

// Returns each area's denominator: given, or for a rate derived as multiplier x events / rate.
// Nothing for a directly standardised rate without events. Checks the areas and options on the way.
//
// Errors:
//   kInvalidArgument  no area or more than kMaxFunnelAreas; a numerator that is negative or not
//                     finite; a denominator that is needed and not above 0; of a proportion, a
//                     numerator above its denominator; of a rate with events, a rate not above 0;
//                     multiplier or years not above 0.
// Worked value: 5 events at 10 per 100,000 -> 50,000.
Result<std::vector<std::optional<double>>> FunnelDenominators(std::span<const FunnelArea> areas,
                                                              const FunnelOptions& options);

// Returns the average of all areas, sum of numerators over sum of denominators.
// Errors: as FunnelDenominators; kInvalidArgument when no area has a denominator.
Result<double> FunnelAverage(std::span<const FunnelArea> areas, const FunnelOptions& options);

// A proportion's limit for an area of `population`, at `z` standard deviations, below (-1) or above
// (+1) the `average` in [0, 1]. Not clamped.
//
// REQUIRES: population > 0, z > 0.
// Source: Spiegelhalter (2005), Statistics in Medicine 24:1185-1202, with Wilson's score interval
// as PHEindicatormethods 2.1.0 solves it. Worked value: average 0.2, 100 people, z 1.96, above ->
// 0.2784.
double ProportionFunnelLimit(double average, double population, double z, int side);

// An area's place in a funnel plot of rates.
struct FunnelPoint {
  std::optional<double> rate = std::nullopt;
  std::optional<double> population = std::nullopt;  // in one year
};

// Returns where each area of a kRate plot is drawn: nothing for a directly standardised rate of
// fewer than kMinFunnelDirectRateEvents events.
// Errors: as FunnelDenominators. Worked value: 20 events at 10 per 100,000 over 2 years -> 10, at a
// population of 100,000.
Result<std::vector<FunnelPoint>> FunnelPoints(std::span<const FunnelArea> areas,
                                              const FunnelOptions& options);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_FUNNEL_H_
