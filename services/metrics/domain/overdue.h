// When a reading is to come, and what happens when it has not. Pure.
//
// Stream: `metric/{metric}`.
#ifndef FIVESTEP_METRICS_DOMAIN_OVERDUE_H_
#define FIVESTEP_METRICS_DOMAIN_OVERDUE_H_

#include <cstddef>
#include <optional>
#include <string>

#include "fivestep/metrics/v1/events.pb.h"
#include "fivestep/metrics/v1/metric.pb.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

inline constexpr char kReadingOverdueRule[] = "reading_overdue";
// Periods that one alert names; of a longer backlog the latest.
inline constexpr size_t kMaxPeriodsNamed = 60;

// The reading of the period that begins on the day after `last_day`; nothing where no period can
// begin on it. Worked value: monthly, after 2026-01-31, lag 14 days -> February 2026, due
// 2026-03-14.
std::optional<v1::AwaitedReading> ReadingAfter(const v1::MetricDefinition& definition,
                                               const std::string& last_day);

// Adds `ReadingAwaited` to `decision` for the period after the metric's latest one, or after its
// baseline when it has none, unless that one is awaited already. `metric` is as it is after the
// command, with its name.
void AddAwaited(const v1::Metric& metric, Decision& decision);

// The first moment at which the awaited reading is late; nothing when none is awaited, or the
// metric is closed.
std::optional<Instant> LateFrom(const v1::Metric& metric);

// Raises one alert for every period whose reading has not come by now, and awaits the first that
// may still come in time. The text says how many there are; the alert names at most
// `kMaxPeriodsNamed`.
Decision DecideReadingOverdue(const v1::Metric& metric, const CommandContext& context);

void Evolve(v1::Metric& metric, const v1::ReadingAwaited& event);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_OVERDUE_H_
