#include "metrics/domain/cost.h"

#include <gtest/gtest.h>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/money_examples.h"
#include "platform/testing/given.h"

namespace fivestep::metrics {
namespace {

using testing::Given;

TEST(PlanCost, KeepsWhatIsPlanned) {
  const v1::PlanCostRequest request = PlanRunningCost();
  v1::CostPlanned expected;
  expected.set_cost(kCost);
  expected.set_title(request.title());
  expected.set_kind(request.kind());
  expected.set_intervention(request.intervention());
  expected.set_borne_by(request.borne_by());
  *expected.mutable_planned() = request.planned();
  Given<v1::Cost>().Naming(kCost).When(Decide, request).ThenEmits(expected);
}

TEST(PlanCost, RejectsAYearTwiceAndACostOfNothing) {
  v1::PlanCostRequest twice = PlanRunningCost();
  AddAmount(*twice.mutable_planned(), 2026, 1);
  Given<v1::Cost>().When(Decide, twice).ThenRejected(v1::COST_NOT_VALID);
  v1::PlanCostRequest nothing = PlanRunningCost();
  nothing.mutable_planned(0)->set_amount_pence(0);
  Given<v1::Cost>().When(Decide, nothing).ThenRejected(v1::COST_NOT_VALID);
}

v1::RecordSpendRequest Spend(int year, int64_t pence) {
  v1::RecordSpendRequest request;
  request.set_name(kCost);
  request.mutable_spent()->set_financial_year(year);
  request.mutable_spent()->set_amount_pence(pence);
  request.set_source("General ledger");
  return request;
}

TEST(RecordSpend, ReplacesTheFigureOfTheSameYear) {
  v1::Cost cost = PlannedCost();
  for (const auto& [year, pence] :
       {std::pair(2025, 100), std::pair(2024, 50), std::pair(2025, 70)}) {
    auto then = Given<v1::Cost>(cost).When(Decide, Spend(year, pence));
    ASSERT_FALSE(then.decision().rejected());
    Evolve(cost, static_cast<const v1::SpendRecorded&>(*then.decision().events()[0]));
  }
  ASSERT_EQ(cost.spent_size(), 2);
  EXPECT_EQ(cost.spent(0).financial_year(), 2024);
  EXPECT_EQ(cost.spent(1).amount_pence(), 70);
}

TEST(RecordSpend, RejectsAYearThatHasNotBegun) {
  // The present is March 2026: 2025/26.
  Given<v1::Cost>(PlannedCost()).When(Decide, Spend(2026, 1)).ThenRejected(v1::COST_NOT_VALID);
}

TEST(CloseCost, EndsSpending) {
  v1::CloseCostRequest request;
  request.set_name(kCost);
  request.set_reason("Done");
  v1::CostClosed expected;
  expected.set_cost(kCost);
  expected.set_reason("Done");
  v1::Cost cost = PlannedCost();
  Given<v1::Cost>(cost).When(Decide, request).ThenEmits(expected);
  Evolve(cost, expected);
  Given<v1::Cost>(cost).When(Decide, request).ThenRejected(v1::COST_CLOSED);
  Given<v1::Cost>(cost).When(Decide, Spend(2025, 1)).ThenRejected(v1::COST_CLOSED);
}

}  // namespace
}  // namespace fivestep::metrics
