// What people need to take part, and what they are offered for it.
//
// Streams: `access_request/{access_request}`, `involvement_offer/{involvement_offer}`. States: see
// services/engagement/README.md.
#ifndef FIVESTEP_ENGAGEMENT_DOMAIN_PARTICIPATION_H_
#define FIVESTEP_ENGAGEMENT_DOMAIN_PARTICIPATION_H_

#include <vector>

#include "engagement/domain/lifecycle.h"
#include "fivestep/engagement/v1/events.pb.h"
#include "fivestep/engagement/v1/participation.pb.h"

namespace fivestep::engagement {

template <>
std::span<const Transition> TransitionsOf<v1::AccessRequest>();
template <>
std::span<const Transition> TransitionsOf<v1::InvolvementOffer>();

// An interpreter needs a language, and is a professional.
std::vector<FieldCheck> CheckRequest(const v1::RequestAccessRequest& command,
                                     const CommandContext& context);
Decision Decide(const v1::AccessRequest& need, const v1::ArrangeAccessRequest& command,
                const CommandContext& context);
std::vector<FieldCheck> CheckReport(const v1::ReportAccessRequest& command,
                                    const CommandContext& context);
void Evolve(v1::AccessRequest& need, const v1::AccessReported& event);

std::vector<FieldCheck> CheckOffer(const v1::OfferInvolvementPaymentRequest& command,
                                   const CommandContext& context);
// Money can cost people their benefits: nobody chooses it before somebody has talked with them.
std::vector<FieldCheck> CheckAnswer(const v1::AnswerInvolvementOfferRequest& command,
                                    const CommandContext& context);
void Evolve(v1::InvolvementOffer& offer, const v1::InvolvementOfferAnswered& event);
std::vector<FieldCheck> CheckPaid(const v1::RecordInvolvementPaidRequest& command,
                                  const CommandContext& context);

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_DOMAIN_PARTICIPATION_H_
