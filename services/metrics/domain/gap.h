// The gap of a pair: period by period, its change since the baseline, and what may be said of it.
// Computed from released figures alone (guard-rail 1). Pure.
#ifndef FIVESTEP_METRICS_DOMAIN_GAP_H_
#define FIVESTEP_METRICS_DOMAIN_GAP_H_

#include <vector>

#include "fivestep/metrics/v1/metric.pb.h"
#include "fivestep/metrics/v1/pair.pb.h"
#include "fivestep/metrics/v1/reading.pb.h"

namespace fivestep::metrics {

// One of the two groups: its metric, defined, and its readings.
struct GroupSeries {
  const v1::Metric& metric;
  const v1::Series& series;
};

// Both levels and their gap for every period that either group has a reading of, in their order.
// Positive differences and ratios above 1 mean worse for the target group; of a neutral metric,
// higher. Intervals are 95 %: Wilson's for percentages, Byar's or the exact Poisson for rates,
// Newcombe's for differences of percentages, MOVER for those of rates (Zou and Donner 2008), log
// intervals for ratios. A figure without counts has none.
//
// Worked value (percent, higher is better): 48 of 80 against 56 of 70 -> levels 60 and 80, absolute
// gap 20 [5.24, 33.39], relative gap 1.333 [1.077, 1.651], 16 people to close it.
std::vector<v1::GapPoint> GapPoints(const GroupSeries& target, const GroupSeries& comparator);

// The change from the target metric's baseline (its readings' counts added up) to the latest period
// that both groups have a figure for, and what may be said of it (guard-rail 7). The interval of a
// change of levels is MOVER on the two levels' own; that of the gap's change MOVER on the two
// changes: square-and-add once more. Verdicts, in this order:
//   cannot be known    no baseline or no latest period with counts in both groups
//   deterioration      the target group's change is worse beyond chance
//   widened            the gap's change is wider beyond chance
//   improvement        the gap is smaller and the target group better, both beyond chance, and the
//                      baseline is not a period that the inequality was picked from
//   changed, cause not shown   something changed beyond chance, and it is none of these
//   no evidence        neither gap nor target group changed beyond chance
//
// Worked value: see gap_test.cc.
v1::GapChange ChangeOfGap(const GroupSeries& target, const GroupSeries& comparator);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_GAP_H_
