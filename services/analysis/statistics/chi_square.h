// The chi-square distribution, which exact intervals of counts are read from.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_CHI_SQUARE_H_
#define FIVESTEP_ANALYSIS_STATISTICS_CHI_SQUARE_H_

namespace fivestep::analysis::statistics {

// Returns the chi-square quantile: the x with P(X <= x) = `p`. 0 with no degrees of freedom, where
// all of the distribution lies at 0; infinity at p = 1.
//
// REQUIRES: 0 <= p <= 1, degrees_of_freedom >= 0 and finite (need not be whole).
// Source: Boost.Math, inverse of the incomplete gamma function: DiDonato and Morris (1986), ACM
// TOMS 12:377-393. Worked value: p = 0.975, 2 degrees of freedom -> 7.377759.
double ChiSquareQuantile(double p, double degrees_of_freedom);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_CHI_SQUARE_H_
