// The absolute (ACI) and relative (RCI) concentration index: whether what an indicator measures is
// found among the disadvantaged (below 0) or the advantaged (above 0). For ordered dimensions.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_CONCENTRATION_INDEX_H_
#define FIVESTEP_ANALYSIS_STATISTICS_CONCENTRATION_INDEX_H_

#include <optional>
#include <span>

#include "analysis/statistics/interval.h"
#include "analysis/statistics/subgroups.h"
#include "analysis/statistics/survey.h"

namespace fivestep::analysis::statistics {

// What makes indices of bounded indicators comparable, whatever their mean.
enum class Normalisation {
  kNone,
  kWagstaff,   // divided by one minus the mean: Wagstaff (2005), Health Economics 14:429-432
  kErreygers,  // times four times the mean: Erreygers (2009), J Health Economics 28:504-515
};

struct ConcentrationOptions {
  // The least and the greatest value that the indicator can have. With them the index is of the
  // estimates' place between the two, from 0 to 1.
  std::optional<Interval> bounds = std::nullopt;
  // Read by the relative index only; needs bounds.
  Normalisation normalisation = Normalisation::kNone;
  double confidence = kDefaultConfidence;
  // Read for groups only.
  MissingEstimates missing = MissingEstimates::kFew;
};

// Returns the absolute concentration index over `groups`, in the unit of the estimates: twice their
// covariance with the rank. Populations weigh the groups; without any, all weigh the same.
//
// The error is that of the slope in the convenient regression, with n - 2 degrees of freedom; n
// counts every group with an estimate, as in the WHO's package, so leave out those without people.
//
// Errors:
//   kInvalidArgument  as KnownGroups with an order; all people in one group; bounds that are not
//                     finite or not in order, or an estimate outside them; a confidence out of
//                     range.
// Source: Kakwani, Wagstaff and van Doorslaer (1997), Journal of Econometrics 77:87-103. Worked
// value: 20, 30, 40, 50 and 60 of 78, 91, 162, 103 and 105 people -> 7.3284 [6.7528, 7.9040].
Result<SummaryMeasure> AbsoluteConcentration(std::span<const Subgroup> groups,
                                             const ConcentrationOptions& options);

// Returns the relative concentration index over `groups`: the absolute one divided by the mean
// (taken as certain), then normalised. From -1 to 1 for estimates of at least 0.
//
// Errors: as AbsoluteConcentration; kInvalidArgument when the mean is 0 (or, for kWagstaff, 1), or
// for a normalisation without bounds. Worked value: as above -> 0.1778 [0.1638, 0.1917].
Result<SummaryMeasure> RelativeConcentration(std::span<const Subgroup> groups,
                                             const ConcentrationOptions& options);

// The same over the answers of single people, with the error that the survey's design gives.
// Errors: as RowsOf and DesignCovariance, and as above.
Result<SummaryMeasure> AbsoluteConcentration(std::span<const Respondent> respondents,
                                             const ConcentrationOptions& options);
Result<SummaryMeasure> RelativeConcentration(std::span<const Respondent> respondents,
                                             const ConcentrationOptions& options);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_CONCENTRATION_INDEX_H_
