#include "analysis/statistics/proportion.h"

#include <cmath>

#include "analysis/statistics/normal.h"

namespace fivestep::analysis::statistics {

Result<Interval> WilsonInterval(double numerator, double denominator, double confidence) {
  const Result<double> fraction = ConfidenceFraction(confidence);
  if (!fraction.ok()) return fraction.status();
  if (!(denominator > 0) || !std::isfinite(denominator)) {
    return InvalidArgument("a proportion needs a denominator above zero");
  }
  if (!(numerator >= 0 && numerator <= denominator)) {
    return InvalidArgument("a proportion needs a numerator from zero to its denominator");
  }
  if (*fraction == 1) return Interval{0, 1};
  const double z = TwoSidedZ(*fraction);
  // Halved throughout, so that no count is too large to be doubled.
  const double centre = numerator + z * z / 2;
  const double spread = z * std::sqrt(z * z / 4 + numerator * (1 - numerator / denominator));
  const double scale = denominator + z * z;
  return Interval{(centre - spread) / scale, (centre + spread) / scale};
}

Result<Estimate> EstimateProportion(double numerator, double denominator, double confidence,
                                    double multiplier) {
  if (!(multiplier > 0) || !std::isfinite(multiplier)) {
    return InvalidArgument("a multiplier is a number above zero");
  }
  const Result<Interval> interval = WilsonInterval(numerator, denominator, confidence);
  if (!interval.ok()) return interval.status();
  return Estimate{numerator / denominator * multiplier,
                  {interval->lower * multiplier, interval->upper * multiplier}};
}

}  // namespace fivestep::analysis::statistics
