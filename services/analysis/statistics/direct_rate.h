// Directly standardised rates: what a population's rate would be, had it the ages of a standard
// one.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_DIRECT_RATE_H_
#define FIVESTEP_ANALYSIS_STATISTICS_DIRECT_RATE_H_

#include <optional>
#include <span>
#include <vector>

#include "analysis/statistics/interval.h"
#include "analysis/statistics/rate.h"
#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

// With fewer events than this a directly standardised rate is not shown: its weights then multiply
// noise (public-health technical guides; PHEindicatormethods).
inline constexpr double kMinDirectRateEvents = 10;

// An age band of one population.
struct StandardisedBand {
  double events = 0;
  double population = 0;
  // People of the standard population in this band, in any unit that is the same for all bands.
  double standard_population = 0;
};

// People who had `events_each` events, by age band in the order of the bands.
struct EventFrequency {
  double events_each = 0;
  std::vector<double> persons;
};

// A rate per `multiplier`, with what its interval is made of.
struct DirectRate {
  double events = 0;
  double population = 0;
  // Absent with fewer than kMinDirectRateEvents events.
  std::optional<double> value = std::nullopt;
  double variance = 0;  // of the rate per person
  double multiplier = kPer100000;
};

// Returns the directly standardised rate of independent events. More events than people are
// allowed: one person may have several.
//
// Errors:
//   kInvalidArgument  there is no band; a population is not above 0; events or a standard
//                     population are negative or not finite; the whole standard population is 0;
//                     `multiplier` is not above 0.
// Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, IARC, pp. 52-61.
// Worked value: 30 of 1,000 and 50 of 2,000 people, standard 3 to 2, per 1,000 -> 28
// [21.3731, 35.8273].
Result<DirectRate> EstimateDirectRate(std::span<const StandardisedBand> bands,
                                      double multiplier = kPer100000);

// The same for events of which one person may have several, not independent of one another:
// readmissions, falls. `events` of the bands is not read but counted from `frequencies`; the
// variance is that of the persons of each frequency, times its square.
//
// Errors: as above; kInvalidArgument when a frequency has a number of persons for another number of
// bands, persons that are negative or not finite, or events_each not above 0.
// Source: PHE (2018), Technical Guide: Confidence Intervals (non-independent events).
// Worked value: the bands above, where all events are of people who had two each -> 28
// [18.6282, 39.0694].
Result<DirectRate> EstimateDirectRate(std::span<const StandardisedBand> bands,
                                      std::span<const EventFrequency> frequencies,
                                      double multiplier = kPer100000);

// Returns the interval of a rate, or nothing where it has no value. `confidence` as in
// ConfidenceFraction.
//
// Errors:
//   kInvalidArgument  the confidence is out of range.
// Source: Dobson, Kuulasmaa, Eberle and Scherer (1991), Statistics in Medicine 10:457-462, on
// Byar's interval of the count.
Result<std::optional<Interval>> DobsonInterval(const DirectRate& rate,
                                               double confidence = kDefaultConfidence);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_DIRECT_RATE_H_
