// What may be shown of the counts behind a reading. Pure.
#ifndef FIVESTEP_METRICS_DOMAIN_DISCLOSURE_H_
#define FIVESTEP_METRICS_DOMAIN_DISCLOSURE_H_

#include <cstdint>
#include <optional>

#include "fivestep/metrics/v1/metric.pb.h"
#include "fivestep/metrics/v1/reading.pb.h"

namespace fivestep::metrics {

// DISCLOSURE_PROFILE_HES_ROUND_5: counts from 1 to this suppress the reading. Source: NHS England,
// disclosure control of sub-national Hospital Episode Statistics since September 2018.
inline constexpr int64_t kLargestSuppressedCount = 7;
// The same profile rounds all other counts to the nearest multiple of this.
inline constexpr int64_t kRoundingBase = 5;

// Whether the profile keeps exact counts back, so that they are stored sealed.
bool KeepsCountsBack(v1::DisclosureProfile profile);

// The figure that is released for `counts`. Under DISCLOSURE_PROFILE_HES_ROUND_5 it is computed
// from the rounded counts alone: a percentage to one decimal place gives an unrounded numerator
// away (guard-rail 1). There a percentage is suppressed also where 1 to 7 people are outside the
// numerator, since they can be counted just as well. Worked values, percent, one place:
//   published, 93 of 997   -> 9.3 (93 of 997)
//   rounded,   93 of 997   -> 9.5 (95 of 995)
//   rounded,    7 of 997   -> suppressed
//   rounded,  990 of 997   -> suppressed
//
// REQUIRES: the definition is complete, and the counts have been checked against it: the
// denominator is not 0 unless the metric is a count.
v1::ReleasedFigure Release(const v1::MetricDefinition& definition, const v1::ExactCounts& counts);

// The value that exact counts make, unrounded; never to be shown under a profile that keeps counts
// back. REQUIRES: as Release.
double ExactValue(const v1::MetricDefinition& definition, const v1::ExactCounts& counts);

// A count of people who were reached, and of those it was meant for, where nothing else is known of
// them: as DISCLOSURE_PROFILE_HES_ROUND_5 releases a percentage, or a count without `intended`.
v1::ReleasedFigure ReleaseReach(int64_t reached, std::optional<int64_t> intended);

// The figure that is released for a value without counts.
v1::ReleasedFigure ReleaseValue(const v1::MetricDefinition& definition, double value);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_DISCLOSURE_H_
