#include "metrics/domain/appraisal_flows.h"

#include <algorithm>

#include "metrics/domain/amounts.h"

namespace fivestep::metrics {
namespace {

constexpr double kWhole = 10'000.0;  // basis points

money::Kind KindOf(const v1::Benefit& benefit) {
  return benefit.discount_kind() == v1::DISCOUNT_KIND_HEALTH ? money::Kind::kHealth
                                                             : money::Kind::kStandard;
}

bool Counts(const v1::Cost& cost, v1::ReturnScope scope) {
  return !cost.outside_health_system() || scope == v1::RETURN_SCOPE_SOCIETY;
}

double SignOf(const v1::Benefit& benefit) { return benefit.disbenefit() ? -1.0 : 1.0; }

double BiasOf(const v1::Cost& cost, const v1::OptimismBias& bias) {
  const int basis_points = cost.kind() == v1::COST_KIND_CAPITAL ? bias.capital_basis_points()
                                                                : bias.revenue_basis_points();
  return 1 + basis_points / kWhole;
}

money::Flow CostFlow(const v1::YearAmount& amount, int base_year, double factor) {
  return {amount.financial_year() - base_year, money::Kind::kStandard, true,
          static_cast<double>(amount.amount_pence()) * factor};
}

}  // namespace

bool Counts(v1::BenefitClass benefit_class, v1::ReturnScope scope) {
  switch (benefit_class) {
    case v1::BENEFIT_CLASS_CASH_RELEASING:
      return true;
    case v1::BENEFIT_CLASS_NON_CASH_RELEASING:
      return scope != v1::RETURN_SCOPE_CASH;
    case v1::BENEFIT_CLASS_SOCIETAL:
      return scope == v1::RETURN_SCOPE_SOCIETY;
    default:
      return false;
  }
}

std::vector<money::Flow> PlannedFlows(const v1::Benefit& benefit, int base_financial_year) {
  std::vector<money::Flow> flows;
  for (const v1::YearAmount& amount : benefit.plan().amounts()) {
    const int year = amount.financial_year() - base_financial_year;
    if (year < 0) continue;
    flows.push_back({year, KindOf(benefit), false,
                     SignOf(benefit) * static_cast<double>(amount.amount_pence())});
  }
  return flows;
}

std::vector<money::Flow> AdjustedFlows(const AppraisalMatter& matter, v1::ReturnScope scope,
                                       const v1::OptimismBias& bias) {
  std::vector<money::Flow> flows;
  for (const v1::Benefit& benefit : matter.benefits) {
    if (!Counts(benefit.benefit_class(), scope)) continue;
    for (const money::Flow& flow : PlannedFlows(benefit, matter.base_financial_year)) {
      flows.push_back(flow);
    }
  }
  flows = money::Scaled(flows, 1 - bias.benefit_basis_points() / kWhole, 1);
  for (const v1::Cost& cost : matter.costs) {
    if (!Counts(cost, scope)) continue;
    for (const v1::YearAmount& amount : cost.planned()) {
      if (amount.financial_year() < matter.base_financial_year) continue;
      flows.push_back(CostFlow(amount, matter.base_financial_year, BiasOf(cost, bias)));
    }
  }
  return flows;
}

std::vector<money::Flow> PlannedFlows(const AppraisalMatter& matter, v1::ReturnScope scope) {
  return AdjustedFlows(matter, scope, v1::OptimismBias());
}

std::vector<money::Flow> RealisedFlows(const AppraisalMatter& matter, v1::ReturnScope scope) {
  std::vector<money::Flow> flows;
  for (const v1::Benefit& benefit : matter.benefits) {
    if (!Counts(benefit.benefit_class(), scope)) continue;
    for (const v1::RealisedBenefit& realised : benefit.realised()) {
      // Its days were checked when it was recorded.
      const auto start = ParseDate(realised.start_date());
      const int year = start ? FinancialYearOf(*start) - matter.base_financial_year : 0;
      flows.push_back({year, KindOf(benefit), false,
                       SignOf(benefit) * static_cast<double>(realised.attributed_pence())});
    }
  }
  for (const v1::Cost& cost : matter.costs) {
    if (!Counts(cost, scope)) continue;
    for (const v1::YearAmount& amount : cost.spent()) {
      flows.push_back(CostFlow(amount, matter.base_financial_year, 1));
    }
  }
  return flows;
}

int64_t AttributedPence(const v1::Benefit& benefit) {
  int64_t sum = 0;
  for (const v1::RealisedBenefit& realised : benefit.realised()) {
    sum += realised.attributed_pence();
  }
  return benefit.disbenefit() ? -sum : sum;
}

int64_t UnattributedPence(const v1::Benefit& benefit) {
  int64_t sum = 0;
  for (const v1::RealisedBenefit& realised : benefit.realised()) {
    sum += realised.amount_pence() - realised.attributed_pence();
  }
  return sum;
}

}  // namespace fivestep::metrics
