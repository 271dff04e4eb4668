// Consent after it was given: quotes need it, and people take it back.
//
// Streams: `contribution/{contribution}`, `quote/{quote}`; what rests on a contribution is told on
// its own stream in the same decision.
#ifndef FIVESTEP_ENGAGEMENT_DOMAIN_CONSENT_H_
#define FIVESTEP_ENGAGEMENT_DOMAIN_CONSENT_H_

#include "engagement/domain/lifecycle.h"
#include "fivestep/engagement/v1/contribution.pb.h"
#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "fivestep/engagement/v1/events.pb.h"
#include "fivestep/engagement/v1/quote.pb.h"

namespace fivestep::engagement {

template <>
std::span<const Transition> TransitionsOf<v1::Quote>();

// Whether whoever said it agreed to `item` and has not taken that back.
bool HasAgreed(const v1::Contribution& contribution, v1::ConsentItem item);

// Takes one back. Its words go with the event (`erases`), its quotes with it; what it was part of
// stays on the record, and every theme and insight that rests on it is told.
Decision Decide(const v1::Contribution& contribution,
                const v1::WithdrawContributionRequest& command, const CommandContext& context);

// Takes back one thing that was agreed to. Without consent to quote, quotes are erased.
Decision Decide(const v1::Contribution& contribution, const v1::WithdrawConsentItemRequest& command,
                const CommandContext& context);

Decision Decide(const v1::Quote& quote, const v1::ProposeQuoteRequest& command,
                const CommandContext& context);
// A second pair of eyes, and the consent as it is now.
Decision Decide(const v1::Quote& quote, const v1::ReleaseQuoteRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Quote& quote, const v1::RefuseQuoteRequest& command,
                const CommandContext& context);

void Evolve(v1::Contribution& contribution, const v1::ContributionWithdrawn& event);
void Evolve(v1::Contribution& contribution, const v1::ConsentItemWithdrawn& event);
void Evolve(v1::Quote& quote, const v1::QuoteWithdrawn& event);

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_DOMAIN_CONSENT_H_
