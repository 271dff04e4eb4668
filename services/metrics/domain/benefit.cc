#include "metrics/domain/benefit.h"

#include <set>
#include <string>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/amounts.h"
#include "metrics/domain/benefit_realised.h"
#include "platform/core/violations.h"

namespace fivestep::metrics {
namespace {

constexpr int kWhole = 10'000;  // basis points

void CheckShares(const v1::BenefitPlan& plan, Violations& violations) {
  std::set<std::string> groups;
  int sum = 0;
  for (const v1::GroupShare& share : plan.shares()) {
    violations.Expect(groups.insert(share.group()).second, "plan.shares",
                      "must name the group " + share.group() + " once");
    sum += share.share_basis_points();
  }
  violations.Expect(sum <= kWhole, "plan.shares", "must not add up to more than the whole");
}

void CheckPlan(v1::BenefitClass benefit_class, v1::DiscountKind kind, const v1::BenefitPlan& plan,
               Violations& violations) {
  CheckShares(plan, violations);
  if (benefit_class == v1::BENEFIT_CLASS_UNMONETISABLE) {
    violations.Expect(plan.amounts().empty(), "plan.amounts",
                      "must be empty: what has an amount is not unmonetisable");
    violations.Expect(kind == v1::DISCOUNT_KIND_UNSPECIFIED, "discount_kind",
                      "must not be given: nothing of it is discounted");
    return;
  }
  CheckAmounts(plan.amounts(), "plan.amounts", violations);
  violations.Expect(!plan.valuation_source().empty(), "plan.valuation_source",
                    "must say how the amounts are valued, and by which source");
  violations.Expect(kind != v1::DISCOUNT_KIND_UNSPECIFIED, "discount_kind",
                    "must say whether health effects or money are discounted");
  violations.Expect(
      kind != v1::DISCOUNT_KIND_HEALTH || benefit_class != v1::BENEFIT_CLASS_CASH_RELEASING,
      "discount_kind", "must be DISCOUNT_KIND_STANDARD for cash");
}

v1::BenefitPlan Sorted(v1::BenefitPlan plan) {
  *plan.mutable_amounts() = InOrder(plan.amounts());
  return plan;
}

Decision NotInState(const v1::Benefit& benefit, const std::string& name, const char* needs) {
  return Reject(v1::BENEFIT_NOT_IN_STATE)
      .With("benefit", name)
      .With("state", v1::Benefit::State_Name(benefit.state()))
      .With("needs", needs);
}

}  // namespace

Decision Decide(const v1::Benefit&, const v1::PlanBenefitRequest& command,
                const CommandContext& context) {
  Violations violations;
  CheckPlan(command.benefit_class(), command.discount_kind(), command.plan(), violations);
  if (!violations.empty()) return violations.RejectionBy(v1::BENEFIT_NOT_VALID);
  v1::BenefitPlanned planned;
  planned.set_benefit(context.new_name);
  planned.set_title(command.title());
  planned.set_benefit_class(command.benefit_class());
  planned.set_disbenefit(command.disbenefit());
  planned.set_discount_kind(command.discount_kind());
  planned.set_intervention(command.intervention());
  planned.set_metric(command.metric());
  planned.set_owner_role(command.owner_role());
  *planned.mutable_plan() = Sorted(command.plan());
  planned.set_visibility(command.visibility());
  return Emit(planned);
}

Decision Decide(const v1::Benefit& benefit, const v1::AcceptBenefitRequest& command,
                const CommandContext&) {
  if (benefit.state() != v1::Benefit::STATE_PLANNED) {
    return NotInState(benefit, command.name(), "only a planned one can be accepted");
  }
  Violations violations;
  violations.Expect(command.accepted_by_role() == benefit.owner_role(), "accepted_by_role",
                    "must be the role that is to own it: " + benefit.owner_role());
  if (!violations.empty()) return violations.RejectionBy(v1::BENEFIT_NOT_VALID);
  v1::BenefitAccepted accepted;
  accepted.set_benefit(command.name());
  accepted.set_accepted_by_role(command.accepted_by_role());
  return Emit(accepted);
}

Decision Decide(const v1::Benefit& benefit, const v1::ReviseBenefitRequest& command,
                const CommandContext&) {
  if (benefit.state() == v1::Benefit::STATE_CLOSED) {
    return NotInState(benefit, command.name(), "its plan no longer changes");
  }
  Violations violations;
  CheckPlan(benefit.benefit_class(), benefit.discount_kind(), command.plan(), violations);
  if (!violations.empty()) return violations.RejectionBy(v1::BENEFIT_NOT_VALID);
  v1::BenefitPlanRevised revised;
  revised.set_benefit(command.name());
  *revised.mutable_plan() = Sorted(command.plan());
  revised.set_reason(command.reason());
  revised.set_approved_by_role(command.approved_by_role());
  return Emit(revised);
}

Decision Decide(const v1::Benefit& benefit, const v1::RecordRealisedBenefitRequest& command,
                const CommandContext& context) {
  if (benefit.state() != v1::Benefit::STATE_OWNED) {
    return NotInState(benefit, command.name(), "only one that is owned can be realised");
  }
  const Violations violations =
      CheckRealised(benefit.benefit_class(), command.realised(), DayOf(context.now));
  if (!violations.empty()) return violations.RejectionBy(v1::REALISED_NOT_VALID);
  if (Decision refused = CheckRealisedPeriod(benefit, command); refused.rejected()) return refused;
  v1::BenefitRealised realised;
  realised.set_benefit(command.name());
  *realised.mutable_realised() = command.realised();
  return Emit(realised);
}

Decision Decide(const v1::Benefit& benefit, const v1::CloseBenefitRequest& command,
                const CommandContext&) {
  if (benefit.state() == v1::Benefit::STATE_CLOSED) {
    return NotInState(benefit, command.name(), "nothing is left to do");
  }
  v1::BenefitClosed closed;
  closed.set_benefit(command.name());
  closed.set_conclusion(command.conclusion());
  closed.set_reason(command.reason());
  return Emit(closed);
}

void Evolve(v1::Benefit& benefit, const v1::BenefitPlanned& event) {
  benefit.set_state(v1::Benefit::STATE_PLANNED);
  benefit.set_title(event.title());
  benefit.set_benefit_class(event.benefit_class());
  benefit.set_disbenefit(event.disbenefit());
  benefit.set_discount_kind(event.discount_kind());
  benefit.set_intervention(event.intervention());
  benefit.set_metric(event.metric());
  benefit.set_owner_role(event.owner_role());
  *benefit.mutable_plan() = event.plan();
  benefit.set_visibility(event.visibility());
}

void Evolve(v1::Benefit& benefit, const v1::BenefitAccepted&) {
  benefit.set_state(v1::Benefit::STATE_OWNED);
}

void Evolve(v1::Benefit& benefit, const v1::BenefitPlanRevised& event) {
  *benefit.mutable_plan() = event.plan();
  benefit.set_revision_count(benefit.revision_count() + 1);
  benefit.set_revision_reason(event.reason());
}

void Evolve(v1::Benefit& benefit, const v1::BenefitRealised& event) {
  PutRealised(benefit, event.realised());
}

void Evolve(v1::Benefit& benefit, const v1::BenefitClosed& event) {
  benefit.set_state(v1::Benefit::STATE_CLOSED);
  benefit.set_conclusion(event.conclusion());
  benefit.set_close_reason(event.reason());
}

}  // namespace fivestep::metrics
