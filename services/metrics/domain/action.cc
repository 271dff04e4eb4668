#include "metrics/domain/action.h"

#include <algorithm>
#include <set>
#include <string>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/disclosure.h"
#include "platform/core/date.h"
#include "platform/core/violations.h"

namespace fivestep::metrics {
namespace {

bool IsOpen(const v1::Action& action) {
  return action.state() == v1::Action::STATE_OPEN || action.state() == v1::Action::STATE_OVERDUE;
}

Decision CheckOpen(const v1::Action& action, const std::string& name) {
  if (IsOpen(action)) return Decision();
  return Reject(v1::ACTION_CLOSED)
      .With("action", name)
      .With("state", v1::Action::State_Name(action.state()));
}

Violations CheckPlan(const v1::PlanActionRequest& command) {
  Violations violations;
  violations.Expect(ParseDate(command.due_date()).has_value(), "due_date",
                    "must be a day, YYYY-MM-DD");
  std::set<std::string> seen;
  for (int i = 0; i < command.milestones_size(); ++i) {
    const v1::Milestone& milestone = command.milestones(i);
    const std::string field = "milestones[" + std::to_string(i) + "]";
    violations.Expect(seen.insert(milestone.milestone()).second, field + ".milestone",
                      "must be an id of its own within the action");
    violations.Expect(ParseDate(milestone.due_date()) && milestone.due_date() <= command.due_date(),
                      field + ".due_date",
                      "must be a day not after that of the action, YYYY-MM-DD");
  }
  return violations;
}

const v1::Milestone* FindMilestone(const v1::Action& action, const std::string& id) {
  for (const v1::Milestone& milestone : action.milestones()) {
    if (milestone.milestone() == id) return &milestone;
  }
  return nullptr;
}

// No sentence repeats a count of people.
Violations CheckReport(const v1::Action& action, const v1::ReportProgressRequest& command) {
  Violations violations;
  for (int i = 0; i < command.done_milestones_size(); ++i) {
    violations.Expect(FindMilestone(action, command.done_milestones(i)) != nullptr,
                      "done_milestones[" + std::to_string(i) + "]",
                      "must be a milestone of the action");
  }
  violations.Expect(!command.has_intended_people_count() || command.has_reached_people_count(),
                    "reached_people_count", "must be given with `intended_people_count`");
  violations.Expect(!command.has_intended_people_count() ||
                        command.reached_people_count() <= command.intended_people_count(),
                    "reached_people_count", "must not be above `intended_people_count`");
  violations.Expect(
      command.fidelity().delivered_part_count() <= command.fidelity().planned_part_count(),
      "fidelity.delivered_part_count", "must not be above `planned_part_count`");
  return violations;
}

}  // namespace

Decision Decide(const v1::Action&, const v1::PlanActionRequest& command,
                const CommandContext& context) {
  const Violations violations = CheckPlan(command);
  if (!violations.empty()) return violations.RejectionBy(v1::ACTION_NOT_PLANNABLE);
  v1::ActionPlanned planned;
  planned.set_action(context.new_name);
  planned.set_title(command.title());
  planned.set_intervention(command.intervention());
  planned.set_metric(command.metric());
  planned.set_owner_role(command.owner_role());
  planned.set_due_date(command.due_date());
  *planned.mutable_milestones() = command.milestones();
  for (v1::Milestone& milestone : *planned.mutable_milestones()) milestone.clear_done_date();
  planned.set_visibility(command.visibility());
  return Emit(planned);
}

Decision Decide(const v1::Action& action, const v1::ReportProgressRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckOpen(action, command.name()); no.rejected()) return no;
  const Violations violations = CheckReport(action, command);
  if (!violations.empty()) return violations.RejectionBy(v1::PROGRESS_NOT_AS_PLANNED);
  v1::ProgressReported reported;
  reported.set_action(command.name());
  reported.set_progress(command.progress());
  *reported.mutable_done_milestones() = command.done_milestones();
  if (command.has_reached_people_count()) {
    const std::optional<int64_t> intended = command.has_intended_people_count()
                                                ? std::optional(command.intended_people_count())
                                                : std::nullopt;
    *reported.mutable_reach()->mutable_figure() =
        ReleaseReach(command.reached_people_count(), intended);
  }
  if (command.has_fidelity()) *reported.mutable_fidelity() = command.fidelity();
  reported.set_report_date(ToText(DayOf(context.now)));
  return Emit(reported);
}

