#include "metrics/domain/appraisal_result.h"

#include <gtest/gtest.h>

#include "metrics/domain/money_examples.h"
#include "metrics/domain/schedule_examples.h"

namespace fivestep::metrics {
namespace {

AppraisalTerms Terms() {
  const v1::DiscountSchedule schedule = LoadedSchedule();
  return {RatesOf(schedule.rates()).value(), RatesOf(schedule.low_rates()).value(), {}, 2'000};
}

v1::Benefit BenefitOf(v1::BenefitClass benefit_class, int year, int64_t pence) {
  v1::Benefit benefit = OwnedBenefit();
  benefit.set_benefit_class(benefit_class);
  benefit.mutable_plan()->clear_amounts();
  AddAmount(*benefit.mutable_plan()->mutable_amounts(), year, pence);
  return benefit;
}

v1::Cost CostOf(v1::CostKind kind, int year, int64_t pence) {
  v1::Cost cost = PlannedCost();
  cost.set_kind(kind);
  cost.clear_planned();
  AddAmount(*cost.mutable_planned(), year, pence);
  return cost;
}

const v1::ScopedReturn& In(const v1::ReturnResult& result, v1::ReturnScope scope) {
  return result.returns(static_cast<int>(scope) - 1);
}

// One benefit of each class in the base year, and a cost.
AppraisalMatter OneOfEach() {
  return {{BenefitOf(v1::BENEFIT_CLASS_CASH_RELEASING, 2026, 100),
           BenefitOf(v1::BENEFIT_CLASS_NON_CASH_RELEASING, 2026, 200),
           BenefitOf(v1::BENEFIT_CLASS_SOCIETAL, 2026, 400)},
          {CostOf(v1::COST_KIND_RUNNING, 2026, 50)},
          2026};
}

TEST(Appraisal, CountsEachClassInItsScopes) {
  const v1::ReturnResult result = ComputeReturn(OneOfEach(), Terms());
  EXPECT_EQ(In(result, v1::RETURN_SCOPE_CASH).planned().benefit_pence(), 100);
  EXPECT_EQ(In(result, v1::RETURN_SCOPE_HEALTH_SYSTEM).planned().benefit_pence(), 300);
  EXPECT_EQ(In(result, v1::RETURN_SCOPE_SOCIETY).planned().benefit_pence(), 700);
  EXPECT_DOUBLE_EQ(In(result, v1::RETURN_SCOPE_SOCIETY).planned().benefit_cost_ratio(), 14);
  EXPECT_EQ(In(result, v1::RETURN_SCOPE_CASH).planned().payback_year(), 2026);
}

TEST(Appraisal, CountsCostsOutsideTheHealthSystemForSocietyAlone) {
  AppraisalMatter matter = OneOfEach();
  matter.costs[0].set_outside_health_system(true);
  const v1::ReturnResult result = ComputeReturn(matter, Terms());
  EXPECT_EQ(In(result, v1::RETURN_SCOPE_HEALTH_SYSTEM).planned().cost_pence(), 0);
  EXPECT_FALSE(In(result, v1::RETURN_SCOPE_HEALTH_SYSTEM).planned().has_benefit_cost_ratio());
  EXPECT_EQ(In(result, v1::RETURN_SCOPE_SOCIETY).planned().cost_pence(), 50);
}

TEST(Appraisal, TakesADisbenefitOff) {
  AppraisalMatter matter = OneOfEach();
  matter.benefits[1].set_disbenefit(true);
  const v1::ReturnResult result = ComputeReturn(matter, Terms());
  EXPECT_EQ(In(result, v1::RETURN_SCOPE_HEALTH_SYSTEM).planned().benefit_pence(), -100);
}

TEST(Appraisal, AppliesOptimismBiasToTheAdjustedFiguresAlone) {
  AppraisalMatter matter = OneOfEach();
  matter.costs.push_back(CostOf(v1::COST_KIND_CAPITAL, 2026, 100));
  AppraisalTerms terms = Terms();
  terms.optimism_bias.set_capital_basis_points(2'400);
  terms.optimism_bias.set_revenue_basis_points(1'000);
  terms.optimism_bias.set_benefit_basis_points(5'000);
  const v1::ScopedReturn cash = In(ComputeReturn(matter, terms), v1::RETURN_SCOPE_CASH);
  EXPECT_EQ(cash.planned().cost_pence(), 150);
  EXPECT_EQ(cash.planned().benefit_pence(), 100);
  EXPECT_EQ(cash.adjusted().cost_pence(), 124 + 55);
  EXPECT_EQ(cash.adjusted().benefit_pence(), 50);
}

TEST(Appraisal, KeepsAnUnattributedBenefitOutOfTheReturn) {
  AppraisalMatter matter{{RealisedOnce()}, {}, 2025};
  const v1::ReturnResult result = ComputeReturn(matter, Terms());
  EXPECT_EQ(In(result, v1::RETURN_SCOPE_CASH).realised().benefit_pence(), 20'000);
  EXPECT_EQ(result.unattributed_pence(), 10'000);
}

TEST(Appraisal, LeavesOutWhatIsSpentWhateverIsDecided) {
  AppraisalMatter matter = OneOfEach();
  matter.costs.push_back(CostOf(v1::COST_KIND_SET_UP, 2025, 1'000));
  const v1::ReturnResult result = ComputeReturn(matter, Terms());
  EXPECT_EQ(In(result, v1::RETURN_SCOPE_CASH).planned().cost_pence(), 50);
  EXPECT_EQ(result.sunk_pence(), 1'000);
}

TEST(Appraisal, DiscountsHealthEffectsByTheirOwnRates) {
  AppraisalMatter matter{{BenefitOf(v1::BENEFIT_CLASS_SOCIETAL, 2036, 100'000)}, {}, 2026};
  matter.benefits[0].set_discount_kind(v1::DISCOUNT_KIND_HEALTH);
  const v1::ReturnResult result = ComputeReturn(matter, Terms());
  EXPECT_EQ(In(result, v1::RETURN_SCOPE_SOCIETY).planned().benefit_pence(), 86'167);
}

int CasesAtLowRates(const v1::ReturnResult& result) {
  int count = 0;
  for (const v1::SensitivityCase& one : result.sensitivity()) {
    count += one.change().find("low rates") != std::string::npos ? 1 : 0;
  }
  return count;
}

TEST(Appraisal, TestsEffectsBeyondFiftyYearsAtLowRates) {
  AppraisalMatter matter = OneOfEach();
  matter.benefits.push_back(BenefitOf(v1::BENEFIT_CLASS_SOCIETAL, 2076, 1'000));
  EXPECT_EQ(CasesAtLowRates(ComputeReturn(matter, Terms())), 0);
  matter.benefits.push_back(BenefitOf(v1::BENEFIT_CLASS_SOCIETAL, 2077, 1'000));
  EXPECT_EQ(HorizonOf(matter), 51);
  EXPECT_EQ(CasesAtLowRates(ComputeReturn(matter, Terms())), 3);
}

TEST(Appraisal, MovesOneThingAtATime) {
  const v1::ReturnResult result = ComputeReturn(OneOfEach(), Terms());
  ASSERT_EQ(result.sensitivity_size(), 3 * 5);
  EXPECT_EQ(result.sensitivity(0).change(), "costs 20 % higher");
  EXPECT_EQ(result.sensitivity(0).figures().cost_pence(), 60);
  EXPECT_EQ(result.sensitivity(0).figures().benefit_pence(), 100);
  EXPECT_EQ(result.sensitivity(2).figures().benefit_pence(), 80);
  EXPECT_EQ(result.sensitivity(2).figures().cost_pence(), 50);
  // Benefits of 100 may fall by half until a cost of 50 is just paid for.
  EXPECT_EQ(result.switching_values(0).benefit_fall_basis_points(), 5'000);
  EXPECT_EQ(result.switching_values(0).cost_rise_basis_points(), 10'000);
}

TEST(Appraisal, SaysWhoGainsAndOfHowMuchNobodyKnows) {
  AppraisalMatter matter{{RealisedOnce()}, {}, 2026};
  const v1::ReturnResult result = ComputeReturn(matter, Terms());
  ASSERT_EQ(result.gains_size(), 3);
  // 40,000 now and 40,000 in a year: 78,647.
  EXPECT_EQ(result.gains(0).group(), "1 (most deprived)");
  EXPECT_EQ(result.gains(0).planned_pence(), 39'324);
  EXPECT_EQ(result.gains(0).realised_pence(), 10'000);
  EXPECT_EQ(result.gains(2).group(), "not known");
  EXPECT_EQ(result.gains(2).planned_pence(), 15'729);
}

TEST(Appraisal, CountsWhatIsNotPutIntoMoney) {
  AppraisalMatter matter = OneOfEach();
  matter.benefits.push_back(BenefitOf(v1::BENEFIT_CLASS_UNMONETISABLE, 2026, 0));
  const v1::ReturnResult result = ComputeReturn(matter, Terms());
  EXPECT_EQ(result.benefit_count(), 4);
  EXPECT_EQ(result.unmonetised_count(), 1);
  EXPECT_EQ(result.cost_count(), 1);
}

}  // namespace
}  // namespace fivestep::metrics
