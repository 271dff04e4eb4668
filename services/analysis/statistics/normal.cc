#include "analysis/statistics/normal.h"

#include <array>
#include <cmath>
#include <limits>

namespace fivestep::analysis::statistics {
namespace {

using Coefficients = std::array<double, 8>;

// Numerators and denominators of the three rational approximations of AS 241, lowest power first.
constexpr Coefficients kCentralNumerator = {3.3871328727963666080e0,  1.3314166789178437745e+2,
                                            1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                            4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                            3.3430575583588128105e+4, 2.5090809287301226727e+3};
constexpr Coefficients kCentralDenominator = {1.0,
                                              4.2313330701600911252e+1,
                                              6.8718700749205790830e+2,
                                              5.3941960214247511077e+3,
                                              2.1213794301586595867e+4,
                                              3.9307895800092710610e+4,
                                              2.8729085735721942674e+4,
                                              5.2264952788528545610e+3};
constexpr Coefficients kMiddleNumerator = {1.42343711074968357734e0,  4.63033784615654529590e0,
                                           5.76949722146069140550e0,  3.64784832476320460504e0,
                                           1.27045825245236838258e0,  2.41780725177450611770e-1,
                                           2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr Coefficients kMiddleDenominator = {1.0,
                                             2.05319162663775882187e0,
                                             1.67638483018380384940e0,
                                             6.89767334985100004550e-1,
                                             1.48103976427480074590e-1,
                                             1.51986665636164571966e-2,
                                             5.47593808499534494600e-4,
                                             1.05075007164441684324e-9};
constexpr Coefficients kTailNumerator = {6.65790464350110377720e0,  5.46378491116411436990e0,
                                         1.78482653991729133580e0,  2.96560571828504891230e-1,
                                         2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                         2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr Coefficients kTailDenominator = {1.0,
                                           5.99832206555887937690e-1,
                                           1.36929880922735805310e-1,
                                           1.48753612908506148525e-2,
                                           7.86869131145613259100e-4,
                                           1.84631831751005468180e-5,
                                           1.42151175831644588870e-7,
                                           2.04426310338993978564e-15};

double Polynomial(const Coefficients& coefficients, double x) {
  double sum = 0;
  for (auto term = coefficients.rbegin(); term != coefficients.rend(); ++term) {
    sum = sum * x + *term;
  }
  return sum;
}

double Ratio(const Coefficients& numerator, const Coefficients& denominator, double x) {
  return Polynomial(numerator, x) / Polynomial(denominator, x);
}

}  // namespace

double NormalQuantile(double p) {
  // The three boundaries are those of the paper: |p - 0.5| <= 0.425, then sqrt(-ln tail) <= 5.
  constexpr double kCentralHalfWidth = 0.425;
  constexpr double kTailBoundary = 5;
  if (!(p >= 0 && p <= 1)) return std::numeric_limits<double>::quiet_NaN();
  if (p == 0) return -std::numeric_limits<double>::infinity();
  if (p == 1) return std::numeric_limits<double>::infinity();
  const double q = p - 0.5;
  if (std::abs(q) <= kCentralHalfWidth) {
    const double r = kCentralHalfWidth * kCentralHalfWidth - q * q;
    return q * Ratio(kCentralNumerator, kCentralDenominator, r);
  }
  const double tail = q < 0 ? p : 0.5 - p + 0.5;
  const double r = std::sqrt(-std::log(tail));
  const double z = r <= kTailBoundary ? Ratio(kMiddleNumerator, kMiddleDenominator, r - 1.6)
                                      : Ratio(kTailNumerator, kTailDenominator, r - kTailBoundary);
  return q < 0 ? -z : z;
}

double TwoSidedPValue(double z) { return std::erfc(std::abs(z) / std::sqrt(2.0)); }

Result<double> ConfidenceFraction(double level) {
  if (level >= 0.9 && level <= 1) return level;
  if (level >= 90 && level <= 100) return level / 100;
  return InvalidArgument(
      "a confidence level is a fraction from 0.9 to 1 or a percentage from 90 to 100");
}

double TwoSidedZ(double confidence_fraction) {
  return NormalQuantile(confidence_fraction + (1 - confidence_fraction) / 2);
}

}  // namespace fivestep::analysis::statistics
