// What a disclosure profile does to a count of people before it leaves this service.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_DISCLOSURE_H_
#define FIVESTEP_ANALYSIS_DOMAIN_DISCLOSURE_H_

#include <optional>
#include <string_view>

#include "fivestep/analysis/v1/values.pb.h"

namespace fivestep::analysis {

// A profile in numbers. Rounding takes the place of secondary suppression, so totals are made of
// released counts only.
struct DisclosureRule {
  v1::DisclosureProfile profile;
  // In words, for methods and reports.
  std::string_view words;
  // Counts above 0 and below this are withheld; 0 for none.
  double withhold_below;
  // Others are rounded to the nearest multiple; 0 for as they are. Halves go up.
  double round_to;
};

// The rule of `profile`. An unknown profile gets the strictest rule there is: to release too much
// cannot be undone.
const DisclosureRule& RuleOf(v1::DisclosureProfile profile);

// Returns `count` as the profile releases it, or nothing where it withholds it. Never decreases
// with `count`, so a released numerator is never above its released denominator.
//
// REQUIRES: count >= 0. Worked values for HES_ROUND_5: 0 -> 0; 7 -> nothing; 8 -> 10; 12 -> 10.
std::optional<double> Release(double count, v1::DisclosureProfile profile);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_DISCLOSURE_H_
