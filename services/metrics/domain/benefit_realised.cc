#include "metrics/domain/benefit_realised.h"

#include <algorithm>
#include <optional>
#include <string>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/amounts.h"
#include "metrics/domain/benefit.h"

namespace fivestep::metrics {
namespace {

void CheckDays(const v1::RealisedBenefit& realised, const Date& today, Violations& violations) {
  const std::optional<Date> start = ParseDate(realised.start_date());
  const std::optional<Date> end = ParseDate(realised.end_date());
  violations.Expect(start.has_value(), "realised.start_date", "must be a day, YYYY-MM-DD");
  violations.Expect(start && end && *start <= *end, "realised.end_date",
                    "must be a day not before `start_date`");
  violations.Expect(!end || *end < today, "realised.end_date",
                    "must lie in the past: a benefit that is still to come is planned");
  violations.Expect(!start || !end || FinancialYearOf(*start) == FinancialYearOf(*end),
                    "realised.end_date", "must lie in the financial year of `start_date`");
}

void CheckAttribution(v1::BenefitClass benefit_class, const v1::RealisedBenefit& realised,
                      Violations& violations) {
  const bool shown = realised.attribution() != v1::ATTRIBUTION_NOT_SHOWN;
  violations.Expect(shown || realised.attributed_pence() == 0, "realised.attributed_pence",
                    "must be 0 where the cause is not shown: it stays out of the return");
  violations.Expect(realised.attributed_pence() <= realised.amount_pence(),
                    "realised.attributed_pence", "must not be more than what was measured");
  violations.Expect(!shown || !realised.comparator().empty(), "realised.comparator",
                    "must name the comparator, the control group or the budget line");
  violations.Expect(realised.attribution() != v1::ATTRIBUTION_BUDGET_REDUCED ||
                        benefit_class == v1::BENEFIT_CLASS_CASH_RELEASING,
                    "realised.attribution",
                    "must be another: only a cash-releasing benefit reduces a budget");
  violations.Expect(
      benefit_class != v1::BENEFIT_CLASS_UNMONETISABLE || realised.amount_pence() == 0,
      "realised.amount_pence", "must be 0: an unmonetisable benefit has no amount");
}

bool SamePeriod(const v1::RealisedBenefit& a, const v1::RealisedBenefit& b) {
  return a.start_date() == b.start_date() && a.end_date() == b.end_date();
}

// Days as they are written sort as days do.
bool Overlap(const v1::RealisedBenefit& a, const v1::RealisedBenefit& b) {
  return a.start_date() <= b.end_date() && b.start_date() <= a.end_date();
}

std::string PeriodText(const v1::RealisedBenefit& realised) {
  return realised.start_date() + " to " + realised.end_date();
}

}  // namespace

Violations CheckRealised(v1::BenefitClass benefit_class, const v1::RealisedBenefit& realised,
                         const Date& today) {
  Violations violations;
  CheckDays(realised, today, violations);
  CheckAttribution(benefit_class, realised, violations);
  return violations;
}

Decision CheckRealisedPeriod(const v1::Benefit& benefit,
                             const v1::RecordRealisedBenefitRequest& command) {
  const v1::RealisedBenefit& realised = command.realised();
  const bool revises = !realised.revision_reason().empty();
  bool found = false;
  for (const v1::RealisedBenefit& earlier : benefit.realised()) {
    found = found || SamePeriod(earlier, realised);
    if (!Overlap(earlier, realised) || (revises && SamePeriod(earlier, realised))) continue;
    return Reject(v1::REALISED_PERIOD_EXISTS)
        .With("benefit", command.name())
        .With("period", PeriodText(earlier));
  }
  if (revises && !found) {
    return Reject(v1::REALISED_PERIOD_NOT_FOUND)
        .With("benefit", command.name())
        .With("period", PeriodText(realised));
  }
  if (!revises && benefit.realised_size() >= kMaxRealisedPeriods) {
    return Reject(v1::TOO_MANY_PERIODS)
        .With("benefit", command.name())
        .With("limit", std::to_string(kMaxRealisedPeriods));
  }
  return Decision();
}

void PutRealised(v1::Benefit& benefit, const v1::RealisedBenefit& realised) {
  auto& all = *benefit.mutable_realised();
  const auto same = std::find_if(all.begin(), all.end(), [&](const v1::RealisedBenefit& one) {
    return SamePeriod(one, realised);
  });
  if (same != all.end()) {
    *same = realised;
    return;
  }
  *all.Add() = realised;
  std::sort(all.begin(), all.end(), [](const v1::RealisedBenefit& a, const v1::RealisedBenefit& b) {
    return a.start_date() < b.start_date();
  });
}

}  // namespace fivestep::metrics
