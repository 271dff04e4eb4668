// Records the readings of a metric, and revises them.
//
// Streams: `metric/{metric}/reading/{first day}`, and `metric/{metric}` for what the metric has in
// all. See services/metrics/README.md for the commands -> events table.
#ifndef FIVESTEP_METRICS_DOMAIN_READING_H_
#define FIVESTEP_METRICS_DOMAIN_READING_H_

#include "fivestep/metrics/v1/events.pb.h"
#include "fivestep/metrics/v1/metric.pb.h"
#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "fivestep/metrics/v1/reading.pb.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

// Readings of one metric: a century of months. A chart reads them all.
inline constexpr int kMaxReadingsPerMetric = 1'200;

// All readings or none. Looks up readings by their names.
Decision Decide(const v1::Metric& metric, const v1::RecordReadingsRequest& command,
                const CommandContext& context);

void Evolve(v1::Metric& metric, const v1::ReadingsAdded& event);
void Evolve(v1::Reading& reading, const v1::ReadingRecorded& event);
void Evolve(v1::Reading& reading, const v1::ReadingRevised& event);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_READING_H_
