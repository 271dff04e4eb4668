// What comes back of money: present values, ratios, payback, and how they move when plans do. Pure.
//
// Amounts are pence at prices of the base year; years are counted from the base year.
#ifndef FIVESTEP_METRICS_MONEY_RETURN_H_
#define FIVESTEP_METRICS_MONEY_RETURN_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "metrics/money/discounting.h"

namespace fivestep::metrics::money {

// By which schedule a flow is discounted.
enum class Kind { kStandard, kHealth };

// An amount in one year.
struct Flow {
  int year = 0;
  Kind kind = Kind::kStandard;
  bool is_cost = false;
  double pence = 0;  // of a benefit: negative for a disbenefit; of a cost: not negative
};

struct Rates {
  DiscountSchedule standard;
  DiscountSchedule health;
};

// Rounded to whole pence once, at the end.
struct Figures {
  int64_t benefit_pence = 0;
  int64_t cost_pence = 0;
  int64_t net_pence = 0;
  // Absent where costs are 0.
  std::optional<double> benefit_cost_ratio = std::nullopt;
  std::optional<double> return_on_investment = std::nullopt;
  // Years from the base year; absent while benefits have not paid for costs, and without costs.
  std::optional<int> payback_year = std::nullopt;
  std::optional<int> discounted_payback_year = std::nullopt;
};

// Present value of one flow.
double PresentValue(const Flow& flow, const Rates& rates);

// NPV = PV(B) - PV(C); BCR = PV(B) / PV(C); ROI = (PV(B) - PV(C)) / PV(C). Payback is the first
// year, from the first year of a cost on, by whose end the net sum of all years is not negative.
//
// Source: HM Treasury, Green Book. Worked value: a cost of 1,000 in year 0 and benefits of 400 in
// years 1 to 3 at 3.5 % -> benefits 1,120.65, net 120.65, ratio 1.1207, return 0.1207, paid back
// in year 3 both ways.
Figures Appraise(std::span<const Flow> flows, const Rates& rates);

// The same flows with benefits (not disbenefits) and costs multiplied.
std::vector<Flow> Scaled(std::span<const Flow> flows, double benefit_factor, double cost_factor);
// The same flows with benefits and disbenefits `years` later.
std::vector<Flow> Delayed(std::span<const Flow> flows, int years);

// How far benefits may fall, or costs rise, until the net present value is 0, as parts of what they
// are; negative where they would have to rise, or fall. Absent where there is nothing to divide by.
//
// Worked value: benefits 1,120.65 and costs 1,000 -> 0.10766 and 0.12065.
struct SwitchingValues {
  std::optional<double> benefit_fall = std::nullopt;
  std::optional<double> cost_rise = std::nullopt;
};
SwitchingValues SwitchingValuesOf(const Figures& figures);

}  // namespace fivestep::metrics::money

#endif  // FIVESTEP_METRICS_MONEY_RETURN_H_
