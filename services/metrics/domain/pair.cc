#include "metrics/domain/pair.h"

#include <string>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/alert.h"
#include "metrics/domain/definition.h"
#include "metrics/domain/gap_watch.h"
#include "metrics/domain/series.h"
#include "platform/core/violations.h"

namespace fivestep::metrics {
namespace {

Decision CheckMember(const v1::Metric* metric, const std::string& name) {
  if (metric == nullptr || metric->state() != v1::Metric::STATE_DEFINED) {
    const auto state = metric == nullptr ? v1::Metric::STATE_UNSPECIFIED : metric->state();
    return Reject(v1::METRIC_NOT_DEFINED)
        .With("metric", name)
        .With("state", v1::Metric::State_Name(state));
  }
  if (metric->pairs_size() < kMaxPairsPerMetric) return Decision();
  return Reject(v1::TOO_MANY_CHANGES)
      .With("metric", name)
      .With("limit", std::to_string(kMaxPairsPerMetric))
      .With("what", "pairs");
}

// Neither says another thing than the other.
template <class Value>
bool Agree(const Value& a, const Value& b, const Value& unsaid) {
  return a == unsaid || b == unsaid || a == b;
}

bool SamePopulation(const v1::PopulationFrame& a, const v1::PopulationFrame& b) {
  return Agree(a.basis(), b.basis(), v1::POPULATION_BASIS_UNSPECIFIED) &&
         Agree(a.geography_vintage(), b.geography_vintage(), std::string()) &&
         Agree(a.ethnicity_scheme(), b.ethnicity_scheme(), std::string());
}

Violations Compare(const v1::MetricDefinition& target, const v1::MetricDefinition& comparator) {
  Violations violations;
  const auto expect_same = [&](bool same, const char* what) {
    violations.Expect(same, "comparator_metric",
                      std::string("must have the ") + what + " of `target_metric`");
  };
  violations.Expect(target.value_kind() != v1::VALUE_KIND_COUNT, "target_metric",
                    "must be a percentage or a rate: the difference of two counts compares the "
                    "sizes of the groups");
  expect_same(target.value_kind() == comparator.value_kind(), "kind of value");
  expect_same(target.rate_per() == comparator.rate_per(), "base (`rate_per`)");
  expect_same(UnitOf(target) == UnitOf(comparator), "unit");
  expect_same(target.frequency() == comparator.frequency(), "frequency");
  expect_same(target.polarity() == comparator.polarity(), "polarity");
  expect_same(
      SamePopulation(target.denominator_population(), comparator.denominator_population()) &&
          SamePopulation(target.numerator_population(), comparator.numerator_population()),
      "populations (resident or registered, boundaries, ethnicity scheme)");
  return violations;
}

v1::MetricPaired Joined(const std::string& metric, const std::string& pair) {
  v1::MetricPaired paired;
  paired.set_metric(metric);
  paired.set_pair(pair);
  return paired;
}

}  // namespace

Decision Decide(const v1::Pair&, const v1::PairMetricsRequest& command,
                const CommandContext& context) {
  const auto* target = context.view.Find<v1::Metric>(command.target_metric());
  const auto* comparator = context.view.Find<v1::Metric>(command.comparator_metric());
  if (Decision no = CheckMember(target, command.target_metric()); no.rejected()) return no;
  if (Decision no = CheckMember(comparator, command.comparator_metric()); no.rejected()) return no;
  Violations violations = Compare(target->definition(), comparator->definition());
  violations.Expect(command.target_metric() != command.comparator_metric(), "comparator_metric",
                    "must be another metric than `target_metric`");
  if (!violations.empty()) return violations.RejectionBy(v1::METRICS_NOT_COMPARABLE);
  v1::MetricsPaired paired;
  paired.set_pair(context.new_name);
  paired.set_title(command.title());
  paired.set_target_metric(command.target_metric());
  paired.set_comparator_metric(command.comparator_metric());
  paired.set_target_area(command.target_area().empty() ? target->target_area()
                                                       : command.target_area());
  paired.set_owner_role(command.owner_role());
  paired.set_visibility(command.visibility());
  Decision decision = Emit(paired, Joined(command.target_metric(), context.new_name),
                           Joined(command.comparator_metric(), context.new_name));
  v1::Pair made;
  Evolve(made, paired);
  const v1::Series target_series = FindSeries(context.view, command.target_metric());
  const v1::Series comparator_series = FindSeries(context.view, command.comparator_metric());
  AddGapAssessment(made, {*target, target_series}, {*comparator, comparator_series}, context.now,
                   decision);
  return decision;
}

void Evolve(v1::Pair& pair, const v1::MetricsPaired& event) {
  pair.set_name(event.pair());
  pair.set_title(event.title());
  pair.set_target_metric(event.target_metric());
  pair.set_comparator_metric(event.comparator_metric());
  pair.set_target_area(event.target_area());
  pair.set_owner_role(event.owner_role());
  pair.set_visibility(event.visibility());
}

void Evolve(v1::Pair& pair, const v1::GapAssessed& event) {
  pair.set_verdict(event.verdict());
  pair.set_verdict_period_start_date(event.period_start_date());
}

void Evolve(v1::Pair& pair, const v1::GapAlertRaised& event) {
  Keep(event.alert(), *pair.mutable_alerts());
}

void Evolve(v1::Metric& metric, const v1::MetricPaired& event) { metric.add_pairs(event.pair()); }

}  // namespace fivestep::metrics
