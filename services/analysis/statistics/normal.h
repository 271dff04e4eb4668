// The normal distribution and the confidence levels that are read through it.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_NORMAL_H_
#define FIVESTEP_ANALYSIS_STATISTICS_NORMAL_H_

#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

// Returns the standard normal quantile: the z with P(Z <= z) = `p`.
//
// 0 gives minus infinity and 1 plus infinity. REQUIRES: 0 <= p <= 1; anything else gives NaN.
// Source: Wichura (1988), algorithm AS 241 (PPND16), Applied Statistics 37(3):477-484. The same
// algorithm turns R's uniforms into normals, so simulated limits depend on it digit for digit.
// Worked value: p = 0.975 -> 1.9599639845400536.
double NormalQuantile(double p);

// Returns P(|Z| >= |z|) for a standard normal Z: the two-sided p-value of `z`.
// Worked value: z = 1.9599639845400536 -> 0.05.
double TwoSidedPValue(double z);

// Returns `level` as a fraction. Both notations in use are accepted: [0.9, 1] and [90, 100].
//
// Errors:
//   kInvalidArgument  `level` is in neither range: public-health statistics are not published below
//                     90 %, and 9.5 or 0.095 is a slip of the pen.
// Worked values: 0.998 -> 0.998; 99.8 -> 0.998.
Result<double> ConfidenceFraction(double level);

// Returns the normal multiplier of a two-sided level given as a fraction; infinity at 1.
// Worked value: 0.95 -> 1.9599639845400536.
double TwoSidedZ(double confidence_fraction);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_NORMAL_H_
