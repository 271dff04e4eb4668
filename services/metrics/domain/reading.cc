#include "metrics/domain/reading.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/assessment.h"
#include "metrics/domain/disclosure.h"
#include "metrics/domain/gap_watch.h"
#include "metrics/domain/overdue.h"
#include "metrics/domain/reading_check.h"
#include "metrics/domain/series.h"
#include "platform/core/date.h"

namespace fivestep::metrics {
namespace {

// A period that has its reading is revised, with a reason; one that has none is recorded.
Decision CheckAgainstRecorded(const v1::RecordReadingsRequest& command, const v1::Series& series) {
  for (int i = 0; i < command.readings_size(); ++i) {
    const v1::ReadingEntry& entry = command.readings(i);
    const bool recorded = FindReading(series, entry.period_start_date()) != nullptr;
    const bool revises = !entry.revision_reason().empty();
    if (recorded == revises) continue;
    return Reject(recorded ? v1::READING_EXISTS : v1::READING_NOT_RECORDED)
        .With("field", "readings[" + std::to_string(i) + "]")
        .With("period", entry.period_start_date());
  }
  return Decision();
}

// Events list the periods in their order, whatever the order of the call. Days as they are written
// sort like the days they name.
std::vector<const v1::ReadingEntry*> InOrder(const v1::RecordReadingsRequest& command) {
  std::vector<const v1::ReadingEntry*> entries;
  for (const v1::ReadingEntry& entry : command.readings()) entries.push_back(&entry);
  std::sort(entries.begin(), entries.end(), [](const auto* a, const auto* b) {
    return a->period_start_date() < b->period_start_date();
  });
  return entries;
}

// Later than the metric's lag allows.
bool IsLate(const v1::MetricDefinition& definition, const v1::ReadingEntry& entry, Instant now) {
  const std::optional<Date> end = ParseDate(entry.period_end_date());
  return std::chrono::sys_days(DayOf(now)) >
         std::chrono::sys_days(*end) + std::chrono::days(definition.lag_days());
}

// Counts one more period in.
void Extend(v1::ReadingsAdded& added, const v1::ReadingEntry& entry) {
  added.set_added_count(added.added_count() + 1);
  const std::string& first = added.first_period_start_date();
  if (first.empty() || entry.period_start_date() < first) {
    added.set_first_period_start_date(entry.period_start_date());
  }
  if (entry.period_end_date() > added.last_period_end_date()) {
    added.set_last_period_end_date(entry.period_end_date());
  }
}

// All entries as one event, in the order of their periods.
v1::ReadingsRecorded SubmissionOf(const v1::Metric& metric,
                                  const v1::RecordReadingsRequest& command,
                                  const ReadingSource& source, const CommandContext& context) {
  const v1::MetricDefinition& definition = metric.definition();
  v1::ReadingsRecorded recorded;
  recorded.set_delivery(source.delivery);
  recorded.set_submission(context.NewName(command.name(), "submissions"));
  recorded.set_metric(command.name());
  for (const v1::ReadingEntry* entry : InOrder(command)) {
    v1::SubmittedFigure& figure = *recorded.add_figures();
    figure.set_period_start_date(entry->period_start_date());
    figure.set_period_end_date(entry->period_end_date());
    *figure.mutable_released() = ReleasedOf(definition, *entry, source);
    figure.set_revision_reason(entry->revision_reason());
    figure.set_late(entry->revision_reason().empty() && IsLate(definition, *entry, context.now));
    if (!entry->has_exact() || !KeepsCountsBack(definition.disclosure_profile())) continue;
    v1::ExactFigure& exact = *recorded.mutable_exact()->add_figures();
    exact.set_period_start_date(entry->period_start_date());
    *exact.mutable_counts() = entry->exact();
  }
  return recorded;
}

// What the metric has in all after the call.
v1::ReadingsAdded Counted(const v1::Metric& metric, const v1::RecordReadingsRequest& command) {
  v1::ReadingsAdded added;
  added.set_metric(command.name());
  added.set_first_period_start_date(metric.first_period_start_date());
  added.set_last_period_end_date(metric.last_period_end_date());
  for (const v1::ReadingEntry& entry : command.readings()) {
    if (entry.revision_reason().empty()) Extend(added, entry);
  }
  return added;
}

}  // namespace

v1::ReleasedFigure ReleasedOf(const v1::MetricDefinition& definition, const v1::ReadingEntry& entry,
                              const ReadingSource& source) {
  v1::ReleasedFigure released;
  if (source.withheld.contains(entry.period_start_date())) {
    released.set_suppressed(true);
    return released;
  }
  if (entry.has_exact()) return Release(definition, entry.exact());
  if (entry.has_value()) return ReleaseValue(definition, entry.value());
  released.set_not_collected(true);
  return released;
}

Decision Decide(const v1::Metric& metric, const v1::RecordReadingsRequest& command,
                const CommandContext& context) {
  return DecideReadings(metric, command, {}, context);
}

Decision DecideReadings(const v1::Metric& metric, const v1::RecordReadingsRequest& command,
                        const ReadingSource& source, const CommandContext& context) {
  if (metric.state() != v1::Metric::STATE_DEFINED) {
    return Reject(v1::METRIC_NOT_DEFINED)
        .With("metric", command.name())
        .With("state", v1::Metric::State_Name(metric.state()));
  }
  const Violations violations = CheckReadings(metric, command, context.now);
  if (!violations.empty()) return violations.RejectionBy(v1::READINGS_NOT_AS_DEFINED);
  const v1::ReadingsAdded added = Counted(metric, command);
  if (metric.reading_count() + added.added_count() > kMaxReadingsPerMetric) {
    return Reject(v1::TOO_MANY_READINGS)
        .With("metric", command.name())
        .With("limit", std::to_string(kMaxReadingsPerMetric));
  }
  v1::Series series = FindSeries(context.view, command.name());
  if (series.readings_size() < metric.reading_count()) {
    return Reject(v1::SERIES_NOT_READY).With("metric", command.name());
  }
  if (Decision no = CheckAgainstRecorded(command, series); no.rejected()) return no;
  v1::ReadingsRecorded recorded = SubmissionOf(metric, command, source, context);
  for (const v1::SubmittedFigure& figure : recorded.figures()) {
    Take(figure, recorded.submission(), context.now, series);
  }
  Decision decision = Emit(std::move(recorded));
  v1::Metric after = metric;
  after.set_name(command.name());
  if (added.added_count() > 0) {
    Evolve(after, added);
    decision.Add(added);
    AddAwaited(after, decision);
  }
  AddAssessment(after, series, context, decision);
  AddGapAssessments(after, series, context, decision);
  return decision;
}

void Evolve(v1::Submission& submission, const v1::ReadingsRecorded& event) {
  submission.set_metric(event.metric());
  *submission.mutable_figures() = event.figures();
  submission.set_finding(event.finding());
  submission.set_delivery(event.delivery());
}

void Evolve(v1::Metric& metric, const v1::ReadingsAdded& event) {
  metric.set_reading_count(metric.reading_count() + event.added_count());
  metric.set_first_period_start_date(event.first_period_start_date());
  metric.set_last_period_end_date(event.last_period_end_date());
}

void Evolve(v1::Reading& reading, const v1::ReadingRecorded& event) {
  reading.set_metric(event.metric());
  reading.set_period_start_date(event.period_start_date());
  reading.set_period_end_date(event.period_end_date());
  *reading.mutable_released() = event.released();
}

void Evolve(v1::Reading& reading, const v1::ReadingRevised& event) {
  *reading.mutable_released() = event.released();
  reading.set_revision_count(reading.revision_count() + 1);
  reading.set_revision_reason(event.revision_reason());
}

}  // namespace fivestep::metrics
