// Slope indices, where groups have an order and there are enough of them.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_SLOPE_H_
#define FIVESTEP_ANALYSIS_DOMAIN_SLOPE_H_

#include <cstdint>

#include "fivestep/analysis/v1/finding.pb.h"
#include "fivestep/analysis/v1/indicator.pb.h"

namespace fivestep::analysis {

// Draws behind the limits; the default of PHEindicatormethods.
inline constexpr int kSlopeRepetitions = 100'000;
// Share of the groups that must have a value, as in WHO's Health Equity Assessment Toolkit.
inline constexpr double kMinKnownShare = 0.85;

// Adds slope and relative index of inequality and the concentration indices, or the sentence why
// there are none. Both are turned
// so that worse for the disadvantaged end is positive, or above 1.
void AddSlope(const v1::IndicatorDefinition& definition, int64_t seed, v1::Figures& figures);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_SLOPE_H_
