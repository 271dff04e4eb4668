#include "engagement/domain/activity.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engagement/domain/evidence_index.h"
#include "engagement/domain/formats.h"
#include "engagement/domain/response_clock.h"
#include "platform/core/date.h"
#include "platform/core/timestamp.h"

namespace fivestep::engagement {
namespace {

using Activity = pb::Activity;

// An activity is also fed back by what happens to its themes, and waits again when another is
// raised: those are events of other commands.
constexpr Transition kStates[] = {
    {0, "PlanActivity", Activity::STATE_PLANNED},
    {Activity::STATE_PLANNED, "ApproveDpia", Activity::STATE_DPIA_APPROVED},
    {Activity::STATE_PLANNED, "OpenActivity", Activity::STATE_OPEN},
    {Activity::STATE_DPIA_APPROVED, "OpenActivity", Activity::STATE_OPEN},
    {Activity::STATE_OPEN, "CloseActivity", Activity::STATE_CLOSED},
    {Activity::STATE_CLOSED, "FinishCoding", Activity::STATE_CODED},
};

// With partners it must be said who is responsible and what is shared.
std::vector<FieldCheck> CheckArrangements(const pb::Arrangements& arrangements) {
  const bool alone = arrangements.organisations().empty();
  const bool explains = arrangements.dpia_need() == pb::DPIA_NEED_COVERED ||
                        arrangements.dpia_need() == pb::DPIA_NEED_NOT_NEEDED;
  std::vector<FieldCheck> checks = CheckFormats(arrangements.formats(), "arrangements.formats");
  checks.push_back({alone || !arrangements.controller().empty(), "arrangements.controller",
                    "Name the organisation that decides on the use of what people say."});
  checks.push_back({alone || !arrangements.sharing_agreement().empty(),
                    "arrangements.sharing_agreement",
                    "Name the data sharing agreement, or say that nothing is shared."});
  checks.push_back({!explains || !arrangements.dpia_statement().empty(),
                    "arrangements.dpia_statement",
                    "Say which assessment covers it, or why none is needed."});
  std::set<std::string> named;
  for (int i = 0; i < arrangements.organisations_size(); ++i) {
    checks.push_back({named.insert(arrangements.organisations(i).organisation()).second,
                      "arrangements.organisations[" + std::to_string(i) + "]",
                      "Name each organisation once."});
  }
  return checks;
}

void FeedBack(const std::string& name, Decision& decision) {
  pb::ActivityFedBack fed_back;
  fed_back.set_activity(name);
  decision.Add(std::move(fed_back));
}

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
    case pb::Activity::STATE_DPIA_APPROVED:
      return "planned, its DPIA approved";
    case pb::Activity::STATE_CODED:
      return "coded";
    default:
      return "not planned yet";
  }
}

template <>
std::span<const Transition> TransitionsOf<pb::Activity>() {
  return kStates;
}

bool IsOver(const pb::Activity& activity) {
  return Waits(activity) || activity.state() == pb::Activity::STATE_FED_BACK;
}

bool Waits(const pb::Activity& activity) {
  return activity.state() == pb::Activity::STATE_CLOSED ||
         activity.state() == pb::Activity::STATE_CODED;
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
  if (Decision no = CheckFields(CheckArrangements(command.arrangements())); no.rejected()) {
    return no;
  }
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
  if (command.has_arrangements()) *planned.mutable_arrangements() = command.arrangements();
  return Emit(planned);
}

