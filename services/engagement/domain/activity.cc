#include "engagement/domain/activity.h"

#include <algorithm>
#include <set>

#include "engagement/domain/response_clock.h"
#include "platform/core/date.h"
#include "platform/core/timestamp.h"

namespace fivestep::engagement {
namespace {

Decision CheckConsent(const pb::PlanActivityRequest& command) {
  std::set<int> asked;
  for (const int item : command.consent_items()) {
    if (asked.insert(item).second) continue;
    return Reject(pb::CONSENT_ITEM_REPEATED)
        .With("item", pb::ConsentItem_Name(static_cast<pb::ConsentItem>(item)))
        .Violating("consent_items", "Name each item once.");
  }
  const bool rests_on_consent = command.lawful_basis() == pb::LAWFUL_BASIS_CONSENT;
  if (rests_on_consent && !asked.contains(pb::CONSENT_ITEM_PARTICIPATION)) {
    return Reject(pb::CONSENT_NOT_ASKED)
        .Violating("consent_items", "Add CONSENT_ITEM_PARTICIPATION.");
  }
  return Decision();
}

}  // namespace

std::string StateInWords(const pb::Activity& activity) {
  switch (activity.state()) {
    case pb::Activity::STATE_PLANNED:
      return "planned";
    case pb::Activity::STATE_OPEN:
      return "open";
    case pb::Activity::STATE_CLOSED:
      return "closed";
    case pb::Activity::STATE_FED_BACK:
      return "fed back";
    default:
      return "not planned yet";
  }
}

bool IsOver(const pb::Activity& activity) {
  return activity.state() == pb::Activity::STATE_CLOSED ||
         activity.state() == pb::Activity::STATE_FED_BACK;
}

bool IsAnswered(const pb::Activity& activity, const std::string& also_answered) {
  return std::all_of(activity.themes().begin(), activity.themes().end(),
                     [&](const pb::RaisedTheme& raised) {
                       return raised.answered() || raised.theme() == also_answered;
                     });
}

Decision Decide(const pb::Activity&, const pb::PlanActivityRequest& command,
                const CommandContext& context) {
  if (!ParseDate(command.planned_date())) {
    return Reject(pb::DATE_NOT_VALID)
        .With("field", "planned_date")
        .With("value", command.planned_date())
        .Violating("planned_date", "Write it as YYYY-MM-DD.");
  }
  if (Decision refused = CheckConsent(command); refused.rejected()) return refused;
  pb::ActivityPlanned planned;
  planned.set_activity(context.new_name);
  planned.set_title(command.title());
  planned.set_method(command.method());
  planned.set_purpose(command.purpose());
  planned.set_place(command.place());
  planned.set_planned_date(command.planned_date());
  *planned.mutable_partners() = command.partners();
  planned.set_lawful_basis(command.lawful_basis());
  planned.set_special_category_condition(command.special_category_condition());
  *planned.mutable_consent_items() = command.consent_items();
  planned.set_response_days(command.response_days() == 0 ? kDefaultResponseDays
                                                         : command.response_days());
  planned.set_visibility(command.visibility());
  return Emit(planned);
}

Decision Decide(const pb::Activity& activity, const pb::OpenActivityRequest& command,
                const CommandContext& context) {
  if (activity.state() != pb::Activity::STATE_PLANNED) {
    return Reject(pb::ACTIVITY_NOT_PLANNED)
        .With("activity", command.name())
        .With("state", StateInWords(activity));
  }
  pb::ActivityOpened opened;
  opened.set_activity(command.name());
  *opened.mutable_open_time() = ToTimestamp(context.now);
  return Emit(opened);
}

Decision Decide(const pb::Activity& activity, const pb::CloseActivityRequest& command,
                const CommandContext& context) {
  if (activity.state() != pb::Activity::STATE_OPEN) {
    return Reject(pb::ACTIVITY_NOT_OPEN)
        .With("activity", command.name())
        .With("state", StateInWords(activity));
  }
  pb::ActivityClosed closed;
  closed.set_activity(command.name());
  *closed.mutable_close_time() = ToTimestamp(context.now);
  Decision decision = Emit(closed);
  for (const pb::RaisedTheme& raised : activity.themes()) {
    const auto* theme = context.view.Find<pb::Theme>(raised.theme());
    if (theme == nullptr) continue;
    const Instant due = ResponseDue(*theme, context.now, activity.response_days());
    if (BringsDueForward(*theme, due)) decision.Add(DueSet(*theme, command.name(), due));
  }
  // Where nothing was raised there is nothing to feed back yet: coding may still come.
  if (activity.themes_size() > 0 && IsAnswered(activity)) {
    pb::ActivityFedBack fed_back;
    fed_back.set_activity(command.name());
    decision.Add(fed_back);
  }
  return decision;
}

void Evolve(pb::Activity& activity, const pb::ActivityPlanned& event) {
  activity.set_name(event.activity());
  activity.set_state(pb::Activity::STATE_PLANNED);
  activity.set_title(event.title());
  activity.set_method(event.method());
  activity.set_purpose(event.purpose());
  activity.set_place(event.place());
  activity.set_planned_date(event.planned_date());
  *activity.mutable_partners() = event.partners();
  activity.set_lawful_basis(event.lawful_basis());
  activity.set_special_category_condition(event.special_category_condition());
  *activity.mutable_consent_items() = event.consent_items();
  activity.set_response_days(event.response_days());
  activity.set_visibility(event.visibility());
}

void Evolve(pb::Activity& activity, const pb::ActivityOpened& event) {
  activity.set_state(pb::Activity::STATE_OPEN);
  *activity.mutable_open_time() = event.open_time();
}

void Evolve(pb::Activity& activity, const pb::ActivityClosed& event) {
  activity.set_state(pb::Activity::STATE_CLOSED);
  *activity.mutable_close_time() = event.close_time();
}

void Evolve(pb::Activity& activity, const pb::ThemeRaised& event) {
  activity.add_themes()->set_theme(event.theme());
  if (activity.state() == pb::Activity::STATE_FED_BACK) {
    activity.set_state(pb::Activity::STATE_CLOSED);
  }
}

void Evolve(pb::Activity& activity, const pb::ResponseReachedActivity& event) {
  for (pb::RaisedTheme& raised : *activity.mutable_themes()) {
    if (raised.theme() == event.theme()) raised.set_answered(true);
  }
}

void Evolve(pb::Activity& activity, const pb::ActivityFedBack&) {
  activity.set_state(pb::Activity::STATE_FED_BACK);
}

}  // namespace fivestep::engagement
