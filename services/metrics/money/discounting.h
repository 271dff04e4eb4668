// Discounting by a schedule of rates that change over the years. Pure.
#ifndef FIVESTEP_METRICS_MONEY_DISCOUNTING_H_
#define FIVESTEP_METRICS_MONEY_DISCOUNTING_H_

#include <vector>

#include "platform/core/status.h"

namespace fivestep::metrics::money {

// Effects beyond so many years from the base year need a sensitivity test at low rates (guard-rail
// 13; HM Treasury, Green Book, annex on discounting).
inline constexpr int kYearsWithoutLowRates = 50;
// No plan reaches further; also the bound of every loop over years.
inline constexpr int kMaxYears = 200;

// A rate from one year to another, both included, counted from the base year.
struct Band {
  int from_year = 1;
  int to_year = 0;  // 0: no end
  double rate = 0;  // 0.035 is 3.5 %
};

// The factors of one kind of effect. A plain value, immutable.
class DiscountSchedule {
 public:
  // `bands` in any order. kInvalidArgument, with a sentence, unless they begin with year 1, follow
  // one another without gap or overlap, and the last has no end; and for a rate outside [0, 1).
  static Result<DiscountSchedule> Make(std::vector<Band> bands);

  // What 1 in `year` is worth in the base year: 1 for year 0 and before (what lies behind is not
  // compounded), else the product of 1 / (1 + rate) over years 1 to `year`.
  //
  // REQUIRES: year <= kMaxYears.
  // Source: HM Treasury, Green Book. Worked values at 3.5 % to year 30, then 3.0 %: year 1 0.9662,
  // year 30 0.3563, year 31 0.3459.
  double Factor(int year) const;

 private:
  explicit DiscountSchedule(std::vector<double> factors) : factors_(std::move(factors)) {}
  std::vector<double> factors_;  // by year, from 0 to kMaxYears
};

}  // namespace fivestep::metrics::money

#endif  // FIVESTEP_METRICS_MONEY_DISCOUNTING_H_
