// Benefits, costs and ledger entries that the tests of this context begin with.
#ifndef FIVESTEP_METRICS_DOMAIN_MONEY_EXAMPLES_H_
#define FIVESTEP_METRICS_DOMAIN_MONEY_EXAMPLES_H_

#include <string>

#include "metrics/domain/amounts.h"
#include "metrics/domain/benefit.h"
#include "metrics/domain/cost.h"
#include "metrics/domain/repurposing.h"

namespace fivestep::metrics {

inline const std::string kBenefit = "programmes/p1/benefits/b1";
inline const std::string kCost = "programmes/p1/costs/c1";
inline const std::string kRepurposing = "programmes/p1/repurposings/r1";
inline const std::string kIntervention = "programmes/p1/interventions/m1";

inline void AddAmount(YearAmounts& amounts, int year, int64_t pence) {
  v1::YearAmount& amount = *amounts.Add();
  amount.set_financial_year(year);
  amount.set_amount_pence(pence);
}

// £400 a year, half of it for the most deprived fifth.
inline v1::PlanBenefitRequest PlanCashBenefit() {
  v1::PlanBenefitRequest request;
  request.set_parent("programmes/p1");
  request.set_title("The hospital clinic is no longer needed");
  request.set_benefit_class(v1::BENEFIT_CLASS_CASH_RELEASING);
  request.set_discount_kind(v1::DISCOUNT_KIND_STANDARD);
  request.set_intervention(kIntervention);
  request.set_metric("programmes/p1/metrics/m1");
  request.set_owner_role("finance director");
  v1::BenefitPlan& plan = *request.mutable_plan();
  plan.set_statement("The clinic's budget line falls");
  plan.set_valuation_source("Contract value 2025/26");
  AddAmount(*plan.mutable_amounts(), 2026, 40'000);
  AddAmount(*plan.mutable_amounts(), 2027, 40'000);
  plan.add_shares()->set_group("1 (most deprived)");
  plan.mutable_shares(0)->set_share_basis_points(5'000);
  plan.add_shares()->set_group("2");
  plan.mutable_shares(1)->set_share_basis_points(3'000);
  return request;
}

inline v1::Benefit PlannedBenefit() {
  const v1::PlanBenefitRequest request = PlanCashBenefit();
  v1::BenefitPlanned planned;
  planned.set_benefit_class(request.benefit_class());
  planned.set_discount_kind(request.discount_kind());
  planned.set_owner_role(request.owner_role());
  planned.set_title(request.title());
  *planned.mutable_plan() = request.plan();
  v1::Benefit benefit;
  benefit.set_name(kBenefit);
  Evolve(benefit, planned);
  return benefit;
}

inline v1::Benefit OwnedBenefit() {
  v1::Benefit benefit = PlannedBenefit();
  Evolve(benefit, v1::BenefitAccepted());
  return benefit;
}

inline v1::Benefit ClosedBenefit() {
  v1::Benefit benefit = OwnedBenefit();
  Evolve(benefit, v1::BenefitClosed());
  return benefit;
}

// £300 measured in half of 2025/26, £200 of it attributed.
inline v1::RecordRealisedBenefitRequest Realise() {
  v1::RecordRealisedBenefitRequest request;
  request.set_name(kBenefit);
  v1::RealisedBenefit& realised = *request.mutable_realised();
  realised.set_start_date("2025-04-01");
  realised.set_end_date("2025-09-30");
  realised.set_amount_pence(30'000);
  realised.set_attributed_pence(20'000);
  realised.set_attribution(v1::ATTRIBUTION_DIFFERENCE_IN_DIFFERENCES);
  realised.set_comparator("Neighbouring district");
  realised.set_what_was_seen("Ledger of the trust, month 6");
  realised.set_confirmed_by_role("management accountant");
  return request;
}

inline v1::Benefit RealisedOnce() {
  v1::Benefit benefit = OwnedBenefit();
  v1::BenefitRealised realised;
  *realised.mutable_realised() = Realise().realised();
  Evolve(benefit, realised);
  return benefit;
}

inline v1::PlanCostRequest PlanRunningCost() {
  v1::PlanCostRequest request;
  request.set_parent("programmes/p1");
  request.set_title("Advisers at every visit");
  request.set_kind(v1::COST_KIND_RUNNING);
  request.set_intervention(kIntervention);
  request.set_borne_by("NHS Lancashire and South Cumbria ICB");
  AddAmount(*request.mutable_planned(), 2026, 50'000);
  return request;
}

inline v1::Cost PlannedCost() {
  const v1::PlanCostRequest request = PlanRunningCost();
  v1::CostPlanned planned;
  planned.set_kind(request.kind());
  planned.set_title(request.title());
  *planned.mutable_planned() = request.planned();
  v1::Cost cost;
  cost.set_name(kCost);
  Evolve(cost, planned);
  return cost;
}

// £185,000 from a clinic: £170,000 to advisers, £15,000 while both run.
inline v1::ProposeRepurposingRequest Propose() {
  v1::ProposeRepurposingRequest request;
  request.set_parent("programmes/p1");
  request.set_title("From the clinic to the visit");
  request.set_intervention(kIntervention);
  request.add_metrics("programmes/p1/metrics/m1");
  v1::SourceLine& source = *request.add_sources();
  source.set_organisation("Blackpool Teaching Hospitals");
  source.set_cost_centre("SSC-01");
  source.set_amount_pence(18'500'000);
  source.set_recurrent(true);
  source.set_release_date("2026-01-01");
  source.set_provider_impact("Two posts move to the community");
  source.set_release_risk("Some women prefer the hospital; a slot a week stays");
  source.set_variation_check(v1::VARIATION_CHECK_NOT_SUBSTANTIAL);
  source.set_variation_reason("The same service at another place; scrutiny officer consulted");
  v1::DestinationLine& destination = *request.add_destinations();
  destination.set_organisation("Community midwifery");
  destination.set_cost_centre("CMW-07");
  destination.set_purpose("Advisers at every visit");
  destination.set_amount_pence(17'000'000);
  destination.set_recurrent(true);
  destination.set_start_date("2026-04-01");
  request.set_double_running_pence(1'500'000);
  return request;
}

inline v1::Repurposing ProposedEntry(const v1::ProposeRepurposingRequest& request = Propose()) {
  v1::RepurposingProposed proposed;
  proposed.set_title(request.title());
  *proposed.mutable_sources() = request.sources();
  *proposed.mutable_destinations() = request.destinations();
  *proposed.mutable_metrics() = request.metrics();
  proposed.set_double_running_pence(request.double_running_pence());
  v1::Repurposing entry;
  entry.set_name(kRepurposing);
  Evolve(entry, proposed);
  return entry;
}

inline v1::Repurposing AgreedEntry() {
  v1::Repurposing entry = ProposedEntry();
  Evolve(entry, v1::RepurposingAgreed());
  return entry;
}

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_MONEY_EXAMPLES_H_
