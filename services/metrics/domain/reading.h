// Records the readings of a metric, and revises them.
//
// Streams: `metric/{metric}/submission/{submission}` for what is handed in together, and
// `metric/{metric}` for what the metric has in all, what its chart says and what it calls attention
// to. See services/metrics/README.md for the commands -> events table.
#ifndef FIVESTEP_METRICS_DOMAIN_READING_H_
#define FIVESTEP_METRICS_DOMAIN_READING_H_

#include <set>
#include <string>

#include "fivestep/metrics/v1/events.pb.h"
#include "fivestep/metrics/v1/metric.pb.h"
#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "fivestep/metrics/v1/reading.pb.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

// Readings of one metric: a century of months. A chart reads them all.
inline constexpr int kMaxReadingsPerMetric = 1'200;

// All readings or none. Looks the metric's readings up in the view `series`, draws the chart anew,
// and that of every pair that the metric is part of.
Decision Decide(const v1::Metric& metric, const v1::RecordReadingsRequest& command,
                const CommandContext& context);

// Where readings come from when nobody handed them in.
struct ReadingSource {
  std::string delivery;  // of analysis; empty: a caller handed them in
  // First days of the periods whose figures must not be shown, whatever the metric's profile says
  // of their counts: who counted them keeps them back.
  std::set<std::string> withheld;
};

// The same for readings of `source`.
Decision DecideReadings(const v1::Metric& metric, const v1::RecordReadingsRequest& command,
                        const ReadingSource& source, const CommandContext& context);

// What is released of an entry that is as the metric is defined.
v1::ReleasedFigure ReleasedOf(const v1::MetricDefinition& definition, const v1::ReadingEntry& entry,
                              const ReadingSource& source);

void Evolve(v1::Metric& metric, const v1::ReadingsAdded& event);
void Evolve(v1::Submission& submission, const v1::ReadingsRecorded& event);
// Of logs that earlier versions have written.
void Evolve(v1::Reading& reading, const v1::ReadingRecorded& event);
void Evolve(v1::Reading& reading, const v1::ReadingRevised& event);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_READING_H_
