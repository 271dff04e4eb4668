// What a board report says of one inequality: the level in the target group, the gap, its change.
#ifndef FIVESTEP_METRICS_REPORT_PAIR_SECTION_H_
#define FIVESTEP_METRICS_REPORT_PAIR_SECTION_H_

#include "fivestep/metrics/v1/board_report.pb.h"
#include "fivestep/metrics/v1/pair.pb.h"
#include "platform/core/status.h"
#include "platform/eventlog/reader.h"

namespace fivestep::metrics {

// The pair as of its newest readings. Errors: NOT_FOUND where a metric of the pair may not be seen.
Result<v1::ReportedPair> ReportedPairOf(const v1::Pair& pair, const ReadContext& context);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_REPORT_PAIR_SECTION_H_
