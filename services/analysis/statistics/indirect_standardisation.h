// Indirectly standardised ratios and rates: events observed against those that a reference
// population's rates lead one to expect. For populations too small for direct rates.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_INDIRECT_STANDARDISATION_H_
#define FIVESTEP_ANALYSIS_STATISTICS_INDIRECT_STANDARDISATION_H_

#include <span>

#include "analysis/statistics/interval.h"
#include "analysis/statistics/rate.h"
#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

// An age band of one population, with the reference population's events and people in it.
struct ReferenceBand {
  double population = 0;
  double reference_events = 0;
  double reference_population = 0;
};

struct IndirectEstimate {
  double observed = 0;
  double expected = 0;
  // The ratio times the reference value, or the rate per `multiplier`.
  double value = 0;
  Interval interval;
  RateMethod method = RateMethod::kExactPoisson;  // of the interval of the observed events
};

// Returns the events that the population would have had at the reference population's rates. May be
// 0: nobody lives there, or the reference population had no events.
//
// Errors:
//   kInvalidArgument  there is no band; a population or reference events are negative or not
//                     finite; a reference population is not above 0.
// Worked value: 1,000 and 2,000 people at 30 in 10,000 and 50 in 20,000 -> 3 + 5 = 8.
Result<double> ExpectedEvents(std::span<const ReferenceBand> bands);

// Returns the reference population's crude rate per `multiplier`.
// Errors: as ExpectedEvents; kInvalidArgument when `multiplier` is not above 0.
Result<double> ReferenceRate(std::span<const ReferenceBand> bands, double multiplier = kPer100000);

// Returns observed over expected, times `reference_value` (1, or 100 for an index), with its
// interval: exact below 10 observed events, Byar's from there on.
//
// Errors: as ExpectedEvents and EventCountInterval; kInvalidArgument when no events are expected,
// or `reference_value` is not above 0.
// Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, IARC, pp. 65-72.
// Worked value: 12 observed, 8 expected -> 1.5 [0.7742, 2.6204].
Result<IndirectEstimate> EstimateIndirectRatio(double observed,
                                               std::span<const ReferenceBand> bands,
                                               double confidence = kDefaultConfidence,
                                               double reference_value = 1);

// Returns that ratio times the reference population's crude rate per `multiplier`.
// Errors: as EstimateIndirectRatio and ReferenceRate.
// Worked value: as above, per 1,000: the reference rate is 80 in 30,000 -> 4.
Result<IndirectEstimate> EstimateIndirectRate(double observed, std::span<const ReferenceBand> bands,
                                              double confidence = kDefaultConfidence,
                                              double multiplier = kPer100000);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_INDIRECT_STANDARDISATION_H_
