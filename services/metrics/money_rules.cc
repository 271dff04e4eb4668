#include "metrics/money_rules.h"

#include "metrics/appraisal_preparation.h"
#include "metrics/domain/appraisal.h"
#include "metrics/domain/benefit.h"
#include "metrics/domain/cost.h"
#include "metrics/domain/discount_schedule.h"
#include "metrics/domain/repurposing.h"

namespace fivestep::metrics {
namespace {

void RegisterEvents(ServiceModel& model) {
  model.Event<v1::Benefit, v1::BenefitPlanned>(Evolve);
  model.Event<v1::Benefit, v1::BenefitAccepted>(Evolve);
  model.Event<v1::Benefit, v1::BenefitPlanRevised>(Evolve);
  model.Event<v1::Benefit, v1::BenefitRealised>(Evolve);
  model.Event<v1::Benefit, v1::BenefitClosed>(Evolve);
  model.Event<v1::Cost, v1::CostPlanned>(Evolve);
  model.Event<v1::Cost, v1::SpendRecorded>(Evolve);
  model.Event<v1::Cost, v1::CostClosed>(Evolve);
  model.Event<v1::DiscountSchedule, v1::DiscountScheduleLoaded>(Evolve);
  model.Event<v1::Appraisal, v1::ReturnAppraised>(Evolve);
  model.Event<v1::Repurposing, v1::RepurposingProposed>(Evolve);
  model.Event<v1::Repurposing, v1::VariationChecked>(Evolve);
  model.Event<v1::Repurposing, v1::RepurposingAgreed>(Evolve);
  model.Event<v1::Repurposing, v1::MoneyReleased>(Evolve);
  model.Event<v1::Repurposing, v1::RepurposingWithdrawn>(Evolve);
}

}  // namespace

void RegisterMoney(ServiceModel& model) {
  RegisterEvents(model);
  model.Command<v1::Benefit, v1::PlanBenefitRequest>(Decide);
  model.Command<v1::Benefit, v1::AcceptBenefitRequest>(Decide);
  model.Command<v1::Benefit, v1::ReviseBenefitRequest>(Decide);
  model.Command<v1::Benefit, v1::RecordRealisedBenefitRequest>(Decide);
  model.Command<v1::Benefit, v1::CloseBenefitRequest>(Decide);
  model.Command<v1::Cost, v1::PlanCostRequest>(Decide);
  model.Command<v1::Cost, v1::RecordSpendRequest>(Decide);
  model.Command<v1::Cost, v1::CloseCostRequest>(Decide);
  model.Command<v1::DiscountSchedule, v1::LoadDiscountScheduleRequest>(Decide);
  model.PreparedCommand<v1::Appraisal, v1::AppraiseReturnRequest, v1::ReturnResult>(
      PrepareAppraisal, Decide);
  model.Command<v1::Repurposing, v1::ProposeRepurposingRequest>(Decide);
  model.Command<v1::Repurposing, v1::CheckVariationRequest>(Decide);
  model.Command<v1::Repurposing, v1::AgreeRepurposingRequest>(Decide);
  model.Command<v1::Repurposing, v1::ReleaseMoneyRequest>(Decide);
  model.Command<v1::Repurposing, v1::WithdrawRepurposingRequest>(Decide);
}

}  // namespace fivestep::metrics
