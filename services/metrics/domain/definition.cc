#include "metrics/domain/definition.h"

#include <optional>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/violations.h"
#include "platform/core/date.h"

namespace fivestep::metrics {
namespace {

// The definition with what the draft says already.
v1::MetricDefinition Complete(const v1::Metric& metric, v1::MetricDefinition definition) {
  if (definition.population().empty()) definition.set_population(metric.population_group());
  if (definition.geography().empty()) definition.set_geography(metric.geography());
  return definition;
}

void CheckSpecific(const v1::MetricDefinition& definition, Violations& violations) {
  const bool is_count = definition.value_kind() == v1::VALUE_KIND_COUNT;
  violations.Expect(is_count || !definition.denominator().empty(), "definition.denominator",
                    "must say out of what, unless the metric is a count");
  violations.Expect(!is_count || definition.denominator().empty(), "definition.denominator",
                    "must be empty for a count");
  violations.Expect(!definition.population().empty(), "definition.population",
                    "must say which people; the draft does not");
  violations.Expect(!definition.geography().empty(), "definition.geography",
                    "must say where; the draft does not");
  const bool is_rate = definition.value_kind() == v1::VALUE_KIND_RATE;
  violations.Expect(is_rate == (definition.rate_per() > 0), "definition.rate_per",
                    "must say per how many for a rate, for example 100000, and be 0 otherwise");
}

void CheckRelevant(const v1::Metric& metric, const v1::MetricDefinition& definition,
                   Violations& violations) {
  violations.Expect(!definition.benchmark().empty() || !definition.rationale().empty(),
                    "definition.rationale",
                    "must say why the target can be reached, unless `benchmark` does");
  violations.Expect(!metric.target_area().empty() || !definition.organisational_priority().empty(),
                    "definition.organisational_priority",
                    "must name a priority, since the metric has no target area");
}

void CheckTimeBound(const v1::MetricDefinition& definition, Violations& violations) {
  const std::optional<Date> baseline_start = ParseDate(definition.baseline_start_date());
  const std::optional<Date> baseline_end = ParseDate(definition.baseline_end_date());
  const std::optional<Date> target = ParseDate(definition.target_date());
  violations.Expect(baseline_start && baseline_end && *baseline_start <= *baseline_end,
                    "definition.baseline_end_date",
                    "must be a day not before `baseline_start_date`");
  violations.Expect(baseline_end && target && *target > *baseline_end, "definition.target_date",
                    "must be a day after the baseline period");
}

void CheckTarget(const v1::MetricDefinition& definition, Violations& violations) {
  const bool is_percent = definition.value_kind() == v1::VALUE_KIND_PERCENT;
  const double target = definition.target_value();
  violations.Expect(target >= 0, "definition.target_value", "must not be negative");
  violations.Expect(!is_percent || target <= 100, "definition.target_value",
                    "must not be above 100 per cent");
}

}  // namespace

Decision Decide(const v1::Metric& metric, const v1::DefineMetricRequest& command,
                const CommandContext&) {
  if (metric.state() != v1::Metric::STATE_DRAFT) {
    return Reject(v1::METRIC_NOT_DRAFT)
        .With("metric", command.name())
        .With("state", v1::Metric::State_Name(metric.state()));
  }
  v1::MetricDefinition definition = Complete(metric, command.definition());
  Violations violations;
  CheckSpecific(definition, violations);
  CheckRelevant(metric, definition, violations);
  CheckTimeBound(definition, violations);
  CheckTarget(definition, violations);
  if (!violations.empty()) return violations.RejectWith(v1::DEFINITION_NOT_SMART);
  v1::MetricDefined defined;
  defined.set_metric(command.name());
  *defined.mutable_definition() = std::move(definition);
  return Emit(defined);
}

void Evolve(v1::Metric& metric, const v1::MetricDefined& event) {
  metric.set_state(v1::Metric::STATE_DEFINED);
  *metric.mutable_definition() = event.definition();
}

}  // namespace fivestep::metrics
