#include "engagement/domain/contribution.h"

#include <algorithm>
#include <string>

#include "engagement/domain/activity.h"
#include "platform/core/timestamp.h"

namespace fivestep::engagement {
namespace {

bool IsEnglish(const std::string& language) {
  return language == "en" || language.starts_with("en-");
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
  const auto& asked = activity.consent_items();
  const bool quote_asked =
      std::find(asked.begin(), asked.end(), pb::CONSENT_ITEM_QUOTE) != asked.end();
  if (contribution.consent_to_quote() && !quote_asked) {
    return Reject(pb::QUOTE_CONSENT_NOT_ASKED)
        .With("field", path + ".consent_to_quote")
        .With("activity", activity.name());
  }
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

}  // namespace

Decision Decide(const pb::Activity& activity, const pb::RecordContributionsRequest& command,
                const CommandContext& context) {
  if (activity.state() != pb::Activity::STATE_OPEN) {
    return Reject(pb::ACTIVITY_NOT_OPEN)
        .With("activity", command.activity())
        .With("state", StateInWords(activity));
  }
  Decision decision;
  for (int i = 0; i < command.contributions_size(); ++i) {
    const pb::NewContribution& said = command.contributions(i);
    const std::string path = "contributions[" + std::to_string(i) + "]";
    if (Decision refused = Check(activity, said, path, context); refused.rejected()) return refused;
    pb::ContributionRecorded recorded;
    recorded.set_contribution(context.NewName(context.programme, "contributions"));
    recorded.set_activity(command.activity());
    *recorded.mutable_words() = said.words();
    recorded.set_language(said.language());
    recorded.set_source(said.source());
    recorded.set_consent_to_quote(said.consent_to_quote());
    *recorded.mutable_occasion_time() =
        said.has_occasion_time() ? said.occasion_time() : ToTimestamp(context.now);
    recorded.set_visibility(activity.visibility());
    recorded.set_person(said.person());
    decision.Add(std::move(recorded));
  }
  return decision;
}

Decision Decide(const pb::Contribution& contribution,
                const pb::WithdrawContributionRequest& command, const CommandContext&) {
  if (contribution.state() == pb::Contribution::STATE_WITHDRAWN) {
    return Reject(pb::CONTRIBUTION_WITHDRAWN).With("contribution", contribution.name());
  }
  pb::ContributionWithdrawn withdrawn;
  withdrawn.set_contribution(contribution.name());
  withdrawn.set_reason(command.reason());
  return Emit(withdrawn);
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
}

void Evolve(pb::Contribution& contribution, const pb::ContributionCoded& event) {
  contribution.set_state(pb::Contribution::STATE_CODED);
  contribution.add_themes(event.theme());
}

void Evolve(pb::Contribution& contribution, const pb::ContributionWithdrawn&) {
  contribution.set_state(pb::Contribution::STATE_WITHDRAWN);
}

}  // namespace fivestep::engagement
