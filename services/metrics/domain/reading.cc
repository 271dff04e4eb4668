#include "metrics/domain/reading.h"

#include <algorithm>
#include <string>
#include <vector>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/disclosure.h"
#include "metrics/domain/reading_check.h"

namespace fivestep::metrics {
namespace {

std::string ReadingName(const std::string& metric, const v1::ReadingEntry& entry) {
  return metric + "/readings/" + entry.period_start_date();
}

// A period that has its reading is revised, with a reason; one that has none is recorded.
Decision CheckAgainstRecorded(const v1::RecordReadingsRequest& command,
                              const CommandContext& context) {
  for (int i = 0; i < command.readings_size(); ++i) {
    const v1::ReadingEntry& entry = command.readings(i);
    const bool recorded = context.view.FindMessage(ReadingName(command.name(), entry)) != nullptr;
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

v1::ReleasedFigure Released(const v1::MetricDefinition& definition, const v1::ReadingEntry& entry) {
  if (entry.has_exact()) return Release(definition, entry.exact());
  if (entry.has_value()) return ReleaseValue(definition, entry.value());
  v1::ReleasedFigure released;
  released.set_not_collected(true);
  return released;
}

// What recording and revising have in common.
template <class Event>
Event FigureEvent(const v1::Metric& metric, const std::string& name,
                  const v1::ReadingEntry& entry) {
  const v1::MetricDefinition& definition = metric.definition();
  Event event;
  event.set_reading(ReadingName(name, entry));
  event.set_metric(name);
  *event.mutable_released() = Released(definition, entry);
  if (entry.has_exact() && KeepsCountsBack(definition.disclosure_profile())) {
    *event.mutable_exact() = entry.exact();
  }
  return event;
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

Decision RecordAll(const v1::Metric& metric, const v1::RecordReadingsRequest& command) {
  Decision decision;
  v1::ReadingsAdded added;
  added.set_metric(command.name());
  added.set_first_period_start_date(metric.first_period_start_date());
  added.set_last_period_end_date(metric.last_period_end_date());
  for (const v1::ReadingEntry* entry : InOrder(command)) {
    if (!entry->revision_reason().empty()) {
      auto revised = FigureEvent<v1::ReadingRevised>(metric, command.name(), *entry);
      revised.set_revision_reason(entry->revision_reason());
      // Without counts of its own it carries empty ones: else the earlier ones would be read as
      // its.
      if (KeepsCountsBack(metric.definition().disclosure_profile())) revised.mutable_exact();
      decision.Add(std::move(revised));
      continue;
    }
    auto recorded = FigureEvent<v1::ReadingRecorded>(metric, command.name(), *entry);
    recorded.set_period_start_date(entry->period_start_date());
    recorded.set_period_end_date(entry->period_end_date());
    decision.Add(std::move(recorded));
    Extend(added, *entry);
  }
  if (metric.reading_count() + added.added_count() > kMaxReadingsPerMetric) {
    return Reject(v1::TOO_MANY_READINGS)
        .With("metric", command.name())
        .With("limit", std::to_string(kMaxReadingsPerMetric));
  }
  if (added.added_count() > 0) decision.Add(std::move(added));
  return decision;
}

}  // namespace

Decision Decide(const v1::Metric& metric, const v1::RecordReadingsRequest& command,
                const CommandContext& context) {
  if (metric.state() != v1::Metric::STATE_DEFINED) {
    return Reject(v1::METRIC_NOT_DEFINED)
        .With("metric", command.name())
        .With("state", v1::Metric::State_Name(metric.state()));
  }
  const Violations violations = CheckReadings(metric, command, context.now);
  if (!violations.empty()) return violations.RejectWith(v1::READINGS_NOT_AS_DEFINED);
  if (Decision no = CheckAgainstRecorded(command, context); no.rejected()) return no;
  return RecordAll(metric, command);
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
