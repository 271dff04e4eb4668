#include "metrics/domain/overdue.h"

#include <deque>
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

// Nothing where the date cannot be read.
std::optional<Instant> EndOfDay(const std::string& date) {
  const std::optional<Date> day = ParseDate(date);
  if (!day) return std::nullopt;
  return Instant(sys_days(*day) + days(1));
}

// Every reading that is late at one moment, in the order of their periods.
struct Backlog {
  int count = 0;
  std::string first;
  // Starts of the latest periods, at most `kMaxPeriodsNamed`.
  std::deque<std::string> latest;
  // The first reading that is not late yet.
  std::optional<v1::AwaitedReading> next;
};

// A series that ended years ago is one backlog, not an alert a month.
Backlog MissingBy(const v1::Metric& metric, Instant now) {
  Backlog backlog;
  backlog.first = metric.next_reading().period_start_date();
  std::optional<v1::AwaitedReading> missing = metric.next_reading();
  while (missing) {
    const std::optional<Instant> late = EndOfDay(missing->due_date());
    if (!late || *late > now) break;
    ++backlog.count;
    backlog.latest.push_back(missing->period_start_date());
    if (backlog.latest.size() > kMaxPeriodsNamed) backlog.latest.pop_front();
    missing = ReadingAfter(metric.definition(), missing->period_end_date());
  }
  backlog.next = std::move(missing);
  return backlog;
}

std::string Said(const Backlog& backlog, const v1::MetricDefinition& definition) {
  const std::string who = definition.collection_owner_role() + " sees to the figures";
  if (backlog.count == 1) {
    return "the reading of the period from " + backlog.first + " is overdue; " + who;
  }
  return std::to_string(backlog.count) + " readings are overdue, of the periods from " +
         backlog.first + " to " + backlog.latest.back() + "; " + who;
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
  return EndOfDay(metric.next_reading().due_date());
}

Decision DecideReadingOverdue(const v1::Metric& metric, const CommandContext& context) {
  const std::optional<Instant> late = LateFrom(metric);
  if (!late || *late > context.now) return Decision();
  const Backlog backlog = MissingBy(metric, context.now);
  v1::AlertRaised raised;
  raised.set_metric(metric.name());
  *raised.mutable_alert() =
      MakeAlert(v1::ALERT_KIND_READING_OVERDUE,
                "no reading " + std::to_string(metric.definition().lag_days()) +
                    " days after the end of its period",
                Said(backlog, metric.definition()), context.now);
  for (const std::string& start : backlog.latest) {
    raised.mutable_alert()->add_period_start_dates(start);
  }
  Decision decision = Emit(raised);
  if (backlog.next) {
    v1::ReadingAwaited awaited;
    awaited.set_metric(metric.name());
    *awaited.mutable_reading() = *backlog.next;
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
