// Relative inequality between groups as entropy: the Theil index and the mean logarithmic
// deviation. For dimensions without an order.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_ENTROPY_H_
#define FIVESTEP_ANALYSIS_STATISTICS_ENTROPY_H_

#include <span>

#include "analysis/statistics/subgroups.h"

namespace fivestep::analysis::statistics {

// Both indices are given times a thousand, as the WHO gives them; so are their errors and limits.
inline constexpr double kEntropyMultiplier = 1000;
// An estimate of 0 has no logarithm and counts as this much. The Theil index hardly notices; a mean
// logarithmic deviation with a group at 0 depends on this number, and its error says so.
inline constexpr double kEntropyFloor = 1e-6;

// Returns the Theil index of `groups` times 1,000: more weight on the groups that lie high.
//
// Errors:
//   kInvalidArgument  as KnownGroups with populations; an estimate below 0; a confidence out of
//                     range.
// Source: Theil (1967), Economics and Information Theory; errors by the delta method as in Borrell
// and Talih (2011), Statistics in Medicine 30:85-101. Worked value: 10, 20 and 30 of equal
// populations -> 87.2080.
Result<SummaryMeasure> TheilIndex(std::span<const Subgroup> groups,
                                  double confidence = kDefaultConfidence,
                                  MissingEstimates missing = MissingEstimates::kFew);

// Returns the mean logarithmic deviation of `groups` times 1,000: more weight on the groups that
// lie low. Errors and source: as TheilIndex. Worked value: 10, 20 and 30 of equal populations ->
// 95.8940.
Result<SummaryMeasure> MeanLogDeviation(std::span<const Subgroup> groups,
                                        double confidence = kDefaultConfidence,
                                        MissingEstimates missing = MissingEstimates::kFew);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_ENTROPY_H_
