#include "metrics/domain/appraisal_result.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace fivestep::metrics {
namespace {

using money::Flow;

constexpr double kWhole = 10'000.0;  // basis points
constexpr v1::ReturnScope kScopes[] = {v1::RETURN_SCOPE_CASH, v1::RETURN_SCOPE_HEALTH_SYSTEM,
                                       v1::RETURN_SCOPE_SOCIETY};

v1::ReturnFigures Rendered(const money::Figures& figures, int base_year) {
  v1::ReturnFigures out;
  out.set_benefit_pence(figures.benefit_pence);
  out.set_cost_pence(figures.cost_pence);
  out.set_net_pence(figures.net_pence);
  if (figures.benefit_cost_ratio) out.set_benefit_cost_ratio(*figures.benefit_cost_ratio);
  if (figures.return_on_investment) out.set_return_on_investment(*figures.return_on_investment);
  if (figures.payback_year) out.set_payback_year(base_year + *figures.payback_year);
  if (figures.discounted_payback_year) {
    out.set_discounted_payback_year(base_year + *figures.discounted_payback_year);
  }
  return out;
}

// `20 %`, `12.5 %`.
std::string PercentText(int basis_points) {
  std::string text = std::to_string(basis_points / 100);
  if (basis_points % 100 != 0) {
    const std::string decimals = std::to_string(100 + basis_points % 100).substr(1);
    text += "." + (decimals.back() == '0' ? decimals.substr(0, 1) : decimals);
  }
  return text + " %";
}

// Adds what is asked of one scope: what happens when one thing is other than planned.
void AddSensitivity(const std::vector<Flow>& flows, v1::ReturnScope scope, int base_year,
                    const AppraisalTerms& terms, v1::ReturnResult& result) {
  const double part = terms.sensitivity_basis_points / kWhole;
  const std::string percent = PercentText(terms.sensitivity_basis_points);
  const auto add = [&](std::string change, const std::vector<Flow>& changed,
                       const money::Rates& rates) {
    v1::SensitivityCase& one = *result.add_sensitivity();
    one.set_change(std::move(change));
    one.set_scope(scope);
    *one.mutable_figures() = Rendered(money::Appraise(changed, rates), base_year);
  };
  add("costs " + percent + " higher", money::Scaled(flows, 1, 1 + part), terms.rates);
  add("costs " + percent + " lower", money::Scaled(flows, 1, 1 - part), terms.rates);
  add("benefits " + percent + " lower", money::Scaled(flows, 1 - part, 1), terms.rates);
  add("benefits " + percent + " higher", money::Scaled(flows, 1 + part, 1), terms.rates);
  add("benefits a year later", money::Delayed(flows, 1), terms.rates);
  if (result.horizon_years() > money::kYearsWithoutLowRates && terms.low_rates) {
    add("at the low rates for effects beyond 50 years", flows, *terms.low_rates);
  }
}

void AddSwitchingValue(const money::Figures& adjusted, v1::ReturnScope scope,
                       v1::ReturnResult& result) {
  const money::SwitchingValues values = money::SwitchingValuesOf(adjusted);
  v1::SwitchingValue& out = *result.add_switching_values();
  out.set_scope(scope);
  // Beyond a thousandfold either way the figure says nothing more.
  const auto bounded = [](double part) {
    return static_cast<int32_t>(std::lround(std::clamp(part, -1000.0, 1000.0) * kWhole));
  };
  if (values.benefit_fall) out.set_benefit_fall_basis_points(bounded(*values.benefit_fall));
  if (values.cost_rise) out.set_cost_rise_basis_points(bounded(*values.cost_rise));
}

// Planned present value and attributed amounts, group by group.
void AddGains(const AppraisalMatter& matter, const money::Rates& rates, v1::ReturnResult& result) {
  constexpr char kNotKnown[] = "not known";
  struct Gain {
    double planned = 0;
    double realised = 0;
  };
  std::map<std::string, Gain> gains;
  for (const v1::Benefit& benefit : matter.benefits) {
    double planned = 0;
    for (const Flow& flow : PlannedFlows(benefit, matter.base_financial_year)) {
      planned += money::PresentValue(flow, rates);
    }
    const auto realised = static_cast<double>(AttributedPence(benefit));
    double rest = 1;
    for (const v1::GroupShare& share : benefit.plan().shares()) {
      const double part = share.share_basis_points() / kWhole;
      gains[share.group()].planned += planned * part;
      gains[share.group()].realised += realised * part;
      rest -= part;
    }
    gains[kNotKnown].planned += planned * rest;
    gains[kNotKnown].realised += realised * rest;
  }
  for (const auto& [group, gain] : gains) {
    v1::GroupGain& out = *result.add_gains();
    out.set_group(group);
    out.set_planned_pence(std::llround(gain.planned));
    out.set_realised_pence(std::llround(gain.realised));
  }
}

void AddCounts(const AppraisalMatter& matter, v1::ReturnResult& result) {
  result.set_benefit_count(static_cast<int32_t>(matter.benefits.size()));
  result.set_cost_count(static_cast<int32_t>(matter.costs.size()));
  for (const v1::Benefit& benefit : matter.benefits) {
    if (benefit.benefit_class() == v1::BENEFIT_CLASS_UNMONETISABLE) {
      result.set_unmonetised_count(result.unmonetised_count() + 1);
    }
    result.set_unattributed_pence(result.unattributed_pence() + UnattributedPence(benefit));
  }
  for (const v1::Cost& cost : matter.costs) {
    for (const v1::YearAmount& amount : cost.planned()) {
      if (amount.financial_year() >= matter.base_financial_year) continue;
      result.set_sunk_pence(result.sunk_pence() + amount.amount_pence());
    }
  }
}

}  // namespace

int HorizonOf(const AppraisalMatter& matter) {
  int horizon = 0;
  for (const Flow& flow : PlannedFlows(matter, v1::RETURN_SCOPE_SOCIETY)) {
    horizon = std::max(horizon, flow.year);
  }
  return horizon;
}

v1::ReturnResult ComputeReturn(const AppraisalMatter& matter, const AppraisalTerms& terms) {
  v1::ReturnResult result;
  result.set_horizon_years(HorizonOf(matter));
  AddCounts(matter, result);
  const int base_year = matter.base_financial_year;
  for (const v1::ReturnScope scope : kScopes) {
    const std::vector<Flow> flows = AdjustedFlows(matter, scope, terms.optimism_bias);
    const money::Figures adjusted = money::Appraise(flows, terms.rates);
    v1::ScopedReturn& out = *result.add_returns();
    out.set_scope(scope);
    *out.mutable_planned() =
        Rendered(money::Appraise(PlannedFlows(matter, scope), terms.rates), base_year);
    *out.mutable_adjusted() = Rendered(adjusted, base_year);
    *out.mutable_realised() =
        Rendered(money::Appraise(RealisedFlows(matter, scope), terms.rates), base_year);
    AddSensitivity(flows, scope, base_year, terms, result);
    AddSwitchingValue(adjusted, scope, result);
  }
  AddGains(matter, terms.rates, result);
  return result;
}

}  // namespace fivestep::metrics
