#include "metrics/domain/reading_check.h"

#include <optional>
#include <set>
#include <sstream>
#include <string>

#include "metrics/domain/definition.h"
#include "metrics/domain/disclosure.h"
#include "metrics/domain/period.h"
#include "platform/core/date.h"

namespace fivestep::metrics {
namespace {

std::string NumberText(double value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

// What the entries of a call are held against.
struct Series {
  const v1::MetricDefinition& definition;
  Date today;
  std::optional<Date> anchor;       // start of some period of the series
  std::set<std::string> seen = {};  // starts of the entries before this one
};

void CheckPeriod(const v1::ReadingEntry& entry, const std::string& field, Series& series,
                 Violations& violations) {
  const v1::Frequency frequency = series.definition.frequency();
  const std::optional<Date> start = ParseDate(entry.period_start_date());
  const std::optional<Date> end = ParseDate(entry.period_end_date());
  const std::optional<Date> last = start ? LastDayOf(frequency, *start) : std::nullopt;
  violations.Expect(last.has_value(), field + ".period_start_date",
                    "must be a day from the 1st to the 28th of a month");
  if (!last) return;
  violations.Expect(end == last, field + ".period_end_date",
                    "must be " + ToText(*last) + ": the metric is " +
                        v1::Frequency_Name(frequency) + ", and rolling periods overlap");
  violations.Expect(*last < series.today, field + ".period_end_date",
                    "must be over: a reading is of a period that lies behind");
  violations.Expect(entry.period_start_date() >= series.definition.baseline_start_date(),
                    field + ".period_start_date",
                    "must not be before the baseline, which begins on " +
                        series.definition.baseline_start_date());
  if (!series.anchor) series.anchor = start;
  violations.Expect(OnGrid(frequency, *series.anchor, *start), field + ".period_start_date",
                    "must lie a whole number of periods from " + ToText(*series.anchor) +
                        ", so that no periods overlap");
  violations.Expect(series.seen.insert(entry.period_start_date()).second,
                    field + ".period_start_date", "must be in the call once");
}

void CheckCounts(const v1::ReadingEntry& entry, const std::string& field, v1::ValueKind kind,
                 Violations& violations) {
  const v1::ExactCounts& counts = entry.exact();
  if (kind == v1::VALUE_KIND_COUNT) {
    violations.Expect(counts.denominator() == 0, field + ".exact.denominator",
                      "must be 0: the metric is a count");
    return;
  }
  violations.Expect(counts.denominator() > 0, field + ".exact.denominator",
                    "must be above 0; where there was nobody to count, say `not_collected`");
  violations.Expect(kind != v1::VALUE_KIND_PERCENT || counts.numerator() <= counts.denominator(),
                    field + ".exact.numerator",
                    "must not be above the denominator: the metric is a percentage");
}

// The sentence never says the value: it may be made of few people.
void CheckRange(double value, const std::string& field, const v1::MetricDefinition& definition,
                Violations& violations) {
  const std::optional<double> largest = LargestValueOf(definition);
  const double least = LeastValueOf(definition);
  std::string range = "must not be below " + NumberText(least);
  if (largest) range = "must lie from " + NumberText(least) + " to " + NumberText(*largest);
  violations.Expect(value >= least && (!largest || value <= *largest), field,
                    range + " " + UnitOf(definition) + ": the metric has no other values");
}

void CheckFigure(const v1::ReadingEntry& entry, const std::string& field,
                 const v1::MetricDefinition& definition, Violations& violations) {
  const v1::ValueKind kind = definition.value_kind();
  const int said =
      (entry.has_exact() ? 1 : 0) + (entry.has_value() ? 1 : 0) + (entry.not_collected() ? 1 : 0);
  violations.Expect(said == 1, field, "must say one of `exact`, `value` and `not_collected`");
  violations.Expect(entry.unit().empty() || entry.unit() == UnitOf(definition), field + ".unit",
                    "must be `" + UnitOf(definition) + "`, the unit of the metric");
  if (entry.has_exact()) {
    CheckCounts(entry, field, kind, violations);
    const bool has_value = kind == v1::VALUE_KIND_COUNT || entry.exact().denominator() > 0;
    // A percentage is in its range when its counts are in theirs, unless the range is its own.
    const bool own_range = kind != v1::VALUE_KIND_PERCENT || definition.has_minimum_value() ||
                           definition.has_maximum_value();
    if (has_value && own_range) {
      CheckRange(ExactValue(definition, entry.exact()), field + ".exact", definition, violations);
    }
  }
  if (!entry.has_value()) return;
  // A value without its counts cannot be rounded as the profile asks.
  violations.Expect(!KeepsCountsBack(definition.disclosure_profile()), field + ".value",
                    "must be left out: the metric's disclosure profile needs the counts, `exact`");
  CheckRange(entry.value(), field + ".value", definition, violations);
}

}  // namespace

Violations CheckReadings(const v1::Metric& metric, const v1::RecordReadingsRequest& command,
                         Instant now) {
  Series series{metric.definition(), DayOf(now), ParseDate(metric.first_period_start_date())};
  Violations violations;
  for (int i = 0; i < command.readings_size(); ++i) {
    const std::string field = "readings[" + std::to_string(i) + "]";
    CheckPeriod(command.readings(i), field, series, violations);
    CheckFigure(command.readings(i), field, metric.definition(), violations);
  }
  return violations;
}

}  // namespace fivestep::metrics
