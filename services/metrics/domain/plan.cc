#include "metrics/domain/plan.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/assessment.h"
#include "metrics/domain/definition.h"
#include "metrics/domain/period.h"
#include "metrics/domain/series.h"
#include "metrics/spc/xmr.h"
#include "platform/core/date.h"
#include "platform/core/violations.h"

namespace fivestep::metrics {
namespace {

Decision CheckDefined(const v1::Metric& metric, const std::string& name) {
  if (metric.state() == v1::Metric::STATE_DEFINED) return Decision();
  return Reject(v1::METRIC_NOT_DEFINED)
      .With("metric", name)
      .With("state", v1::Metric::State_Name(metric.state()));
}

Decision TooMany(const std::string& name, int limit, const char* what) {
  return Reject(v1::TOO_MANY_CHANGES)
      .With("metric", name)
      .With("limit", std::to_string(limit))
      .With("what", what);
}

bool CanBe(const v1::MetricDefinition& definition, double value) {
  const std::optional<double> largest = LargestValueOf(definition);
  return value >= LeastValueOf(definition) && (!largest || value <= *largest);
}

// Adds `event`, and what the chart says after it.
template <class Event>
Decision EmitAndAssess(const v1::Metric& metric, const Event& event,
                       const CommandContext& context) {
  Decision decision = Emit(event);
  v1::Metric after = metric;
  after.set_name(event.metric());
  Evolve(after, event);
  AddAssessment(after, FindSeries(context.view, event.metric()), context, decision);
  return decision;
}

// Refuses limits that cannot be drawn over the readings that there are.
Decision CheckDrawable(const v1::Metric& after, const CommandContext& context) {
  const v1::Series series = FindSeries(context.view, after.name());
  const Result<spc::ControlChart> chart = DrawSeries(after, series);
  if (!chart.ok()) return Reject(v1::LIMITS_NOT_DRAWABLE).With("why", chart.status().message());
  // A chart without limits would take the change, and refuse to be drawn once it has them.
  if (chart->kind == spc::ChartKind::kControlChart) return Decision();
  return Reject(v1::LIMITS_NOT_DRAWABLE).With("why", chart->note);
}

// What all planned changes say.
template <class Event, class Request>
Event Changed(const Request& command, const CommandContext& context) {
  Event event;
  event.set_metric(command.name());
  event.set_reason(command.reason());
  event.set_approved_by_role(command.approved_by_role());
  event.set_change_date(ToText(DayOf(context.now)));
  return event;
}

Violations CheckTrajectory(const v1::Metric& metric, const v1::PlanTrajectoryRequest& command) {
  const v1::MetricDefinition& definition = metric.definition();
  Violations violations;
  std::set<std::string> seen;
  std::optional<Date> anchor = ParseDate(metric.first_period_start_date());
  for (int i = 0; i < command.values_size(); ++i) {
    const v1::PlannedValue& planned = command.values(i);
    const std::string field = "values[" + std::to_string(i) + "]";
    const std::optional<Date> start = ParseDate(planned.period_start_date());
    const bool is_start = start && LastDayOf(definition.frequency(), *start);
    violations.Expect(is_start, field + ".period_start_date",
                      "must be the first day of a period, from the 1st to the 28th of a month");
    violations.Expect(CanBe(definition, planned.value()), field + ".value",
                      "must be a value that a reading can have");
    if (!is_start) continue;
    if (!anchor) anchor = start;
    violations.Expect(OnGrid(definition.frequency(), *anchor, *start), field + ".period_start_date",
                      "must lie a whole number of periods from " + ToText(*anchor));
    violations.Expect(planned.period_start_date() >= definition.baseline_start_date() &&
                          planned.period_start_date() <= definition.target_date(),
                      field + ".period_start_date",
                      "must lie between the baseline and the target date");
    violations.Expect(seen.insert(planned.period_start_date()).second, field + ".period_start_date",
                      "must be in the plan once");
  }
  return violations;
}

}  // namespace

Decision Decide(const v1::Metric& metric, const v1::ChangeTargetRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckDefined(metric, command.name()); no.rejected()) return no;
  if (metric.earlier_targets_size() >= kMaxTargetChanges) {
    return TooMany(command.name(), kMaxTargetChanges, "changes of its target");
  }
  const v1::MetricDefinition& definition = metric.definition();
  Violations violations;
  violations.Expect(CanBe(definition, command.target_value()), "target_value",
                    "must be a value that a reading can have");
  const std::optional<Date> date = ParseDate(command.target_date());
  violations.Expect(date && command.target_date() > definition.baseline_end_date(), "target_date",
                    "must be a day after the baseline period, YYYY-MM-DD");
  violations.Expect(command.target_value() != definition.target_value() ||
                        command.target_date() != definition.target_date(),
                    "target_value", "must differ from the target in force, or the date must");
  if (!violations.empty()) return violations.RejectionBy(v1::PLAN_NOT_AS_DEFINED);
  auto changed = Changed<v1::TargetChanged>(command, context);
  changed.set_target_value(command.target_value());
  changed.set_target_date(command.target_date());
  return EmitAndAssess(metric, changed, context);
}

