// What would be gained if everybody fared as the best-off group does.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_ATTRIBUTABLE_RISK_H_
#define FIVESTEP_ANALYSIS_STATISTICS_ATTRIBUTABLE_RISK_H_

#include <optional>
#include <span>

#include "analysis/statistics/gap.h"
#include "analysis/statistics/simple_measures.h"
#include "analysis/statistics/subgroups.h"

namespace fivestep::analysis::statistics {

struct AttributableRiskOptions {
  Dimension dimension = Dimension::kOrdered;
  Polarity polarity = Polarity::kHigherIsBetter;
  // What the estimates are out of: 100 for percentages, 100,000 for rates per 100,000. Without it
  // (the number of cases is then unknown) there is no interval.
  std::optional<double> scale = std::nullopt;
  // The level of everybody, where the groups' populations are not known; not read where they are.
  std::optional<double> setting_average = std::nullopt;
  double confidence = kDefaultConfidence;
  MissingEstimates missing = MissingEstimates::kFew;
};

struct AttributableRisk {
  // The reference's estimate minus everybody's (PAR), in the unit of the estimates: above 0 where
  // higher is better, below 0 where lower is. 0 where the reference fares no better than everybody.
  SummaryMeasure risk;
  // The same in per cent of everybody's estimate (PAF); its error and limits too.
  SummaryMeasure fraction;
};

// Returns the population attributable risk and fraction of `groups`.
//
// The reference is the last group of an ordered dimension. In an unordered one it is the group
// marked so, or else the best one, of equal ones the largest. Everybody's level is the mean
// weighted by population, or the setting average. The error is that of an attributable fraction
// from a two-by-two table of cases in and outside the reference: the error of the risk is the
// fraction's times everybody's level. Absent without populations or scale, or when the reference
// group is empty.
//
// Errors:
//   kInvalidArgument  as KnownGroups (populations are needed unless there is a setting average and
//                     no group has one); everybody's level is 0; a scale that is not above 0; a
//                     setting average that is not finite; a confidence out of range.
// Source: Walter (1976), Biometrics 32:829-849, for the error; WHO (2013), Handbook on Health
// Inequality Monitoring, p. 64. Worked value: 10, 20 and 30 per cent of 100 people each, higher is
// better, ordered -> risk 10, fraction 50 % (standard error 17.3205).
Result<AttributableRisk> PopulationAttributableRisk(std::span<const Subgroup> groups,
                                                    const AttributableRiskOptions& options);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_ATTRIBUTABLE_RISK_H_
