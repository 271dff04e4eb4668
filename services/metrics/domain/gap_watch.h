// What a change of one metric's readings says of the pairs that it is part of. Pure.
//
// Stream: `pair/{pair}`.
#ifndef FIVESTEP_METRICS_DOMAIN_GAP_WATCH_H_
#define FIVESTEP_METRICS_DOMAIN_GAP_WATCH_H_

#include "fivestep/metrics/v1/metric.pb.h"
#include "fivestep/metrics/v1/pair.pb.h"
#include "fivestep/metrics/v1/reading.pb.h"
#include "metrics/domain/gap.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

// Adds to `decision`, for every pair of `metric` (its row and `series` as they are after the
// command): `GapAssessed` where the verdict or its period is another than in the pair's row, and
// `GapAlertRaised` where the gap has widened, once for each period.
void AddGapAssessments(const v1::Metric& metric, const v1::Series& series,
                       const CommandContext& context, Decision& decision);

// The same for one pair, as it is in its row.
void AddGapAssessment(const v1::Pair& pair, const GroupSeries& target,
                      const GroupSeries& comparator, Instant now, Decision& decision);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_GAP_WATCH_H_
