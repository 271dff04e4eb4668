// A chart of dated readings: a run chart while there are few, a control chart once limits mean
// something, a refusal where the rules would mislead.
#ifndef FIVESTEP_METRICS_SPC_CONTROL_CHART_H_
#define FIVESTEP_METRICS_SPC_CONTROL_CHART_H_

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "metrics/spc/periods.h"
#include "metrics/spc/xmr.h"
#include "platform/core/status.h"

namespace fivestep::metrics::spc {

struct Reading {
  Period period;
  // Absent when nothing is known for the period (not collected, suppressed).
  std::optional<double> value = std::nullopt;
};

struct ChartOptions {
  ImprovementDirection direction = ImprovementDirection::kNeutral;
  std::optional<double> target = std::nullopt;
  bool screen_moving_ranges = true;
  // Limits come from the readings before this day, the start of the intervention. Not with
  // `rebase`.
  std::optional<std::chrono::sys_days> freeze_from = std::nullopt;
  // First days of the periods with which new phases begin.
  std::vector<std::chrono::sys_days> rebase = {};
  std::size_t shift_length = kDefaultShiftLength;
  std::size_t trend_length = kDefaultTrendLength;
};

enum class ChartKind {
  kRunChart,      // values and their median: no limits, no icon
  kControlChart,  // limits, special causes, icons
};

struct ControlChart {
  ChartKind kind = ChartKind::kRunChart;
  std::vector<Reading> readings;  // in the order of their periods
  // Of all readings; the centre line of a run chart. Absent when no reading has a value.
  std::optional<double> median = std::nullopt;
  // Only of a control chart. A last phase of fewer than kMinPoints values has neither limits nor
  // special causes in it, and then `xmr` has no icon and no assurance.
  std::optional<Xmr> xmr = std::nullopt;
  // Why there are no limits, or none yet since the last rebase, for people to read. Empty
  // otherwise.
  std::string note = {};
};

// Charts `readings`, in any order. Below kMinPoints values: a run chart.
//
// Errors:
//   kInvalidArgument     those of ComputeXmr; a period that ends before it starts; a rebase on a
//   day no
//                        period starts on; `freeze_from` together with `rebase`.
//   kFailedPrecondition  overlapping or uneven periods (see CheckPeriods); fewer than kMinPoints
//   values
//                        before `freeze_from` or in any phase but the last. The message names the
//                        remedy.
Result<ControlChart> DrawChart(std::vector<Reading> readings, const ChartOptions& options);

}  // namespace fivestep::metrics::spc

#endif  // FIVESTEP_METRICS_SPC_CONTROL_CHART_H_
