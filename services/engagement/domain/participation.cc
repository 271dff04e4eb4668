#include "engagement/domain/participation.h"

#include "fivestep/engagement/v1/error_reason.pb.h"
#include "platform/core/date.h"

namespace fivestep::engagement {
namespace {

using Need = v1::AccessRequest;
using Offer = v1::InvolvementOffer;

constexpr Transition kNeedStates[] = {
    {0, "RequestAccess", Need::STATE_REQUESTED},
    {Need::STATE_REQUESTED, "ArrangeAccess", Need::STATE_ARRANGED},
    {Need::STATE_ARRANGED, "ArrangeAccess", Need::STATE_ARRANGED},
    {Need::STATE_REQUESTED, "ReportAccess", Need::STATE_MET},
    {Need::STATE_REQUESTED, "ReportAccess", Need::STATE_NOT_MET},
    {Need::STATE_ARRANGED, "ReportAccess", Need::STATE_MET},
    {Need::STATE_ARRANGED, "ReportAccess", Need::STATE_NOT_MET},
};

constexpr Transition kOfferStates[] = {
    {0, "OfferInvolvementPayment", Offer::STATE_OFFERED},
    {Offer::STATE_OFFERED, "AnswerInvolvementOffer", Offer::STATE_ACCEPTED},
    {Offer::STATE_OFFERED, "AnswerInvolvementOffer", Offer::STATE_DECLINED},
    {Offer::STATE_ACCEPTED, "RecordInvolvementPaid", Offer::STATE_PAID},
};

}  // namespace

template <>
std::span<const Transition> TransitionsOf<v1::AccessRequest>() {
  return kNeedStates;
}

template <>
std::span<const Transition> TransitionsOf<v1::InvolvementOffer>() {
  return kOfferStates;
}

std::vector<FieldCheck> CheckRequest(const v1::RequestAccessRequest& command,
                                     const CommandContext&) {
  const bool interprets = command.kind() == v1::ACCESS_NEED_KIND_INTERPRETER;
  return {{!interprets || !command.language().empty(), "language",
           "Say into which language, for example ur, or bfi for British Sign Language."},
          {command.kind() != v1::ACCESS_NEED_KIND_OTHER || !command.details().text().empty(),
           "details.text", "Say what is needed."}};
}

Decision Decide(const v1::AccessRequest& need, const v1::ArrangeAccessRequest& command,
                const CommandContext& context) {
  Decision decision = Advance<Need, v1::AccessArranged>(need, command, context);
  if (decision.rejected()) return decision;
  if (need.kind() == v1::ACCESS_NEED_KIND_INTERPRETER && !command.professional()) {
    return Reject(v1::INTERPRETER_NOT_PROFESSIONAL).With("access_request", command.name());
  }
  return decision;
}

std::vector<FieldCheck> CheckReport(const v1::ReportAccessRequest& command, const CommandContext&) {
  const char* sentence =
      command.met() ? "Leave it empty where the need was met." : "Say why the need was not met.";
  return {{command.met() == command.reason().empty(), "reason", sentence}};
}

void Evolve(v1::AccessRequest& need, const v1::AccessReported& event) {
  need.set_state(event.met() ? Need::STATE_MET : Need::STATE_NOT_MET);
  need.set_reason(event.reason());
}

std::vector<FieldCheck> CheckOffer(const v1::OfferInvolvementPaymentRequest& command,
                                   const CommandContext&) {
  return {IsDay("due_date", command.due_date())};
}

std::vector<FieldCheck> CheckAnswer(const v1::AnswerInvolvementOfferRequest& command,
                                    const CommandContext&) {
  const bool counts_as_income = command.preference() == v1::PAYMENT_PREFERENCE_PAYMENT ||
                                command.preference() == v1::PAYMENT_PREFERENCE_VOUCHER;
  return {{!counts_as_income || command.benefits_discussed(), "benefits_discussed",
           "Talk with them first about what a payment does to their benefits."}};
}

void Evolve(v1::InvolvementOffer& offer, const v1::InvolvementOfferAnswered& event) {
  offer.set_state(event.preference() == v1::PAYMENT_PREFERENCE_NOTHING ? Offer::STATE_DECLINED
                                                                       : Offer::STATE_ACCEPTED);
  offer.set_preference(event.preference());
  offer.set_benefits_discussed(event.benefits_discussed());
}

std::vector<FieldCheck> CheckPaid(const v1::RecordInvolvementPaidRequest& command,
                                  const CommandContext& context) {
  const auto day = ParseDate(command.paid_date());
  return {IsDay("paid_date", command.paid_date()),
          {!day || *day <= DayOf(context.now), "paid_date", "Give a day that has come."}};
}

}  // namespace fivestep::engagement
