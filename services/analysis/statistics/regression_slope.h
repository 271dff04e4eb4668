// The slope (SII) and relative (RII) index of inequality by regression, as the WHO computes them.
//
// slope_index.h has OHID's, which needs each group's own error and simulates its limits; this one
// takes the error from how far the groups lie from the line. Both need an order.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_REGRESSION_SLOPE_H_
#define FIVESTEP_ANALYSIS_STATISTICS_REGRESSION_SLOPE_H_

#include <optional>
#include <span>

#include "analysis/statistics/line_fit.h"
#include "analysis/statistics/subgroups.h"
#include "analysis/statistics/survey.h"

namespace fivestep::analysis::statistics {

struct RegressionSlopeOptions {
  // kLogistic for what can only lie between 0 and a whole (percentages, rates); kLinear for the
  // rest.
  LineModel model = LineModel::kLogistic;
  double confidence = kDefaultConfidence;
  MissingEstimates missing = MissingEstimates::kFew;
};

struct RegressionSlope {
  // SII: the fitted value at the most advantaged end minus that at the most disadvantaged one, in
  // the unit of the estimates.
  SummaryMeasure absolute;
  // RII: the same two as a ratio; its standard error is that of its logarithm. Absent where the
  // line crosses 0.
  std::optional<SummaryMeasure> relative = std::nullopt;
};

// Returns SII and RII over `groups`.
//
// The line is fitted on the mid-points of the groups' cumulative shares. kLogistic: estimates are
// taken out of the smallest of 1, 100, 1,000, ... 1,000,000 that holds them all; populations are
// rounded up, counts to the nearest whole (halves to even), and each group weighs its population's
// square, as in the WHO's package. kLinear: each group weighs its population, rounded up; without
// any population all weigh the same. Groups without people are left out. The error is robust (HC1)
// and carried to the ends by the delta method.
//
// Errors:
//   kInvalidArgument  as KnownGroups with an order; all estimates are the same (the slope is 0 and
//                     its error unknown); with kLogistic, no populations (rounding would make every
//                     count 0 or 1), an estimate below 0 or above 1,000,000, or counts that no line
//                     fits; fewer than three groups with people; a confidence out of range.
// Source: Moreno-Betancur et al. (2015), Epidemiology 26:518-527; MacKinnon and White (1985),
// Journal of Econometrics 29:305-325. Worked value: 20, 30, 40, 50 and 60 per cent of 78, 91, 162,
// 103 and 105 people -> SII 44.4450 [40.1511, 48.7390], RII 3.1595 [2.7199, 3.6702].
Result<RegressionSlope> SlopeOverGroups(std::span<const Subgroup> groups,
                                        const RegressionSlopeOptions& options);

// Returns SII and RII over the answers of single people, with the error that the survey's design
// gives. People weigh their weight, in both models; `missing` is not read.
//
// Errors:
//   kInvalidArgument  as RowsOf and DesignCovariance; all values are the same; with kLogistic, a
//                     value below 0 or above 1,000,000, or values that no line fits; a confidence
//                     out of range.
Result<RegressionSlope> SlopeOverPeople(std::span<const Respondent> respondents,
                                        const RegressionSlopeOptions& options);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_REGRESSION_SLOPE_H_
