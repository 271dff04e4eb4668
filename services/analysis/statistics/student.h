// Student's t distribution, which intervals of means are read from.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_STUDENT_H_
#define FIVESTEP_ANALYSIS_STATISTICS_STUDENT_H_

namespace fivestep::analysis::statistics {

// Returns the t quantile: the x with P(T <= x) = `p`. Minus infinity at p = 0, infinity at p = 1.
//
// REQUIRES: 0 <= p <= 1, degrees_of_freedom > 0 and finite (need not be whole).
// Source: "Student" (1908), Biometrika 6:1-25; Boost.Math, inverse of the incomplete beta function.
// Worked value: p = 0.975, 9 degrees of freedom -> 2.262157.
double StudentQuantile(double p, double degrees_of_freedom);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_STUDENT_H_