Decision Decide(const v1::Action& action, const v1::CompleteActionRequest& command,
                const CommandContext&) {
  if (Decision no = CheckOpen(action, command.name()); no.rejected()) return no;
  std::string open;
  for (const v1::Milestone& milestone : action.milestones()) {
    if (milestone.done_date().empty()) open += (open.empty() ? "" : ", ") + milestone.title();
  }
  if (!open.empty()) {
    return Reject(v1::MILESTONES_OPEN).With("action", command.name()).With("milestones", open);
  }
  v1::ActionCompleted completed;
  completed.set_action(command.name());
  completed.set_outcome(command.outcome());
  return Emit(completed);
}

Decision Decide(const v1::Action& action, const v1::DropActionRequest& command,
                const CommandContext&) {
  if (Decision no = CheckOpen(action, command.name()); no.rejected()) return no;
  v1::ActionDropped dropped;
  dropped.set_action(command.name());
  dropped.set_reason(command.reason());
  return Emit(dropped);
}

std::optional<Instant> OverdueFrom(const v1::Action& action) {
  const std::optional<Date> due = ParseDate(action.due_date());
  if (action.state() != v1::Action::STATE_OPEN || !due) return std::nullopt;
  return Instant(std::chrono::sys_days(*due) + std::chrono::days(1));
}

Decision DecideActionOverdue(const v1::Action& action, const CommandContext& context) {
  const std::optional<Instant> due = OverdueFrom(action);
  if (!due || *due > context.now) return Decision();
  v1::ActionBecameOverdue overdue;
  overdue.set_action(action.name());
  overdue.set_due_date(action.due_date());
  return Emit(overdue);
}

void Evolve(v1::Action& action, const v1::ActionPlanned& event) {
  // Timers know a row by what is in it.
  action.set_name(event.action());
  action.set_state(v1::Action::STATE_OPEN);
  action.set_title(event.title());
  action.set_intervention(event.intervention());
  action.set_metric(event.metric());
  action.set_owner_role(event.owner_role());
  action.set_due_date(event.due_date());
  *action.mutable_milestones() = event.milestones();
  action.set_visibility(event.visibility());
}

void Evolve(v1::Action& action, const v1::ProgressReported& event) {
  action.set_progress(event.progress());
  action.set_report_date(event.report_date());
  if (event.has_reach()) *action.mutable_reach() = event.reach();
  if (event.has_fidelity()) *action.mutable_fidelity() = event.fidelity();
  for (v1::Milestone& milestone : *action.mutable_milestones()) {
    const auto& done = event.done_milestones();
    const bool is_done = std::find(done.begin(), done.end(), milestone.milestone()) != done.end();
    if (is_done && milestone.done_date().empty()) milestone.set_done_date(event.report_date());
  }
}

void Evolve(v1::Action& action, const v1::ActionBecameOverdue&) {
  action.set_state(v1::Action::STATE_OVERDUE);
}

void Evolve(v1::Action& action, const v1::ActionCompleted& event) {
  action.set_state(v1::Action::STATE_COMPLETED);
  action.set_closing_reason(event.outcome());
}

void Evolve(v1::Action& action, const v1::ActionDropped& event) {
  action.set_state(v1::Action::STATE_DROPPED);
  action.set_closing_reason(event.reason());
}

}  // namespace fivestep::metrics
