// A chart of dated readings: a run chart while there are few, a control chart once limits mean
// something, a refusal where the rules would mislead.
#ifndef FIVESTEP_METRICS_SPC_CONTROL_CHART_H_
#define FIVESTEP_METRICS_SPC_CONTROL_CHART_H_

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "metrics/spc/attribute.h"
#include "metrics/spc/convention.h"
#include "metrics/spc/periods.h"
#include "metrics/spc/xmr.h"
#include "platform/core/status.h"

namespace fivestep::metrics::spc {

struct Reading {
  Period period;
  // Absent when nothing is known for the period (not collected, suppressed).
  std::optional<double> value = std::nullopt;
  // What the value is made of; p' and u' charts need it wherever there is a value.
  std::optional<AttributeCount> counts = std::nullopt;
};

// How limits are found.
enum class Method {
  kXmr,              // by moving ranges, whatever the values are
  kProportionPrime,  // p', percentages with large denominators
  kRatePrime,        // u', rates with large denominators
};

struct ChartOptions {
  ImprovementDirection direction = ImprovementDirection::kNeutral;
  std::optional<double> target = std::nullopt;
  Convention convention = Convention::kNhsrPlotTheDots;
  Method method = Method::kXmr;
  // The value is so many times numerator / denominator (100 for per cent); for p' and u'.
  double multiplier = 1;
  // Ratios are charted by their logarithms (guard-rail 12): half and double are equally far from 1.
  // XmR only.
  bool log_scale = false;
  // Limits of each phase come from its first so many readings; at least kMinPoints.
  std::optional<std::size_t> fix_after = std::nullopt;
  // Limits come from the readings before this day, the start of the intervention, until the first
  // rebase.
  std::optional<std::chrono::sys_days> freeze_from = std::nullopt;
  // First days of the periods with which new phases begin.
  std::vector<std::chrono::sys_days> rebase = {};
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
  // Only of a control chart, in the unit of the values whatever the method and scale. A last phase
  // of fewer than kMinPoints values has neither limits nor special causes in it, and then `xmr` has
  // no icon and no assurance.
  std::optional<Xmr> xmr = std::nullopt;
  // Only of p' and u' charts: the limits of each point, and sigma z of the last phase.
  std::vector<std::optional<ProcessLimits>> point_limits = {};
  std::optional<double> sigma_z = std::nullopt;
  // Why there are no limits, or none yet since the last rebase, for people to read. Empty
  // otherwise.
  std::string note = {};
  // What a reader should know beside, for people to read: a short series, a season.
  std::vector<std::string> warnings = {};
};

// So few values in the phase in force make a warning, as NHSRplotthedots does.
inline constexpr std::size_t kShortSeries = 12;

// Charts `readings`, in any order. Below kMinPoints values: a run chart.
//
// Errors:
//   kInvalidArgument     those of ComputeXmr and ComputeAttributeChart; a period that ends before
//   it
//                        starts; a rebase on a day no period starts on, or before `freeze_from`;
//                        a log scale of p' or u', or of a value that is not above 0; a p' or u'
//                        chart of readings without counts.
//   kFailedPrecondition  overlapping or uneven periods (see CheckPeriods); fewer than kMinPoints
//                        values before `freeze_from` or in any phase but the last; those of
//                        ComputeAttributeChart. The message names the remedy.
Result<ControlChart> DrawChart(std::vector<Reading> readings, const ChartOptions& options);

}  // namespace fivestep::metrics::spc

#endif  // FIVESTEP_METRICS_SPC_CONTROL_CHART_H_
