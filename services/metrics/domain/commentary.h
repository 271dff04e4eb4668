// What people say about a metric's figures.
//
// Stream: `metric/{metric}/commentary/{first day}`.
#ifndef FIVESTEP_METRICS_DOMAIN_COMMENTARY_H_
#define FIVESTEP_METRICS_DOMAIN_COMMENTARY_H_

#include "fivestep/metrics/v1/commentary.pb.h"
#include "fivestep/metrics/v1/events.pb.h"
#include "fivestep/metrics/v1/metric.pb.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

// Only a period that has a reading is commented on; also of a closed metric.
Decision Decide(const v1::Metric& metric, const v1::WriteCommentaryRequest& command,
                const CommandContext& context);

void Evolve(v1::Commentary& commentary, const v1::CommentaryWritten& event);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_COMMENTARY_H_
