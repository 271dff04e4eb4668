// Answers GetGap: a pair's levels and gap, its change, and the gap on control charts.
#ifndef FIVESTEP_METRICS_GAP_QUERY_H_
#define FIVESTEP_METRICS_GAP_QUERY_H_

#include "fivestep/metrics/v1/metric.pb.h"
#include "fivestep/metrics/v1/pair.pb.h"
#include "metrics/domain/gap.h"
#include "platform/core/status.h"
#include "platform/eventlog/reader.h"

namespace fivestep::metrics {

// The gap of a pair of two defined metrics. Limits are held and rebased as the target metric's are.
// Pure.
v1::GetGapResponse GapOf(const v1::Pair& pair, const GroupSeries& target,
                         const GroupSeries& comparator);

// Errors: NOT_FOUND, also when a metric of the pair may not be seen.
Result<v1::GetGapResponse> AnswerGetGap(const v1::GetGapRequest& request,
                                        const ReadContext& context);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_GAP_QUERY_H_
