#include "analysis/statistics/indirect_standardisation.h"

#include <cmath>

namespace fivestep::analysis::statistics {
namespace {

bool IsCount(double value) { return value >= 0 && std::isfinite(value); }

Status CheckBands(std::span<const ReferenceBand> bands) {
  if (bands.empty()) return InvalidArgument("standardisation needs at least one age band");
  for (const ReferenceBand& band : bands) {
    if (!IsCount(band.population)) {
      return InvalidArgument("every age band needs a population of at least zero");
    }
    if (!IsCount(band.reference_events)) {
      return InvalidArgument("every age band needs reference events of at least zero");
    }
    if (!(band.reference_population > 0) || !std::isfinite(band.reference_population)) {
      return InvalidArgument("every age band needs a reference population above zero");
    }
  }
  return OkStatus();
}

Status CheckScale(double scale) {
  if (scale > 0 && std::isfinite(scale)) return OkStatus();
  return InvalidArgument("a multiplier or reference value is a number above zero");
}

Result<IndirectEstimate> Compare(double observed, std::span<const ReferenceBand> bands,
                                 double confidence, double scale) {
  const Result<double> expected = ExpectedEvents(bands);
  if (!expected.ok()) return expected.status();
  if (!(*expected > 0)) {
    return InvalidArgument("there is nothing to compare with: no events are expected");
  }
  const Result<CountInterval> count = EventCountInterval(observed, confidence);
  if (!count.ok()) return count.status();
  return IndirectEstimate{
      observed,
      *expected,
      observed / *expected * scale,
      {count->interval.lower / *expected * scale, count->interval.upper / *expected * scale},
      count->method};
}

}  // namespace

Result<double> ExpectedEvents(std::span<const ReferenceBand> bands) {
  FIVESTEP_RETURN_IF_ERROR(CheckBands(bands));
  double expected = 0;
  for (const ReferenceBand& band : bands) {
    expected += band.reference_events / band.reference_population * band.population;
  }
  return expected;
}

Result<double> ReferenceRate(std::span<const ReferenceBand> bands, double multiplier) {
  FIVESTEP_RETURN_IF_ERROR(CheckBands(bands));
  FIVESTEP_RETURN_IF_ERROR(CheckScale(multiplier));
  double events = 0;
  double population = 0;
  for (const ReferenceBand& band : bands) {
    events += band.reference_events;
    population += band.reference_population;
  }
  return events / population * multiplier;
}

Result<IndirectEstimate> EstimateIndirectRatio(double observed,
                                               std::span<const ReferenceBand> bands,
                                               double confidence, double reference_value) {
  FIVESTEP_RETURN_IF_ERROR(CheckScale(reference_value));
  return Compare(observed, bands, confidence, reference_value);
}

Result<IndirectEstimate> EstimateIndirectRate(double observed, std::span<const ReferenceBand> bands,
                                              double confidence, double multiplier) {
  const Result<double> rate = ReferenceRate(bands, multiplier);
  if (!rate.ok()) return rate.status();
  return Compare(observed, bands, confidence, *rate);
}

}  // namespace fivestep::analysis::statistics
