// What a disclosure profile does to a count of people before it leaves this service.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_DISCLOSURE_H_
#define FIVESTEP_ANALYSIS_DOMAIN_DISCLOSURE_H_

#include <optional>
#include <string_view>

#include "fivestep/analysis/v1/values.pb.h"

namespace fivestep::analysis {

// What happens to a count of 0.
enum class ZeroRule { kShown, kWithheld };

// What keeps a withheld count from being worked out of the others of its table.
enum class SecondaryMethod {
  // Nothing is withheld, so nothing need be done.
  kNone,
  // Rounding leaves doubt enough within one table. Between a table by area and the one of all areas
  // it is checked, see suppression.h.
  kRoundingReplacesIt,
  // Further cells are withheld, see suppression.h.
  kFurtherCells,
};

// A profile in numbers.
struct DisclosureRule {
  v1::DisclosureProfile profile;
  // In words, for methods and reports.
  std::string_view words;
  // Counts above 0 and below this are withheld; 0 for none.
  double withhold_below;
  ZeroRule zero;
  // Others are rounded to the nearest multiple; 0 for as they are. Halves go up.
  double round_to;
  SecondaryMethod secondary;
  // Figures of the whole of England are released as they are.
  bool national_exemption;
};

// The one geography level to which a national exemption applies, as a data set's header says it.
inline constexpr std::string_view kNationalLevel = "England";

// The rule of `profile`. An unknown profile gets the strictest rule there is: to release too much
// cannot be undone.
const DisclosureRule& RuleOf(v1::DisclosureProfile profile);

// The rule for figures of this level: that of `profile`, or the one that changes nothing where the
// profile exempts national figures and these are.
const DisclosureRule& RuleFor(v1::DisclosureProfile profile, std::string_view geography_level);

// Whether the rule withholds this count for its own sake.
bool IsWithheld(double count, const DisclosureRule& rule);

// Returns `count` as the rule releases it, or nothing where it withholds it. Never decreases with
// `count`, so a released numerator is never above its released denominator.
//
// REQUIRES: count >= 0. Worked values for HES_ROUND_5: 0 -> 0; 7 -> nothing; 8 -> 10; 12 -> 10.
std::optional<double> Release(double count, const DisclosureRule& rule);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_DISCLOSURE_H_
