#include "metrics/domain/overdue.h"

#include <utility>

#include "metrics/domain/alert.h"
#include "metrics/domain/period.h"
#include "platform/core/date.h"

namespace fivestep::metrics {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

std::optional<Date> DayAfter(const std::string& date) {
  const std::optional<Date> day = ParseDate(date);
  if (!day) return std::nullopt;
  return Date(sys_days(*day) + days(1));
}

}  // namespace

std::optional<v1::AwaitedReading> ReadingAfter(const v1::MetricDefinition& definition,
                                               const std::string& last_day) {
  const std::optional<Date> start = DayAfter(last_day);
  const std::optional<Date> end = start ? LastDayOf(definition.frequency(), *start) : std::nullopt;
  if (!end) return std::nullopt;
  v1::AwaitedReading awaited;
  awaited.set_period_start_date(ToText(*start));
  awaited.set_period_end_date(ToText(*end));
  awaited.set_due_date(ToText(Date(sys_days(*end) + days(definition.lag_days()))));
  return awaited;
}

void AddAwaited(const v1::Metric& metric, Decision& decision) {
  const v1::MetricDefinition& definition = metric.definition();
  const std::string& last =
      metric.reading_count() > 0 ? metric.last_period_end_date() : definition.baseline_end_date();
  const auto awaited = ReadingAfter(definition, last);
  const std::string& known = metric.next_reading().period_start_date();
  if (!awaited || awaited->period_start_date() <= known) return;
  v1::ReadingAwaited event;
  event.set_metric(metric.name());
  *event.mutable_reading() = *awaited;
  decision.Add(std::move(event));
}

std::optional<Instant> LateFrom(const v1::Metric& metric) {
  if (metric.state() != v1::Metric::STATE_DEFINED || !metric.has_next_reading()) {
    return std::nullopt;
  }
  const std::optional<Date> due = ParseDate(metric.next_reading().due_date());
  if (!due) return std::nullopt;
  return Instant(sys_days(*due) + days(1));
}

Decision DecideReadingOverdue(const v1::Metric& metric, const CommandContext& context) {
  const std::optional<Instant> late = LateFrom(metric);
  if (!late || *late > context.now) return Decision();
  const v1::AwaitedReading& missing = metric.next_reading();
  const v1::MetricDefinition& definition = metric.definition();
  v1::AlertRaised raised;
  raised.set_metric(metric.name());
  *raised.mutable_alert() = MakeAlert(
      v1::ALERT_KIND_READING_OVERDUE,
      "no reading " + std::to_string(definition.lag_days()) + " days after the end of its period",
      "the reading of the period from " + missing.period_start_date() + " is overdue; " +
          definition.collection_owner_role() + " sees to the figures",
      context.now);
  raised.mutable_alert()->add_period_start_dates(missing.period_start_date());
  Decision decision = Emit(raised);
  if (const auto next = ReadingAfter(definition, missing.period_end_date())) {
    v1::ReadingAwaited awaited;
    awaited.set_metric(metric.name());
    *awaited.mutable_reading() = *next;
    decision.Add(std::move(awaited));
  }
  return decision;
}

void Evolve(v1::Metric& metric, const v1::ReadingAwaited& event) {
  // Timers know a row by what is in it.
  metric.set_name(event.metric());
  *metric.mutable_next_reading() = event.reading();
}

}  // namespace fivestep::metrics
