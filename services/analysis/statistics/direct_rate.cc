#include "analysis/statistics/direct_rate.h"

#include <cmath>

#include "analysis/statistics/normal.h"

namespace fivestep::analysis::statistics {
namespace {

bool IsCount(double value) { return value >= 0 && std::isfinite(value); }

// Checks all but the events, and returns the whole standard population.
Result<double> CheckBands(std::span<const StandardisedBand> bands, double multiplier) {
  if (!(multiplier > 0) || !std::isfinite(multiplier)) {
    return InvalidArgument("a multiplier is a number above zero");
  }
  double standard = 0;
  for (const StandardisedBand& band : bands) {
    if (!(band.population > 0) || !std::isfinite(band.population)) {
      return InvalidArgument("every age band needs a population above zero");
    }
    if (!IsCount(band.standard_population)) {
      return InvalidArgument("every age band needs a standard population of at least zero");
    }
    standard += band.standard_population;
  }
  if (!(standard > 0) || !std::isfinite(standard)) {
    return InvalidArgument("a standardised rate needs age bands with a standard population");
  }
  return standard;
}

// Rate and variance, per person of the standard population, of counts given by `count(band)`.
struct Weighted {
  double events = 0;
  double rate = 0;
  double variance = 0;
};

template <typename Count>
Result<Weighted> Weigh(std::span<const StandardisedBand> bands, double standard, Count count) {
  Weighted weighted;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const double events = count(i);
    if (!IsCount(events)) {
      return InvalidArgument("a count of events is a number of at least zero");
    }
    const double weight = bands[i].standard_population / bands[i].population;
    weighted.events += events;
    weighted.rate += events * weight;
    weighted.variance += events * weight * weight;
  }
  weighted.rate /= standard;
  weighted.variance /= standard * standard;
  return weighted;
}

DirectRate ToRate(std::span<const StandardisedBand> bands, const Weighted& weighted,
                  double multiplier) {
  DirectRate rate;
  rate.events = weighted.events;
  for (const StandardisedBand& band : bands) rate.population += band.population;
  if (weighted.events >= kMinDirectRateEvents) rate.value = weighted.rate * multiplier;
  rate.variance = weighted.variance;
  rate.multiplier = multiplier;
  return rate;
}

}  // namespace

Result<DirectRate> EstimateDirectRate(std::span<const StandardisedBand> bands, double multiplier) {
  const Result<double> standard = CheckBands(bands, multiplier);
  if (!standard.ok()) return standard.status();
  const auto weighted = Weigh(bands, *standard, [&](std::size_t i) { return bands[i].events; });
  if (!weighted.ok()) return weighted.status();
  return ToRate(bands, *weighted, multiplier);
}

Result<DirectRate> EstimateDirectRate(std::span<const StandardisedBand> bands,
                                      std::span<const EventFrequency> frequencies,
                                      double multiplier) {
  const Result<double> standard = CheckBands(bands, multiplier);
  if (!standard.ok()) return standard.status();
  Weighted all;
  for (const EventFrequency& frequency : frequencies) {
    if (!(frequency.events_each > 0) || !std::isfinite(frequency.events_each)) {
      return InvalidArgument("people are counted by a number of events above zero");
    }
    if (frequency.persons.size() != bands.size()) {
      return InvalidArgument("every frequency of events needs its people in every age band");
    }
    const auto persons =
        Weigh(bands, *standard, [&](std::size_t i) { return frequency.persons[i]; });
    if (!persons.ok()) return persons.status();
    all.events += persons->events * frequency.events_each;
    all.rate += persons->rate * frequency.events_each;
    all.variance += persons->variance * frequency.events_each * frequency.events_each;
  }
  return ToRate(bands, all, multiplier);
}

Result<std::optional<Interval>> DobsonInterval(const DirectRate& rate, double confidence) {
  const Result<double> fraction = ConfidenceFraction(confidence);
  if (!fraction.ok()) return fraction.status();
  if (!rate.value) return std::optional<Interval>();
  const Result<Interval> count = ByarsInterval(rate.events, confidence);
  if (!count.ok()) return count.status();
  const double scale = std::sqrt(rate.variance / rate.events) * rate.multiplier;
  return std::optional(Interval{*rate.value + scale * (count->lower - rate.events),
                                *rate.value + scale * (count->upper - rate.events)});
}

}  // namespace fivestep::analysis::statistics
