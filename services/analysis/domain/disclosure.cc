#include "analysis/domain/disclosure.h"

#include <cmath>

namespace fivestep::analysis {
namespace {

// A further profile is a further value of the enum and a further line here. Counts can be fractions
// (apportioned by their publisher), hence "below 8" and not "up to 7".
// Sources: HES_ROUND_5: NHS Digital, change to disclosure control methodology for HES and ECDS,
// September 2018, which leaves national figures alone. OPENSAFELY: its documentation on statistical
// disclosure control. SUPPRESS_1_TO_4: the Anonymisation Standard (ISB 1523), weak linkage risk.
constexpr DisclosureRule kRules[] = {
    {v1::DISCLOSURE_PROFILE_PUBLISHED, "counts as published by their publisher", 0,
     ZeroRule::kShown, 0, SecondaryMethod::kNone, false},
    {v1::DISCLOSURE_PROFILE_HES_ROUND_5,
     "counts of 1 to 7 withheld, others rounded to the nearest 5", 8, ZeroRule::kShown, 5,
     SecondaryMethod::kRoundingReplacesIt, true},
    {v1::DISCLOSURE_PROFILE_OPENSAFELY,
     "counts of 0 to 7 withheld, others rounded to the nearest 5", 8, ZeroRule::kWithheld, 5,
     SecondaryMethod::kRoundingReplacesIt, false},
    {v1::DISCLOSURE_PROFILE_SUPPRESS_1_TO_4,
     "counts of 1 to 4 withheld, and others from which they could be worked out", 5,
     ZeroRule::kShown, 0, SecondaryMethod::kFurtherCells, false},
};
constexpr const DisclosureRule& kStrictest = kRules[2];
constexpr DisclosureRule kNational = {v1::DISCLOSURE_PROFILE_HES_ROUND_5,
                                      "national counts, which the HES rule leaves as they are",
                                      0,
                                      ZeroRule::kShown,
                                      0,
                                      SecondaryMethod::kNone,
                                      true};

}  // namespace

const DisclosureRule& RuleOf(v1::DisclosureProfile profile) {
  for (const DisclosureRule& rule : kRules) {
    if (rule.profile == profile) return rule;
  }
  return kStrictest;
}

const DisclosureRule& RuleFor(v1::DisclosureProfile profile, std::string_view geography_level) {
  const DisclosureRule& rule = RuleOf(profile);
  return rule.national_exemption && geography_level == kNationalLevel ? kNational : rule;
}

bool IsWithheld(double count, const DisclosureRule& rule) {
  if (count == 0) return rule.zero == ZeroRule::kWithheld;
  return count < rule.withhold_below;
}

std::optional<double> Release(double count, const DisclosureRule& rule) {
  if (IsWithheld(count, rule)) return std::nullopt;
  if (rule.round_to == 0) return count;
  return std::floor(count / rule.round_to + 0.5) * rule.round_to;
}

}  // namespace fivestep::analysis
