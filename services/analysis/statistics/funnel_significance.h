// Which areas of a funnel plot differ from the average by more than chance.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_FUNNEL_SIGNIFICANCE_H_
#define FIVESTEP_ANALYSIS_STATISTICS_FUNNEL_SIGNIFICANCE_H_

#include <span>
#include <vector>

#include "analysis/statistics/funnel.h"
#include "analysis/statistics/interval.h"
#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

enum class FunnelSignificance {
  kNotSignificant,
  kLowOuter,  // below the outer limit: one tail of 0.001
  kLowInner,  // below the inner limit: one tail of 0.025
  kHighOuter,
  kHighInner,
  kNotApplicable,  // a directly standardised rate of fewer than kMinFunnelDirectRateEvents events
};

// Returns the place of each area against the limits for its own size. Many areas are many tests:
// of 150 areas without any difference, seven or eight lie outside the inner limits.
//
// A proportion is compared with the limits around the average of all areas; an area's ratio with 1,
// or its rate with the average, by the interval of its own events (exact below 10, Byar's from
// there on).
//
// Errors: as FunnelDenominators and FunnelAverage.
// Worked value: ratios 0/10 and 9/3 -> kLowOuter, kHighInner.
Result<std::vector<FunnelSignificance>> AssignFunnelSignificance(std::span<const FunnelArea> areas,
                                                                 const FunnelOptions& options);

// Returns the interval of `events` over `denominator` that a ratio or rate is judged by.
//
// Errors:
//   kInvalidArgument  events are negative or not finite; the denominator is not above 0; the
//                     confidence is out of range.
// Worked value: 5 events, 6.0714 expected, 0.95 -> [0.267398, 1.921843].
Result<Interval> FunnelRatioInterval(double events, double denominator, double confidence);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_FUNNEL_SIGNIFICANCE_H_
