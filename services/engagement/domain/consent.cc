#include "engagement/domain/consent.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "engagement/domain/evidence_index.h"
#include "fivestep/engagement/v1/error_reason.pb.h"
#include "fivestep/engagement/v1/thematic_analysis.pb.h"
#include "fivestep/engagement/v1/theme.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/timestamp.h"

namespace fivestep::engagement {
namespace {

using Quote = v1::Quote;

constexpr Transition kQuoteStates[] = {
    {0, "ProposeQuote", Quote::STATE_PROPOSED},
    {Quote::STATE_PROPOSED, "ReleaseQuote", Quote::STATE_RELEASED},
    {Quote::STATE_PROPOSED, "RefuseQuote", Quote::STATE_REFUSED},
};

bool Contains(const google::protobuf::RepeatedField<int>& items, int item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

std::vector<std::string> RestingOn(const std::string& resource, const CommandContext& context) {
  return LinesOf(context.view.FindViewValue(kEvidenceView, RestsOnKey(resource)));
}

// Words of a refused quote are as much the person's as those of a released one.
void WithdrawQuotes(const std::string& contribution, const CommandContext& context,
                    Decision& decision) {
  for (const std::string& name : RestingOn(contribution, context)) {
    const auto* quote = context.view.Find<v1::Quote>(name);
    if (quote == nullptr || quote->state() == Quote::STATE_WITHDRAWN) continue;
    v1::QuoteWithdrawn withdrawn;
    withdrawn.set_quote(name);
    withdrawn.set_contribution(contribution);
    decision.Add(std::move(withdrawn));
  }
}

// An insight that rests on several of the themes is told once.
void TellWhatRestsOn(const v1::Contribution& contribution, const CommandContext& context,
                     Decision& decision) {
  std::set<std::string> told;
  for (const std::string& theme : contribution.themes()) {
    v1::ThemeEvidenceWithdrawn withdrawn;
    withdrawn.set_theme(theme);
    withdrawn.set_contribution(contribution.name());
    decision.Add(std::move(withdrawn));
    for (const std::string& name : RestingOn(theme, context)) {
      const auto* insight = context.view.Find<v1::Insight>(name);
      const bool held = insight != nullptr && insight->state() != v1::Insight::STATE_RETIRED;
      if (!held || !told.insert(name).second) continue;
      v1::InsightEvidenceWithdrawn resting;
      resting.set_insight(name);
      resting.set_theme(theme);
      decision.Add(std::move(resting));
    }
  }
}

// Refuses a quote that whoever said it would not see.
Decision CheckConsent(const std::string& name, const CommandContext& context) {
  const auto* contribution = context.view.Find<v1::Contribution>(name);
  if (contribution == nullptr) {
    return Reject(platform::v1::RESOURCE_NOT_FOUND).With("resource", name);
  }
  if (contribution->state() == v1::Contribution::STATE_WITHDRAWN) {
    return Reject(v1::CONTRIBUTION_WITHDRAWN).With("contribution", name);
  }
  if (!HasAgreed(*contribution, v1::CONSENT_ITEM_QUOTE)) {
    return Reject(v1::QUOTE_NOT_AGREED).With("contribution", name);
  }
  return Decision();
}

}  // namespace

template <>
std::span<const Transition> TransitionsOf<v1::Quote>() {
  return kQuoteStates;
}

bool HasAgreed(const v1::Contribution& contribution, v1::ConsentItem item) {
  if (item == v1::CONSENT_ITEM_QUOTE) return contribution.consent_to_quote();
  return Contains(contribution.agreed_items(), item);
}

Decision Decide(const v1::Contribution& contribution,
                const v1::WithdrawContributionRequest& command, const CommandContext& context) {
  if (contribution.state() == v1::Contribution::STATE_WITHDRAWN) {
    return Reject(v1::CONTRIBUTION_WITHDRAWN).With("contribution", contribution.name());
  }
  v1::ContributionWithdrawn withdrawn;
  withdrawn.set_contribution(contribution.name());
  withdrawn.set_reason(command.reason());
  Decision decision = Emit(std::move(withdrawn));
  WithdrawQuotes(contribution.name(), context, decision);
  TellWhatRestsOn(contribution, context, decision);
  return decision;
}

Decision Decide(const v1::Contribution& contribution, const v1::WithdrawConsentItemRequest& command,
                const CommandContext& context) {
  if (contribution.state() == v1::Contribution::STATE_WITHDRAWN) {
    return Reject(v1::CONTRIBUTION_WITHDRAWN).With("contribution", contribution.name());
  }
  if (command.item() == v1::CONSENT_ITEM_PARTICIPATION) return Reject(v1::PARTICIPATION_IS_ALL);
  if (!HasAgreed(contribution, command.item())) {
    return Reject(v1::CONSENT_ITEM_NOT_AGREED)
        .With("contribution", contribution.name())
        .With("item", v1::ConsentItem_Name(command.item()));
  }
  v1::ConsentItemWithdrawn withdrawn;
  withdrawn.set_contribution(contribution.name());
  withdrawn.set_item(command.item());
  withdrawn.set_reason(command.reason());
  Decision decision = Emit(std::move(withdrawn));
  if (command.item() == v1::CONSENT_ITEM_QUOTE) {
    WithdrawQuotes(contribution.name(), context, decision);
  }
  return decision;
}

Decision Decide(const v1::Quote&, const v1::ProposeQuoteRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckConsent(command.contribution(), context); no.rejected()) return no;
  auto proposed = EventFrom<v1::QuoteProposed>(command, context);
  proposed.set_proposed_by_actor_id(context.actor.id());
  // So that whatever is erased for the person takes the quote with it.
  const auto* contribution = context.view.Find<v1::Contribution>(command.contribution());
  proposed.set_person(contribution->person());
  return Emit(std::move(proposed));
}

Decision Decide(const v1::Quote& quote, const v1::ReleaseQuoteRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckTransition(kQuoteStates, quote, command); no.rejected()) return no;
  if (Decision no = CheckConsent(quote.contribution(), context); no.rejected()) return no;
  if (context.actor.id() == quote.proposed_by_actor_id()) {
    return Reject(v1::CHECKER_IS_PROPOSER).With("quote", command.name());
  }
  auto released = EventFrom<v1::QuoteReleased>(command, context);
  *released.mutable_check_time() = ToTimestamp(context.now);
  return Emit(std::move(released));
}

Decision Decide(const v1::Quote& quote, const v1::RefuseQuoteRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckTransition(kQuoteStates, quote, command); no.rejected()) return no;
  auto refused = EventFrom<v1::QuoteRefused>(command, context);
  *refused.mutable_check_time() = ToTimestamp(context.now);
  return Emit(std::move(refused));
}

void Evolve(v1::Contribution& contribution, const v1::ContributionWithdrawn&) {
  contribution.set_state(v1::Contribution::STATE_WITHDRAWN);
}

void Evolve(v1::Contribution& contribution, const v1::ConsentItemWithdrawn& event) {
  auto& agreed = *contribution.mutable_agreed_items();
  agreed.erase(std::remove(agreed.begin(), agreed.end(), event.item()), agreed.end());
  contribution.add_withdrawn_items(event.item());
  if (event.item() == v1::CONSENT_ITEM_QUOTE) contribution.set_consent_to_quote(false);
}

void Evolve(v1::Quote& quote, const v1::QuoteWithdrawn&) {
  quote.set_state(Quote::STATE_WITHDRAWN);
}

}  // namespace fivestep::engagement