Decision Decide(const v1::Metric& metric, const v1::PlanTrajectoryRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckDefined(metric, command.name()); no.rejected()) return no;
  const Violations violations = CheckTrajectory(metric, command);
  if (!violations.empty()) return violations.RejectionBy(v1::PLAN_NOT_AS_DEFINED);
  v1::TrajectoryPlanned planned;
  planned.set_metric(command.name());
  *planned.mutable_values() = command.values();
  std::sort(planned.mutable_values()->begin(), planned.mutable_values()->end(),
            [](const v1::PlannedValue& a, const v1::PlannedValue& b) {
              return a.period_start_date() < b.period_start_date();
            });
  planned.set_reason(command.reason());
  planned.set_plan_date(ToText(DayOf(context.now)));
  return EmitAndAssess(metric, planned, context);
}

Decision Decide(const v1::Metric& metric, const v1::RebaseLimitsRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckDefined(metric, command.name()); no.rejected()) return no;
  if (metric.rebases_size() >= kMaxRebases) {
    return TooMany(command.name(), kMaxRebases, "rebases");
  }
  if (!ParseDate(command.start_date())) {
    return Reject(v1::LIMITS_NOT_DRAWABLE)
        .With("why", "`start_date` is no day, YYYY-MM-DD.")
        .Violating("start_date", "must be a day, YYYY-MM-DD");
  }
  auto rebased = Changed<v1::LimitsRebased>(command, context);
  rebased.set_start_date(command.start_date());
  v1::Metric after = metric;
  after.set_name(command.name());
  Evolve(after, rebased);
  if (Decision no = CheckDrawable(after, context); no.rejected()) return no;
  return EmitAndAssess(metric, rebased, context);
}

Decision Decide(const v1::Metric& metric, const v1::HoldLimitsRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckDefined(metric, command.name()); no.rejected()) return no;
  const bool freezes = !command.freeze_from_date().empty();
  Violations violations;
  violations.Expect(freezes != (command.fix_after_count() > 0), "freeze_from_date",
                    "must be given, or `fix_after_count`, and not both");
  violations.Expect(!freezes || ParseDate(command.freeze_from_date()), "freeze_from_date",
                    "must be a day, YYYY-MM-DD");
  const int least = static_cast<int>(spc::kMinPoints);
  violations.Expect(freezes || command.fix_after_count() >= least, "fix_after_count",
                    "must be at least " + std::to_string(least));
  if (!violations.empty()) return violations.RejectionBy(v1::PLAN_NOT_AS_DEFINED);
  auto held = Changed<v1::LimitsHeld>(command, context);
  held.set_freeze_from_date(command.freeze_from_date());
  held.set_fix_after_count(command.fix_after_count());
  v1::Metric after = metric;
  after.set_name(command.name());
  Evolve(after, held);
  if (freezes) {
    if (Decision no = CheckDrawable(after, context); no.rejected()) return no;
  }
  return EmitAndAssess(metric, held, context);
}

void Evolve(v1::Metric& metric, const v1::TargetChanged& event) {
  v1::EarlierTarget& earlier = *metric.add_earlier_targets();
  earlier.set_target_value(metric.definition().target_value());
  earlier.set_target_date(metric.definition().target_date());
  earlier.set_change_reason(event.reason());
  earlier.set_approved_by_role(event.approved_by_role());
  earlier.set_change_date(event.change_date());
  metric.mutable_definition()->set_target_value(event.target_value());
  metric.mutable_definition()->set_target_date(event.target_date());
}

void Evolve(v1::Metric& metric, const v1::TrajectoryPlanned& event) {
  v1::Trajectory& trajectory = *metric.mutable_trajectory();
  *trajectory.mutable_values() = event.values();
  trajectory.set_reason(event.reason());
  trajectory.set_plan_date(event.plan_date());
  trajectory.set_version(trajectory.version() + 1);
}

void Evolve(v1::Metric& metric, const v1::LimitsRebased& event) {
  v1::Rebase& rebase = *metric.add_rebases();
  rebase.set_start_date(event.start_date());
  rebase.set_reason(event.reason());
  rebase.set_approved_by_role(event.approved_by_role());
  rebase.set_change_date(event.change_date());
  std::sort(
      metric.mutable_rebases()->begin(), metric.mutable_rebases()->end(),
      [](const v1::Rebase& a, const v1::Rebase& b) { return a.start_date() < b.start_date(); });
}

void Evolve(v1::Metric& metric, const v1::LimitsHeld& event) {
  v1::LimitHold& hold = *metric.mutable_limit_hold();
  hold.set_freeze_from_date(event.freeze_from_date());
  hold.set_fix_after_count(event.fix_after_count());
  hold.set_reason(event.reason());
  hold.set_approved_by_role(event.approved_by_role());
  hold.set_change_date(event.change_date());
}

}  // namespace fivestep::metrics
