#include "metrics/domain/definition.h"

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/overdue.h"
#include "platform/core/date.h"
#include "platform/core/violations.h"

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

// The period in which the inequality was found is said as a whole or not at all.
void CheckSelection(const v1::MetricDefinition& definition, Violations& violations) {
  if (definition.selection_start_date().empty() && definition.selection_end_date().empty()) return;
  const std::optional<Date> start = ParseDate(definition.selection_start_date());
  const std::optional<Date> end = ParseDate(definition.selection_end_date());
  violations.Expect(start && end && *start <= *end, "definition.selection_end_date",
                    "must be a day not before `selection_start_date`, or both must be empty");
}

void CheckTarget(const v1::MetricDefinition& definition, Violations& violations) {
  const double least = LeastValueOf(definition);
  const std::optional<double> largest = LargestValueOf(definition);
  const bool is_range = !largest || least < *largest;
  violations.Expect(is_range, "definition.maximum_value", "must be above `minimum_value`");
  violations.Expect(
      definition.value_kind() != v1::VALUE_KIND_PERCENT || (least >= 0 && *largest <= 100),
      "definition.maximum_value", "must lie, as `minimum_value`, from 0 to 100 per cent");
  if (!is_range) return;
  const double target = definition.target_value();
  violations.Expect(target >= least && (!largest || target <= *largest), "definition.target_value",
                    "must be a value that a reading can have, from `minimum_value` to "
                    "`maximum_value`; per cent from 0 to 100");
}

bool Differ(const std::string& a, const std::string& b) {
  return !a.empty() && !b.empty() && a != b;
}

// A rate across two populations is no rate (guard-rail 8).
void CheckPopulations(const v1::MetricDefinition& definition, Violations& violations) {
  if (!definition.population_mapping().empty()) return;
  const v1::PopulationFrame& above = definition.numerator_population();
  const v1::PopulationFrame& below = definition.denominator_population();
  const auto expect_same = [&](bool differs, const char* field, const char* what) {
    violations.Expect(!differs, std::string("definition.denominator_population.") + field,
                      std::string("must be that of the numerator: a rate across two ") + what +
                          " is refused unless `population_mapping` names the mapping applied");
  };
  const bool both = above.basis() != v1::POPULATION_BASIS_UNSPECIFIED &&
                    below.basis() != v1::POPULATION_BASIS_UNSPECIFIED;
  expect_same(both && above.basis() != below.basis(), "basis", "populations");
  expect_same(Differ(above.geography_vintage(), below.geography_vintage()), "geography_vintage",
              "sets of boundaries");
  expect_same(Differ(above.ethnicity_scheme(), below.ethnicity_scheme()), "ethnicity_scheme",
              "classifications of ethnicity");
}

// A chart that follows denominators needs them.
void CheckChart(const v1::MetricDefinition& definition, Violations& violations) {
  const v1::ChartMethod method = definition.chart_method();
  violations.Expect(
      method != v1::CHART_METHOD_P_PRIME || definition.value_kind() == v1::VALUE_KIND_PERCENT,
      "definition.chart_method", "must be p' for a percentage only");
  violations.Expect(
      method != v1::CHART_METHOD_U_PRIME || definition.value_kind() == v1::VALUE_KIND_RATE,
      "definition.chart_method", "must be u' for a rate only");
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
  CheckSelection(definition, violations);
  CheckTarget(definition, violations);
  CheckPopulations(definition, violations);
  CheckChart(definition, violations);
  if (!violations.empty()) return violations.RejectionBy(v1::DEFINITION_NOT_SMART);
  v1::MetricDefined defined;
  defined.set_metric(command.name());
  *defined.mutable_definition() = std::move(definition);
  v1::Metric after = metric;
  after.set_name(command.name());
  Evolve(after, defined);
  Decision decision = Emit(defined);
  AddAwaited(after, decision);
  return decision;
}

void Evolve(v1::Metric& metric, const v1::MetricDefined& event) {
  metric.set_state(v1::Metric::STATE_DEFINED);
  *metric.mutable_definition() = event.definition();
}

std::string UnitOf(const v1::MetricDefinition& definition) {
  if (!definition.unit().empty()) return definition.unit();
  switch (definition.value_kind()) {
    case v1::VALUE_KIND_PERCENT:
      return "%";
    case v1::VALUE_KIND_RATE:
      return "per " + std::to_string(definition.rate_per());
    default:
      return "count";
  }
}

double LeastValueOf(const v1::MetricDefinition& definition) {
  return definition.has_minimum_value() ? definition.minimum_value() : 0;
}

std::optional<double> LargestValueOf(const v1::MetricDefinition& definition) {
  if (definition.has_maximum_value()) return definition.maximum_value();
  if (definition.value_kind() == v1::VALUE_KIND_PERCENT) return 100;
  return std::nullopt;
}

}  // namespace fivestep::metrics
