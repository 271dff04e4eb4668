#include "engagement/domain/contribution.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "engagement/domain/activity.h"
#include "engagement/domain/evidence_index.h"
#include "platform/core/timestamp.h"

namespace fivestep::engagement {
namespace {

bool IsEnglish(const std::string& language) {
  return language == "en" || language.starts_with("en-");
}

bool Contains(const google::protobuf::RepeatedField<int>& items, int item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

// Nobody agrees to what nobody asked.
Decision CheckConsent(const pb::Activity& activity, const pb::NewContribution& contribution,
                      const std::string& path) {
  if (contribution.consent_to_quote() &&
      !Contains(activity.consent_items(), pb::CONSENT_ITEM_QUOTE)) {
    return Reject(pb::QUOTE_CONSENT_NOT_ASKED)
        .With("field", path + ".consent_to_quote")
        .With("activity", activity.name());
  }
  const std::string field = path + ".agreed_items";
  for (const int item : contribution.agreed_items()) {
    if (Contains(activity.consent_items(), item)) continue;
    return Reject(pb::CONSENT_ITEM_NOT_ASKED)
        .With("field", field)
        .With("item", pb::ConsentItem_Name(static_cast<pb::ConsentItem>(item)))
        .With("activity", activity.name());
  }
  // Contributions that list nothing come from before items were asked for one by one.
  const bool took_part = contribution.agreed_items().empty() ||
                         Contains(contribution.agreed_items(), pb::CONSENT_ITEM_PARTICIPATION);
  if (activity.lawful_basis() == pb::LAWFUL_BASIS_CONSENT && !took_part) {
    return Reject(pb::PARTICIPATION_NOT_AGREED)
        .With("field", field)
        .With("activity", activity.name())
        .Violating(field, "Leave the contribution out, or add CONSENT_ITEM_PARTICIPATION.");
  }
  return Decision();
}

// Refuses a contribution that the activity did not provide for. `path` is its place in the request.
Decision Check(const pb::Activity& activity, const pb::NewContribution& contribution,
               const std::string& path, const CommandContext& context) {
  if (contribution.has_occasion_time() && ToInstant(contribution.occasion_time()) > context.now) {
    const std::string field = path + ".occasion_time";
    return Reject(pb::OCCASION_IN_FUTURE)
        .With("field", field)
        .Violating(field, "Give the time at which it was said.");
  }
  if (Decision no = CheckConsent(activity, contribution, path); no.rejected()) return no;
  const bool covered =
      activity.special_category_condition() != pb::SPECIAL_CATEGORY_CONDITION_UNSPECIFIED;
  if (contribution.words().group_characteristics_size() > 0 && !covered) {
    return Reject(pb::CHARACTERISTICS_NOT_COVERED)
        .With("field", path + ".words.group_characteristics")
        .With("activity", activity.name());
  }
  if (!IsEnglish(contribution.language()) && contribution.words().english_text().empty()) {
    const std::string field = path + ".words";
    return Reject(pb::ENGLISH_TEXT_MISSING)
        .With("field", field)
        .With("language", contribution.language())
        .Violating(field + ".english_text", "Add the text in English.");
  }
  return Decision();
}

// Whether it came late from somewhere without a network, and not from somebody who came late.
bool WasWrittenDownBefore(const pb::NewContribution& said, const pb::Activity& activity) {
  return !said.capture_id().empty() && said.has_occasion_time() &&
         ToInstant(said.occasion_time()) <= ToInstant(activity.close_time());
}

bool TakesContributions(const pb::Activity& activity,
                        const pb::RecordContributionsRequest& command) {
  if (activity.state() == pb::Activity::STATE_OPEN) return true;
  return activity.state() == pb::Activity::STATE_CLOSED &&
         std::all_of(
             command.contributions().begin(), command.contributions().end(),
             [&](const pb::NewContribution& said) { return WasWrittenDownBefore(said, activity); });
}

Decision CheckCaptures(const pb::RecordContributionsRequest& command,
                       const CommandContext& context) {
  std::set<std::string> named;
  for (int i = 0; i < command.contributions_size(); ++i) {
    const std::string& id = command.contributions(i).capture_id();
    if (id.empty()) continue;
    const bool known =
        !context.view.FindViewValue(kEvidenceView, CaptureKey(command.activity(), id)).empty();
    if (named.insert(id).second && !known) continue;
    const std::string field = "contributions[" + std::to_string(i) + "].capture_id";
    return Reject(pb::CAPTURE_REPEATED)
        .With("field", field)
        .With("capture_id", id)
        .Violating(field, "Leave this contribution out.");
  }
  return Decision();
}

pb::ContributionRecorded Recorded(const pb::NewContribution& said, const pb::Activity& activity,
                                  const CommandContext& context) {
  pb::ContributionRecorded recorded;
  recorded.set_contribution(context.NewName(context.programme, "contributions"));
  recorded.set_activity(activity.name());
  *recorded.mutable_words() = said.words();
  recorded.set_language(said.language());
  recorded.set_source(said.source());
  recorded.set_consent_to_quote(said.consent_to_quote() ||
                                Contains(said.agreed_items(), pb::CONSENT_ITEM_QUOTE));
  *recorded.mutable_occasion_time() =
      said.has_occasion_time() ? said.occasion_time() : ToTimestamp(context.now);
  recorded.set_visibility(activity.visibility());
  recorded.set_person(said.person());
  recorded.set_translated_by(said.translated_by());
  *recorded.mutable_agreed_items() = said.agreed_items();
  recorded.set_capture_id(said.capture_id());
  return recorded;
}

}  // namespace

Decision Decide(const pb::Activity& activity, const pb::RecordContributionsRequest& command,
                const CommandContext& context) {
  if (!TakesContributions(activity, command)) {
    return Reject(pb::ACTIVITY_NOT_OPEN)
        .With("activity", command.activity())
        .With("state", StateInWords(activity));
  }
  if (Decision no = CheckCaptures(command, context); no.rejected()) return no;
  Decision decision;
  for (int i = 0; i < command.contributions_size(); ++i) {
    const pb::NewContribution& said = command.contributions(i);
    const std::string path = "contributions[" + std::to_string(i) + "]";
    if (Decision refused = Check(activity, said, path, context); refused.rejected()) return refused;
    decision.Add(Recorded(said, activity, context));
  }
  return decision;
}

void Evolve(pb::Contribution& contribution, const pb::ContributionRecorded& event) {
  contribution.set_name(event.contribution());
  contribution.set_state(pb::Contribution::STATE_RECORDED);
  contribution.set_activity(event.activity());
  contribution.set_language(event.language());
  contribution.set_source(event.source());
  contribution.set_consent_to_quote(event.consent_to_quote());
  *contribution.mutable_occasion_time() = event.occasion_time();
  contribution.set_visibility(event.visibility());
  contribution.set_person(event.person());
  contribution.set_translated_by(event.translated_by());
  *contribution.mutable_agreed_items() = event.agreed_items();
  contribution.set_capture_id(event.capture_id());
}

void Evolve(pb::Contribution& contribution, const pb::ContributionCoded& event) {
  contribution.set_state(pb::Contribution::STATE_CODED);
  contribution.add_themes(event.theme());
}

void Evolve(pb::Contribution& contribution, const pb::CodesApplied& event) {
  for (pb::Coding& coding : *contribution.mutable_codings()) {
    const bool same =
        coding.codebook() == event.coding().codebook() && coding.coder() == event.coding().coder();
    if (!same) continue;
    coding = event.coding();
    return;
  }
  *contribution.add_codings() = event.coding();
}

}  // namespace fivestep::engagement
