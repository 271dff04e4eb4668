#include "analysis/domain/disclosure.h"

#include <cmath>

namespace fivestep::analysis {
namespace {

// A further profile is a further value of the enum and a further line here.
// Source of HES_ROUND_5: NHS Digital, change to disclosure control methodology for HES and ECDS,
// September 2018. Counts can be fractions (apportioned by their publisher), hence "below 8".
constexpr DisclosureRule kRules[] = {
    {v1::DISCLOSURE_PROFILE_PUBLISHED, "counts as published by their publisher", 0, 0},
    {v1::DISCLOSURE_PROFILE_HES_ROUND_5,
     "counts of 1 to 7 withheld, others rounded to the nearest 5", 8, 5},
};
constexpr const DisclosureRule& kStrictest = kRules[1];

}  // namespace

const DisclosureRule& RuleOf(v1::DisclosureProfile profile) {
  for (const DisclosureRule& rule : kRules) {
    if (rule.profile == profile) return rule;
  }
  return kStrictest;
}

std::optional<double> Release(double count, v1::DisclosureProfile profile) {
  const DisclosureRule& rule = RuleOf(profile);
  if (count > 0 && count < rule.withhold_below) return std::nullopt;
  if (rule.round_to == 0) return count;
  return std::floor(count / rule.round_to + 0.5) * rule.round_to;
}

}  // namespace fivestep::analysis
