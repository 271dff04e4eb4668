#include "metrics/spc/attribute.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "metrics/spc/special_cause.h"

namespace fivestep::metrics::spc {
namespace {

using Counts = std::span<const std::optional<AttributeCount>>;

// d2 for ranges of two: a mean moving range is so many standard deviations.
constexpr double kRangeOfTwo = 1.128;
constexpr double kSigmas = 3;

Status CheckCounts(Counts counts, AttributeKind kind) {
  for (const std::optional<AttributeCount>& count : counts) {
    if (!count) continue;
    const bool finite = std::isfinite(count->numerator) && std::isfinite(count->denominator);
    if (!finite || count->numerator < 0 || count->denominator <= 0) {
      return InvalidArgument("a point is a count of at least 0 out of a denominator above 0");
    }
    if (kind == AttributeKind::kProportion && count->numerator > count->denominator) {
      return InvalidArgument("the numerator of a proportion is not above its denominator");
    }
  }
  return OkStatus();
}

double ValueOf(const AttributeCount& count) { return count.numerator / count.denominator; }

// What one phase is drawn from.
struct Basis {
  double centre = 0;
  double sigma_z = 0;
  AttributeKind kind = AttributeKind::kProportion;

  double Sigma(double denominator) const {
    const double variance = kind == AttributeKind::kProportion ? centre * (1 - centre) : centre;
    return std::sqrt(variance / denominator);
  }
  ProcessLimits LimitsAt(double denominator) const {
    const double width = kSigmas * Sigma(denominator) * sigma_z;
    const double near = 2 * width / 3;
    const double top =
        kind == AttributeKind::kProportion ? 1.0 : std::numeric_limits<double>::infinity();
    return {std::max(0.0, centre - width), std::min(top, centre + width),
            std::max(0.0, centre - near), std::min(top, centre + near)};
  }
};

Status TooFewExpected() {
  return FailedPrecondition(
      "fewer than 5 events are expected at some point, too few for limits that follow the "
      "denominator; chart the values as XmR, or longer periods");
}

Result<Basis> BasisOf(Counts baseline, Counts phase, AttributeKind kind) {
  Basis basis{.kind = kind};
  double events = 0;
  double denominators = 0;
  for (const auto& count : baseline) {
    if (!count) continue;
    events += count->numerator;
    denominators += count->denominator;
  }
  if (denominators <= 0) return FailedPrecondition("no point of a phase has counts; record them");
  basis.centre = events / denominators;
  for (const auto& count : phase) {
    if (!count) continue;
    const double outside = kind == AttributeKind::kProportion ? 1 - basis.centre : 1;
    if (count->denominator * std::min(basis.centre, outside) < kMinExpectedEvents) {
      return TooFewExpected();
    }
  }
  double ranges = 0;
  int range_count = 0;
  std::optional<double> before;
  for (const auto& count : baseline) {
    std::optional<double> z;
    if (count) z = (ValueOf(*count) - basis.centre) / basis.Sigma(count->denominator);
    if (z && before) {
      ranges += std::abs(*z - *before);
      ++range_count;
    }
    before = z;
  }
  if (range_count > 0) basis.sigma_z = ranges / range_count / kRangeOfTwo;
  return basis;
}

XmrPoint PlacePoint(const AttributeCount& count, const Basis& basis,
                    const std::optional<ProcessLimits>& limits, std::size_t phase) {
  XmrPoint point;
  point.value = ValueOf(count);
  point.phase = phase;
  point.side = (*point.value > basis.centre) - (*point.value < basis.centre);
  if (!limits) return point;
  point.outside_limits = *point.value > limits->upper || *point.value < limits->lower;
  point.near_limit = !point.outside_limits &&
                     (*point.value > limits->near_upper || *point.value < limits->near_lower);
  return point;
}

Status AddPhase(Counts counts, std::size_t first, std::size_t baseline, AttributeKind kind,
                const XmrOptions& options, AttributeChart& made) {
  const auto basis = BasisOf(counts.first(std::min(baseline, counts.size())), counts, kind);
  if (!basis.ok()) return basis.status();
  const std::size_t number = made.chart.phases.size();
  XmrPhase phase{first, counts.size(), basis->centre, std::nullopt};
  for (const auto& count : counts) {
    if (!count) {
      XmrPoint missing;
      missing.phase = number;
      made.chart.points.push_back(missing);
      made.limits.push_back(std::nullopt);
      continue;
    }
    if (basis->sigma_z > 0) phase.limits = basis->LimitsAt(count->denominator);
    made.limits.push_back(phase.limits);
    made.chart.points.push_back(PlacePoint(*count, *basis, phase.limits, number));
  }
  made.chart.phases.push_back(phase);
  made.sigma_z.push_back(basis->sigma_z);
  FlagSpecialCauses(std::span(made.chart.points).subspan(first), options);
  return OkStatus();
}

}  // namespace

Result<AttributeChart> ComputeAttributeChart(Counts counts, AttributeKind kind,
                                             const XmrOptions& options) {
  FIVESTEP_RETURN_IF_ERROR(CheckCounts(counts, kind));
  FIVESTEP_RETURN_IF_ERROR(CheckXmrOptions(counts.size(), options));
  AttributeChart made;
  const std::vector<std::size_t> boundaries = PhaseBoundaries(counts.size(), options);
  for (std::size_t number = 0; number + 1 < boundaries.size(); ++number) {
    const std::size_t first = boundaries[number];
    const Counts own = counts.subspan(first, boundaries[number + 1] - first);
    FIVESTEP_RETURN_IF_ERROR(
        AddPhase(own, first, BaselineLength(own.size(), number, options), kind, options, made));
  }
  FinishXmr(options, made.chart);
  return made;
}

}  // namespace fivestep::metrics::spc
