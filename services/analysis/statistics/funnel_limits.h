// The lines of a funnel plot.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_FUNNEL_LIMITS_H_
#define FIVESTEP_ANALYSIS_STATISTICS_FUNNEL_LIMITS_H_

#include <optional>
#include <span>
#include <vector>

#include "analysis/statistics/funnel.h"
#include "analysis/statistics/interval.h"
#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

// Limits are computed at this many sizes, closer together where areas are small.
inline constexpr int kFunnelSizes = 100;

// The limits at one size. Of ratios and rates a size is a number of events, and each limit lies at
// a denominator of its own: the expected events, or the people in one year, at which so many events
// are just probable.
struct FunnelLimits {
  double size = 0;
  Interval inner;
  Interval outer;
  std::optional<Interval> inner_denominator = std::nullopt;
  std::optional<Interval> outer_denominator = std::nullopt;
};

struct FunnelPlot {
  // The average of all areas, times the multiplier; 1 for a ratio.
  double baseline = 0;
  std::vector<FunnelLimits> limits;  // kFunnelSizes, of ascending size
};

// Returns the limits of a funnel plot of `areas`, which widen as sizes fall. A proportion's lie
// from 0 to the multiplier; a ratio's are ratios, to be multiplied by the caller for display.
//
// Errors: as FunnelDenominators and FunnelAverage; kInvalidArgument when a rate or ratio plot has
// no event at all, or its sizes are beyond what can be drawn (1e12).
// Source: Spiegelhalter (2005), Statistics in Medicine 24:1185-1202; the sizes are those of
// PHEindicatormethods 2.1.0, calculate_funnel_limits.
// Worked value: ratios at 1 event: inner 0.179480 to 39.497749.
Result<FunnelPlot> ComputeFunnelLimits(std::span<const FunnelArea> areas,
                                       const FunnelOptions& options);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_FUNNEL_LIMITS_H_
