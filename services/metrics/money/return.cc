#include "metrics/money/return.h"

#include <cmath>
#include <map>

namespace fivestep::metrics::money {
namespace {

// The first year by whose end the sum is not negative; `net` by year.
std::optional<int> PaybackOf(const std::map<int, double>& net, std::optional<int> first_cost) {
  if (!first_cost) return std::nullopt;
  // Sums of pence that are 0 in exact arithmetic may miss it by a little.
  constexpr double kTolerancePence = 1e-6;
  double sum = 0;
  for (const auto& [year, amount] : net) {
    sum += amount;
    if (year >= *first_cost && sum >= -kTolerancePence) return year;
  }
  return std::nullopt;
}

}  // namespace

double PresentValue(const Flow& flow, const Rates& rates) {
  const DiscountSchedule& schedule = flow.kind == Kind::kHealth ? rates.health : rates.standard;
  return flow.pence * schedule.Factor(flow.year);
}

Figures Appraise(std::span<const Flow> flows, const Rates& rates) {
  double benefit = 0;
  double cost = 0;
  std::map<int, double> net;
  std::map<int, double> discounted;
  std::optional<int> first_cost;
  for (const Flow& flow : flows) {
    const double value = PresentValue(flow, rates);
    (flow.is_cost ? cost : benefit) += value;
    net[flow.year] += flow.is_cost ? -flow.pence : flow.pence;
    discounted[flow.year] += flow.is_cost ? -value : value;
    if (flow.is_cost && flow.pence > 0 && (!first_cost || flow.year < *first_cost)) {
      first_cost = flow.year;
    }
  }
  Figures figures;
  figures.benefit_pence = std::llround(benefit);
  figures.cost_pence = std::llround(cost);
  figures.net_pence = figures.benefit_pence - figures.cost_pence;
  if (figures.cost_pence > 0) {
    figures.benefit_cost_ratio = benefit / cost;
    figures.return_on_investment = (benefit - cost) / cost;
  }
  figures.payback_year = PaybackOf(net, first_cost);
  figures.discounted_payback_year = PaybackOf(discounted, first_cost);
  return figures;
}

std::vector<Flow> Scaled(std::span<const Flow> flows, double benefit_factor, double cost_factor) {
  std::vector<Flow> scaled(flows.begin(), flows.end());
  for (Flow& flow : scaled) {
    if (flow.is_cost) {
      flow.pence *= cost_factor;
    } else if (flow.pence > 0) {
      flow.pence *= benefit_factor;
    }
  }
  return scaled;
}

std::vector<Flow> Delayed(std::span<const Flow> flows, int years) {
  std::vector<Flow> delayed(flows.begin(), flows.end());
  for (Flow& flow : delayed) {
    if (!flow.is_cost) flow.year += years;
  }
  return delayed;
}

SwitchingValues SwitchingValuesOf(const Figures& figures) {
  SwitchingValues values;
  const auto net = static_cast<double>(figures.net_pence);
  if (figures.benefit_pence > 0) {
    values.benefit_fall = net / static_cast<double>(figures.benefit_pence);
  }
  if (figures.cost_pence > 0) values.cost_rise = net / static_cast<double>(figures.cost_pence);
  return values;
}

}  // namespace fivestep::metrics::money
