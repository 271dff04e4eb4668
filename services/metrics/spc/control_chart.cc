#include "metrics/spc/control_chart.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "metrics/spc/seasonality.h"

namespace fivestep::metrics::spc {
namespace {

using Date = std::chrono::sys_days;

std::size_t CountValues(std::span<const Reading> readings) {
  return static_cast<std::size_t>(std::count_if(
      readings.begin(), readings.end(), [](const Reading& one) { return one.value.has_value(); }));
}

std::optional<double> Median(const std::vector<Reading>& readings) {
  std::vector<double> values;
  for (const Reading& reading : readings) {
    if (reading.value) values.push_back(*reading.value);
  }
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  if (values.size() % 2 == 1) return values[middle];
  return values[middle - 1] + (values[middle] - values[middle - 1]) / 2;
}

Result<std::vector<std::size_t>> RebasePlaces(const std::vector<Reading>& readings,
                                              std::vector<Date> dates) {
  std::sort(dates.begin(), dates.end());
  std::vector<std::size_t> places;
  for (const Date date : dates) {
    const auto found = std::find_if(readings.begin(), readings.end(), [date](const Reading& one) {
      return one.period.start == date;
    });
    if (found == readings.end()) {
      return InvalidArgument("a rebase is the first day of a period that has a reading");
    }
    places.push_back(static_cast<std::size_t>(found - readings.begin()));
  }
  return places;
}

// The number of readings that limits are drawn from, when they are frozen.
Result<std::optional<std::size_t>> FrozenBaseline(const std::vector<Reading>& readings,
                                                  const std::vector<std::size_t>& rebases,
                                                  const ChartOptions& options) {
  if (!options.freeze_from) return std::optional<std::size_t>();
  for (const std::size_t place : rebases) {
    if (readings[place].period.start < *options.freeze_from) {
      return InvalidArgument("limits are frozen from a day on and rebased later, never before it");
    }
  }
  const auto end = std::find_if(readings.begin(), readings.end(), [&](const Reading& one) {
    return one.period.end >= *options.freeze_from;
  });
  const auto count = static_cast<std::size_t>(end - readings.begin());
  if (CountValues(std::span(readings).first(count)) < kMinPoints) {
    return FailedPrecondition(
        "frozen limits need 12 readings that end before the intervention; freeze later or not at "
        "all");
  }
  return std::optional<std::size_t>(count);
}

// Every phase but the last must be long enough: nothing will ever be added to it.
Status CheckPhases(const std::vector<Reading>& readings, const std::vector<std::size_t>& rebases) {
  std::size_t first = 0;
  for (const std::size_t next : rebases) {
    if (next == first) continue;
    if (CountValues(std::span(readings).subspan(first, next - first)) < kMinPoints) {
      return FailedPrecondition(
          "a rebase would leave fewer than 12 readings in the phase before it; rebase later");
    }
    first = next;
  }
  return OkStatus();
}

// Takes back from the last phase what too few points cannot carry.
void WithholdLastPhase(ControlChart& chart) {
  XmrPhase& last = chart.xmr->phases.back();
  last.limits.reset();
  for (XmrPoint& point : std::span(chart.xmr->points).subspan(last.first)) {
    point = XmrPoint{point.value, point.phase, point.side};
  }
  for (std::size_t i = last.first; i < chart.point_limits.size(); ++i) {
    chart.point_limits[i].reset();
  }
  chart.xmr->variation.reset();
  chart.xmr->assurance.reset();
}

std::string TooFew(std::size_t values) {
  return std::to_string(values) + (values == 1 ? " point" : " points");
}

XmrOptions KernelOptions(const ChartOptions& options, std::vector<std::size_t> rebase_at,
                         std::optional<std::size_t> frozen) {
  const ConventionRules rules = RulesOf(options.convention);
  return {.direction = options.direction,
          .target = options.target,
          .screen_moving_ranges = rules.screen_moving_ranges,
          .fix_after = options.fix_after,
          .freeze_first_phase_after = frozen,
          .rebase_at = std::move(rebase_at),
          .shift_length = rules.shift_length,
          .trend_length = rules.trend_length};
}

// `at` of every number of the chart, the points' own values included.
template <class Scale>
void Rescale(Xmr& xmr, std::vector<std::optional<ProcessLimits>>& limits, Scale at) {
  const auto move = [&](ProcessLimits& one) {
    one = {at(one.lower), at(one.upper), at(one.near_lower), at(one.near_upper)};
  };
  for (XmrPhase& phase : xmr.phases) {
    if (phase.mean) phase.mean = at(*phase.mean);
    if (phase.limits) move(*phase.limits);
  }
  for (auto& one : limits) {
    if (one) move(*one);
  }
}

// Values of the readings stay as they were given, to the last digit.
void RestoreValues(const std::vector<Reading>& readings, Xmr& xmr) {
  for (std::size_t i = 0; i < readings.size(); ++i) xmr.points[i].value = readings[i].value;
}

Status DrawXmr(const ChartOptions& options, XmrOptions kernel, ControlChart& chart) {
  std::vector<std::optional<double>> values;
  values.reserve(chart.readings.size());
  for (const Reading& reading : chart.readings) {
    values.push_back(reading.value);
    if (!options.log_scale || !reading.value) continue;
    if (!(*reading.value > 0)) return InvalidArgument("a ratio above 0 has a logarithm, 0 has not");
    values.back() = std::log(*reading.value);
  }
  if (options.log_scale && kernel.target) {
    if (!(*kernel.target > 0)) return InvalidArgument("the target of a ratio is above 0");
    kernel.target = std::log(*kernel.target);
  }
  Result<Xmr> xmr = ComputeXmr(values, kernel);
  if (!xmr.ok()) return xmr.status();
  chart.xmr = std::move(*xmr);
  if (!options.log_scale) return OkStatus();
  Rescale(*chart.xmr, chart.point_limits, [](double value) { return std::exp(value); });
  RestoreValues(chart.readings, *chart.xmr);
  return OkStatus();
}

Status DrawAttribute(const ChartOptions& options, XmrOptions kernel, ControlChart& chart) {
  if (options.log_scale) return InvalidArgument("p' and u' charts have no log scale; chart as XmR");
  std::vector<std::optional<AttributeCount>> counts;
  for (const Reading& reading : chart.readings) {
    if (reading.value && !reading.counts) {
      return InvalidArgument(
          "p' and u' charts need numerator and denominator of every reading; chart as XmR");
    }
    counts.push_back(reading.value ? reading.counts : std::nullopt);
  }
  if (kernel.target) *kernel.target /= options.multiplier;
  const AttributeKind kind = options.method == Method::kProportionPrime ? AttributeKind::kProportion
                                                                        : AttributeKind::kRate;
  Result<AttributeChart> made = ComputeAttributeChart(counts, kind, kernel);
  if (!made.ok()) return made.status();
  chart.xmr = std::move(made->chart);
  chart.point_limits = std::move(made->limits);
  chart.sigma_z = made->sigma_z.back();
  Rescale(*chart.xmr, chart.point_limits, [&](double value) { return value * options.multiplier; });
  RestoreValues(chart.readings, *chart.xmr);
  return OkStatus();
}

Status Draw(const ChartOptions& options, XmrOptions kernel, ControlChart& chart) {
  if (options.method == Method::kXmr) return DrawXmr(options, std::move(kernel), chart);
  return DrawAttribute(options, std::move(kernel), chart);
}

Status CheckReadings(const std::vector<Reading>& readings) {
  std::vector<Period> periods;
  periods.reserve(readings.size());
  for (const Reading& reading : readings) periods.push_back(reading.period);
  return CheckPeriods(periods);
}

// Periods in a year: 12 for months, 4 for quarters, 0 for anything else.
std::size_t CycleOf(const std::vector<Reading>& readings) {
  const Period& first = readings.front().period;
  const auto length = (first.end - first.start).count() + 1;
  if (length >= 28 && length <= 31) return 12;
  if (length >= 89 && length <= 92) return 4;
  return 0;
}

void Warn(std::size_t values_in_force, ControlChart& chart) {
  if (values_in_force <= kShortSeries) {
    chart.warnings.push_back("short series: limits from " + TooFew(values_in_force) +
                             " are trial limits and will move");
  }
  const std::size_t cycle = CycleOf(chart.readings);
  if (cycle == 0) return;
  std::vector<std::optional<double>> values;
  for (const Reading& reading : chart.readings) values.push_back(reading.value);
  const auto season = TestSeasonality(values, cycle);
  if (!season || season->p_value >= kSeasonalPValue) return;
  chart.warnings.push_back(
      std::string(cycle == 12 ? "months" : "quarters") +
      " of the year differ beyond chance (F-test of their effects beside a straight line, p < "
      "0.01): a season may look like a special cause; compare with the same period of other years");
}

}  // namespace

Result<ControlChart> DrawChart(std::vector<Reading> readings, const ChartOptions& options) {
  std::stable_sort(readings.begin(), readings.end(), [](const Reading& a, const Reading& b) {
    return a.period.start < b.period.start;
  });
  FIVESTEP_RETURN_IF_ERROR(CheckReadings(readings));
  auto rebases = RebasePlaces(readings, options.rebase);
  if (!rebases.ok()) return rebases.status();
  ControlChart chart;
  chart.readings = std::move(readings);
  chart.median = Median(chart.readings);
  const std::size_t values = CountValues(chart.readings);
  const XmrOptions unfrozen = KernelOptions(options, *rebases, std::nullopt);
  if (values < kMinPoints) {
    // Bad values and options are refused whatever the length; few points need no counts.
    ControlChart trial{.readings = chart.readings};
    ChartOptions as_xmr = options;
    as_xmr.method = Method::kXmr;
    FIVESTEP_RETURN_IF_ERROR(Draw(as_xmr, unfrozen, trial));
    chart.note = TooFew(values) + ": no limits yet, they need 12";
    return chart;
  }
  const auto baseline = FrozenBaseline(chart.readings, *rebases, options);
  if (!baseline.ok()) return baseline.status();
  FIVESTEP_RETURN_IF_ERROR(CheckPhases(chart.readings, *rebases));
  FIVESTEP_RETURN_IF_ERROR(Draw(options, KernelOptions(options, *rebases, *baseline), chart));
  chart.kind = ChartKind::kControlChart;
  const std::size_t first_of_last = chart.xmr->phases.back().first;
  const std::size_t in_last = CountValues(std::span(chart.readings).subspan(first_of_last));
  if (in_last < kMinPoints) {
    WithholdLastPhase(chart);
    chart.note = TooFew(in_last) + " since the rebase: no new limits yet, they need 12";
  }
  Warn(in_last, chart);
  return chart;
}

}  // namespace fivestep::metrics::spc
