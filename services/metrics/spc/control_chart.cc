#include "metrics/spc/control_chart.h"

#include <algorithm>
#include <span>

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
                                                  const ChartOptions& options) {
  if (!options.freeze_from) return std::optional<std::size_t>();
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
  chart.xmr->variation.reset();
  chart.xmr->assurance.reset();
}

std::string TooFew(std::size_t values) {
  return std::to_string(values) + (values == 1 ? " point" : " points");
}

Result<Xmr> Compute(const std::vector<Reading>& readings, const ChartOptions& options,
                    std::vector<std::size_t> rebase_at, std::optional<std::size_t> fix_after) {
  std::vector<std::optional<double>> values;
  for (const Reading& reading : readings) values.push_back(reading.value);
  return ComputeXmr(values, XmrOptions{.direction = options.direction,
                                       .target = options.target,
                                       .screen_moving_ranges = options.screen_moving_ranges,
                                       .fix_after = fix_after,
                                       .rebase_at = std::move(rebase_at),
                                       .shift_length = options.shift_length,
                                       .trend_length = options.trend_length});
}

Status CheckReadings(const std::vector<Reading>& readings) {
  std::vector<Period> periods;
  for (const Reading& reading : readings) periods.push_back(reading.period);
  return CheckPeriods(periods);
}

}  // namespace

Result<ControlChart> DrawChart(std::vector<Reading> readings, const ChartOptions& options) {
  std::stable_sort(readings.begin(), readings.end(), [](const Reading& a, const Reading& b) {
    return a.period.start < b.period.start;
  });
  FIVESTEP_RETURN_IF_ERROR(CheckReadings(readings));
  if (options.freeze_from && !options.rebase.empty()) {
    return InvalidArgument("limits are either frozen or rebased; choose one");
  }
  auto rebases = RebasePlaces(readings, options.rebase);
  if (!rebases.ok()) return rebases.status();

  // Computed for every chart, so that bad values and options are refused whatever its length.
  Result<Xmr> xmr = Compute(readings, options, *rebases, std::nullopt);
  if (!xmr.ok()) return xmr.status();
  ControlChart chart{ChartKind::kRunChart, std::move(readings), {}, {}, {}};
  chart.median = Median(chart.readings);
  const std::size_t values = CountValues(chart.readings);
  if (values < kMinPoints) {
    chart.note = TooFew(values) + ": no limits yet, they need 12";
    return chart;
  }

  const auto baseline = FrozenBaseline(chart.readings, options);
  if (!baseline.ok()) return baseline.status();
  FIVESTEP_RETURN_IF_ERROR(CheckPhases(chart.readings, *rebases));
  if (*baseline) xmr = Compute(chart.readings, options, *rebases, *baseline);
  if (!xmr.ok()) return xmr.status();
  chart.kind = ChartKind::kControlChart;
  chart.xmr = std::move(*xmr);

  const std::size_t first_of_last = chart.xmr->phases.back().first;
  const std::size_t in_last = CountValues(std::span(chart.readings).subspan(first_of_last));
  if (in_last < kMinPoints) {
    WithholdLastPhase(chart);
    chart.note = TooFew(in_last) + " since the rebase: no new limits yet, they need 12";
  }
  return chart;
}

}  // namespace fivestep::metrics::spc
