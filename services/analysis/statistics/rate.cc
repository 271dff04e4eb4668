#include "analysis/statistics/rate.h"

#include <cmath>
#include <limits>

#include "analysis/statistics/chi_square.h"
#include "analysis/statistics/normal.h"

namespace fivestep::analysis::statistics {
namespace {

// Byar's approximation around `events`; `z` carries the sign of the side.
double ByarsLimit(double events, double z) {
  return events * std::pow(1 - 1 / (9 * events) + z / (3 * std::sqrt(events)), 3);
}

Result<double> CheckedConfidence(double events, double confidence) {
  if (!(events >= 0) || !std::isfinite(events)) {
    return InvalidArgument("a count of events is a number of at least zero");
  }
  return ConfidenceFraction(confidence);
}

}  // namespace

Result<Interval> ByarsInterval(double events, double confidence) {
  const Result<double> fraction = CheckedConfidence(events, confidence);
  if (!fraction.ok()) return fraction.status();
  const double z = TwoSidedZ(*fraction);
  const double lower = events == 0 ? -1 : ByarsLimit(events, -z);
  return Interval{lower < 0 ? std::numeric_limits<double>::quiet_NaN() : lower,
                  ByarsLimit(events + 1, z)};
}

Result<Interval> ExactPoissonInterval(double events, double confidence) {
  const Result<double> fraction = CheckedConfidence(events, confidence);
  if (!fraction.ok()) return fraction.status();
  const double tail = (1 - *fraction) / 2;
  return Interval{ChiSquareQuantile(tail, 2 * events) / 2,
                  ChiSquareQuantile(*fraction + tail, 2 * events + 2) / 2};
}

Result<CountInterval> EventCountInterval(double events, double confidence) {
  const RateMethod method =
      events < kByarsFromEvents ? RateMethod::kExactPoisson : RateMethod::kByars;
  const Result<Interval> interval = method == RateMethod::kByars
                                        ? ByarsInterval(events, confidence)
                                        : ExactPoissonInterval(events, confidence);
  if (!interval.ok()) return interval.status();
  return CountInterval{*interval, method};
}

Result<RateEstimate> EstimateRate(double events, double denominator, double confidence,
                                  double multiplier) {
  if (!(denominator > 0) || !std::isfinite(denominator)) {
    return InvalidArgument("a rate needs a denominator above zero");
  }
  if (!(multiplier > 0) || !std::isfinite(multiplier)) {
    return InvalidArgument("a multiplier is a number above zero");
  }
  const Result<CountInterval> count = EventCountInterval(events, confidence);
  if (!count.ok()) return count.status();
  return RateEstimate{events / denominator * multiplier,
                      {count->interval.lower / denominator * multiplier,
                       count->interval.upper / denominator * multiplier},
                      count->method};
}

}  // namespace fivestep::analysis::statistics
