#include "analysis/statistics/poisson_limit.h"

#include <algorithm>
#include <cmath>

#include "analysis/statistics/chi_square.h"

namespace fivestep::analysis::statistics {
namespace {

constexpr double kNegligible = 1e-10;  // of the sum so far
// Sums are scaled down beyond this, so that they never overflow.
constexpr double kLargeSum = 1e30;
// Terms so many standard deviations below the mean are less than 1e-40 of the largest one.
constexpr double kDeviationsBelow = 14;
constexpr double kSmallMean = 1000;
constexpr double kNoLastEvent = 1e10;

double FirstTermThatMatters(double mean) {
  if (mean < kSmallMean) return 0;
  return std::floor(mean - kDeviationsBelow * std::sqrt(mean));
}

}  // namespace

double PoissonShare(double mean, double first, double last, double from) {
  double term = 1;
  double total = 0;
  double share = 0;
  for (double k = from; k <= mean || term > total * kNegligible; term *= mean / ++k) {
    total += term;
    if (first <= k && k <= last) share += term;
    if (total > kLargeSum) {
      share /= kLargeSum;
      total /= kLargeSum;
      term /= kLargeSum;
    }
  }
  return share / total;
}

double PoissonLimit(double events, double probability, PoissonSide side) {
  if (events >= kMaxBisectionEvents) return ExactPoissonLimit(events, probability, side);
  constexpr double kLastStep = 1e-7;
  const bool many = side == PoissonSide::kManyEvents;
  double place = 0.5;
  for (double step = 0.5; step > kLastStep;) {
    step /= 2;
    const double mean = (1 + events) * place / (1 - place);
    // Far above any mean that this many events are likely at, the answer needs no sum.
    const bool far = mean > 4 * kMaxBisectionEvents;
    const double share = far ? (many ? 1 : 0)
                         : many
                             ? PoissonShare(mean, events, kNoLastEvent, FirstTermThatMatters(mean))
                             : PoissonShare(mean, 0, events, FirstTermThatMatters(mean));
    const bool too_high = many ? share > probability : share < probability;
    place += too_high ? -step : step;
  }
  return (1 + events) * place / (1 - place);
}

double ExactPoissonLimit(double events, double probability, PoissonSide side) {
  if (side == PoissonSide::kManyEvents) return ChiSquareQuantile(probability, 2 * events) / 2;
  return ChiSquareQuantile(1 - probability, 2 * events + 2) / 2;
}

}  // namespace fivestep::analysis::statistics
