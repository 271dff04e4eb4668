// Rates of events and how sure we can be of them.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_RATE_H_
#define FIVESTEP_ANALYSIS_STATISTICS_RATE_H_

#include "analysis/statistics/interval.h"
#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

// From this many events on, Byar's approximation replaces the exact Poisson interval, as in the
// public-health technical guides and PHEindicatormethods.
inline constexpr double kByarsFromEvents = 10;

// Rates are per 100,000 unless the caller says otherwise.
inline constexpr double kPer100000 = 100000;

enum class RateMethod { kExactPoisson, kByars };

// An interval of a count of events, with the method that gave it.
struct CountInterval {
  Interval interval;
  RateMethod method = RateMethod::kExactPoisson;
};

// A rate with its interval, per `multiplier` person-years (or persons: the caller's denominator).
struct RateEstimate {
  double value = 0;
  Interval interval;
  RateMethod method = RateMethod::kExactPoisson;
};

// Returns Byar's interval of `events`, as a count.
//
// The lower limit is NaN where the approximation gives none: at 0 events, and where it turns
// negative (1 event at 99.8 %).
//
// Errors:
//   kInvalidArgument  `events` is negative or not finite, or the confidence is out of range.
// Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, IARC, p. 69.
// Worked value: 10 events -> [4.7874, 18.3915].
Result<Interval> ByarsInterval(double events, double confidence = kDefaultConfidence);

// Returns the exact Poisson interval of `events`, as a count: chi-square quantiles, halved.
// At a confidence of exactly 1 it is [0, infinity].
//
// Errors: as ByarsInterval.
// Source: Garwood (1936), Biometrika 28:437-442. Worked value: 0 events -> [0, 3.6889].
Result<Interval> ExactPoissonInterval(double events, double confidence = kDefaultConfidence);

// Returns the interval of `events`: exact below kByarsFromEvents, Byar's from there on.
// Errors: as ByarsInterval. Worked values: 9 -> [4.1154, 17.0848]; 10 -> [4.7874, 18.3915].
Result<CountInterval> EventCountInterval(double events, double confidence = kDefaultConfidence);

// Returns `events` / `denominator` times `multiplier` with its interval. More events than people
// are allowed: one person may have several.
//
// Errors: as ByarsInterval; kInvalidArgument when `denominator` or `multiplier` is not above 0.
// Worked value: 1 event in 1,700 per 100,000 -> 58.8235 [1.4893, 327.7437].
Result<RateEstimate> EstimateRate(double events, double denominator,
                                  double confidence = kDefaultConfidence,
                                  double multiplier = kPer100000);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_RATE_H_
