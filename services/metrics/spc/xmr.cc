#include "metrics/spc/xmr.h"

#include <algorithm>
#include <cmath>

#include "metrics/spc/special_cause.h"

namespace fivestep::metrics::spc {
namespace {

// The mean in two passes of extended precision, as R computes it: which side of the mean a point
// lies on turns on the last bit when the point equals the mean.
std::optional<double> Mean(const std::vector<double>& values) {
  if (values.empty()) return std::nullopt;
  const auto count = static_cast<long double>(values.size());
  long double sum = 0;
  for (const double value : values) sum += value;
  const long double mean = sum / count;
  long double rest = 0;
  for (const double value : values) rest += value - mean;
  return static_cast<double>(mean + rest / count);
}

using Values = std::span<const std::optional<double>>;

std::vector<double> Present(Values values) {
  std::vector<double> present;
  for (const std::optional<double>& value : values) {
    if (value) present.push_back(*value);
  }
  return present;
}

std::optional<double> MeanMovingRange(Values values, bool screen) {
  std::vector<double> ranges;
  for (std::size_t i = 1; i < values.size(); ++i) {
    if (values[i - 1] && values[i]) ranges.push_back(std::abs(*values[i] - *values[i - 1]));
  }
  const std::optional<double> mean = Mean(ranges);
  if (!mean || !screen) return mean;
  std::erase_if(ranges, [&](double range) { return !(range < kScreeningFactor * *mean); });
  return Mean(ranges);
}

XmrPhase ComputePhase(Values values, std::size_t first, std::size_t baseline_length,
                      const XmrOptions& options) {
  const Values baseline = values.first(baseline_length);
  XmrPhase phase{first, values.size(), Mean(Present(baseline)), std::nullopt};
  const auto range = MeanMovingRange(baseline, options.screen_moving_ranges);
  if (phase.mean && range) {
    phase.limits = ProcessLimits{
        *phase.mean - kLimitFactor * *range, *phase.mean + kLimitFactor * *range,
        *phase.mean - kNearLimitFactor * *range, *phase.mean + kNearLimitFactor * *range};
  }
  return phase;
}

XmrPoint PlacePoint(const std::optional<double>& value, const XmrPhase& phase, std::size_t number) {
  XmrPoint point{value, number};
  if (!value || !phase.mean) return point;
  point.side = (*value > *phase.mean) - (*value < *phase.mean);
  if (!phase.limits) return point;
  const ProcessLimits& limits = *phase.limits;
  point.outside_limits = *value > limits.upper || *value < limits.lower;
  point.near_limit =
      !point.outside_limits && (*value < limits.near_lower || *value > limits.near_upper);
  return point;
}

std::optional<Assurance> Assure(const XmrPhase& phase, const XmrOptions& options) {
  if (!options.target || !phase.limits || options.direction == ImprovementDirection::kNeutral) {
    return std::nullopt;
  }
  const bool increase = options.direction == ImprovementDirection::kIncrease;
  if (*options.target > phase.limits->upper) {
    return increase ? Assurance::kConsistentlyFails : Assurance::kConsistentlyPasses;
  }
  if (*options.target < phase.limits->lower) {
    return increase ? Assurance::kConsistentlyPasses : Assurance::kConsistentlyFails;
  }
  return Assurance::kHitOrMiss;
}

std::optional<Variation> Icon(const std::vector<XmrPoint>& points) {
  const auto last = std::find_if(points.rbegin(), points.rend(),
                                 [](const XmrPoint& point) { return point.value.has_value(); });
  if (last == points.rend()) return std::nullopt;
  return last->variation;
}

Status CheckValues(Values values) {
  for (const std::optional<double>& value : values) {
    if (value && !std::isfinite(*value)) return InvalidArgument("a point is a finite number");
  }
  return OkStatus();
}

}  // namespace

Status CheckXmrOptions(std::size_t points, const XmrOptions& options) {
  if (points == 0 || points > kMaxPoints) {
    return InvalidArgument("a chart takes from 1 to 10,000 points");
  }
  if (options.target && !std::isfinite(*options.target)) {
    return InvalidArgument("a target is a finite number");
  }
  const std::size_t least = kMinPoints;
  if (std::min(options.fix_after.value_or(least),
               options.freeze_first_phase_after.value_or(least)) < least) {
    return InvalidArgument("limits are fixed after at least 12 points");
  }
  if (std::min(options.shift_length, options.trend_length) < kMinRunLength) {
    return InvalidArgument("a shift or trend is at least 3 points long");
  }
  if (!std::is_sorted(options.rebase_at.begin(), options.rebase_at.end()) ||
      (!options.rebase_at.empty() && options.rebase_at.back() >= points)) {
    return InvalidArgument("rebases are places of points, in order");
  }
  return OkStatus();
}

std::vector<std::size_t> PhaseBoundaries(std::size_t points, const XmrOptions& options) {
  std::vector<std::size_t> boundaries = {0};
  boundaries.insert(boundaries.end(), options.rebase_at.begin(), options.rebase_at.end());
  boundaries.push_back(points);
  boundaries.erase(std::unique(boundaries.begin(), boundaries.end()), boundaries.end());
  return boundaries;
}

std::size_t BaselineLength(std::size_t points, std::size_t phase, const XmrOptions& options) {
  const bool frozen = phase == 0 && options.freeze_first_phase_after.has_value();
  const auto& limit = frozen ? options.freeze_first_phase_after : options.fix_after;
  return std::min(points, limit.value_or(points));
}

void FinishXmr(const XmrOptions& options, Xmr& chart) {
  chart.variation = Icon(chart.points);
  chart.assurance = Assure(chart.phases.back(), options);
}

Result<Xmr> ComputeXmr(std::span<const std::optional<double>> values, const XmrOptions& options) {
  FIVESTEP_RETURN_IF_ERROR(CheckValues(values));
  FIVESTEP_RETURN_IF_ERROR(CheckXmrOptions(values.size(), options));

  Xmr chart;
  chart.points.reserve(values.size());
  const std::vector<std::size_t> boundaries = PhaseBoundaries(values.size(), options);
  for (std::size_t number = 0; number + 1 < boundaries.size(); ++number) {
    const std::size_t first = boundaries[number];
    const Values own = values.subspan(first, boundaries[number + 1] - first);
    chart.phases.push_back(
        ComputePhase(own, first, BaselineLength(own.size(), number, options), options));
    for (const std::optional<double>& value : own) {
      chart.points.push_back(PlacePoint(value, chart.phases.back(), number));
    }
    FlagSpecialCauses(std::span(chart.points).subspan(first), options);
  }
  FinishXmr(options, chart);
  return chart;
}

}  // namespace fivestep::metrics::spc