Decision Decide(const pb::Activity& activity, const pb::OpenActivityRequest& command,
                const CommandContext& context) {
  const bool approved = activity.state() == pb::Activity::STATE_DPIA_APPROVED;
  if (!approved && activity.state() != pb::Activity::STATE_PLANNED) {
    return Reject(pb::ACTIVITY_NOT_PLANNED)
        .With("activity", command.name())
        .With("state", StateInWords(activity));
  }
  if (!approved && activity.arrangements().dpia_need() == pb::DPIA_NEED_REQUIRED) {
    return Reject(pb::DPIA_NOT_APPROVED).With("activity", command.name());
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
  const bool rung_said = command.achieved_rung() != pb::LADDER_RUNG_UNSPECIFIED;
  Decision no = CheckFields({{!rung_said || !command.rung_statement().empty(), "rung_statement",
                              "Say how it is known how far people did decide."}});
  if (no.rejected()) return no;
  pb::ActivityClosed closed;
  closed.set_activity(command.name());
  closed.set_achieved_rung(command.achieved_rung());
  closed.set_rung_statement(command.rung_statement());
  *closed.mutable_close_time() = ToTimestamp(context.now);
  Decision decision = Emit(closed);
  for (const pb::RaisedTheme& raised : activity.themes()) {
    const auto* theme = context.view.Find<pb::Theme>(raised.theme());
    if (theme == nullptr) continue;
    const Instant due = ResponseDue(*theme, context.now, activity.response_days());
    if (BringsDueForward(*theme, due)) decision.Add(DueSet(*theme, command.name(), due));
  }
  // Where nothing was raised there is nothing to feed back yet: coding may still come.
  if (activity.themes_size() > 0 && IsAnswered(activity)) FeedBack(command.name(), decision);
  return decision;
}

Decision Decide(const pb::Activity& activity, const pb::ApproveDpiaRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckTransition(kStates, activity, command); no.rejected()) return no;
  if (!ParseDate(command.dpia_review_date())) {
    return Reject(pb::DATE_NOT_VALID)
        .With("field", "dpia_review_date")
        .With("value", command.dpia_review_date())
        .Violating("dpia_review_date", "Write it as YYYY-MM-DD.");
  }
  return Emit(EventFrom<pb::DpiaApproved>(command, context));
}

Decision Decide(const pb::Activity& activity, const pb::FinishCodingRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckTransition(kStates, activity, command); no.rejected()) return no;
  const std::string uncoded = context.view.FindViewValue(kEvidenceView, UncodedKey(command.name()));
  const bool all_coded = uncoded.empty() || uncoded == "0";
  if (!all_coded && command.uncoded_reason().empty()) {
    return Reject(pb::CONTRIBUTIONS_UNCODED).With("activity", command.name());
  }
  auto coded = EventFrom<pb::ActivityCoded>(command, context);
  *coded.mutable_code_time() = ToTimestamp(context.now);
  return Emit(std::move(coded));
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
  if (event.has_arrangements()) *activity.mutable_arrangements() = event.arrangements();
}

void Evolve(pb::Activity& activity, const pb::ActivityOpened& event) {
  activity.set_state(pb::Activity::STATE_OPEN);
  *activity.mutable_open_time() = event.open_time();
}

void Evolve(pb::Activity& activity, const pb::ActivityClosed& event) {
  activity.set_state(pb::Activity::STATE_CLOSED);
  *activity.mutable_close_time() = event.close_time();
  activity.set_achieved_rung(event.achieved_rung());
  activity.set_rung_statement(event.rung_statement());
}

void Evolve(pb::Activity& activity, const pb::ThemeRaised& event) {
  activity.add_themes()->set_theme(event.theme());
  if (activity.state() == pb::Activity::STATE_FED_BACK) {
    activity.set_state(activity.has_code_time() ? pb::Activity::STATE_CODED
                                                : pb::Activity::STATE_CLOSED);
  }
}

void Evolve(pb::Activity& activity, const pb::DpiaApproved& event) {
  CopyAlike(event, activity);
  activity.set_state(pb::Activity::STATE_DPIA_APPROVED);
}

void Evolve(pb::Activity& activity, const pb::ActivityCoded& event) {
  CopyAlike(event, activity);
  activity.set_state(pb::Activity::STATE_CODED);
}

// What is still being thought about is no answer.
void Evolve(pb::Activity& activity, const pb::ResponseReachedActivity& event) {
  if (!IsAnswer(event.response())) return;
  for (pb::RaisedTheme& raised : *activity.mutable_themes()) {
    if (raised.theme() == event.theme()) raised.set_answered(true);
  }
}

void Evolve(pb::Activity& activity, const pb::ActivityFedBack&) {
  activity.set_state(pb::Activity::STATE_FED_BACK);
}

}  // namespace fivestep::engagement
