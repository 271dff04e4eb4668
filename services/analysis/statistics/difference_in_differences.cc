#include "analysis/statistics/difference_in_differences.h"

#include <array>
#include <cmath>
#include <cstddef>

#include "analysis/statistics/normal.h"
#include "analysis/statistics/proportion.h"
#include "analysis/statistics/rate.h"

namespace fivestep::analysis::statistics {
namespace {

// A level with its sign in the difference of differences.
struct Term {
  GroupCount count;
  double sign = 1;
  Estimate level = {};
};

using Terms = std::array<Term, 4>;

Result<Estimate> LevelOf(const GroupCount& count, CountKind kind, double confidence,
                         double multiplier) {
  if (kind == CountKind::kProportion) {
    return EstimateProportion(count.numerator, count.denominator, confidence, multiplier);
  }
  const auto rate = EstimateRate(count.numerator, count.denominator, confidence, multiplier);
  if (!rate.ok()) return rate.status();
  return Estimate{rate->value, rate->interval};
}

Terms TermsOf(const GroupChange& group, const GroupChange& comparator, Polarity polarity) {
  const double better = polarity == Polarity::kHigherIsBetter ? 1 : -1;
  return {Term{group.after, better}, Term{group.before, -better}, Term{comparator.after, -better},
          Term{comparator.before, better}};
}

// Square-and-add: each limit from the limits on the unfavourable side of every term.
Estimate SquareAndAdd(const Terms& terms) {
  double value = 0;
  double down = 0;
  double up = 0;
  for (const Term& term : terms) {
    value += term.sign * term.level.value;
    const double below = term.level.value - term.level.interval.lower;
    const double above = term.level.interval.upper - term.level.value;
    down = std::hypot(down, term.sign > 0 ? below : above);
    up = std::hypot(up, term.sign > 0 ? above : below);
  }
  return {value, {value - down, value + up}};
}

std::optional<Estimate> RatioOfRatios(const Terms& terms, CountKind kind, double z) {
  double log_ratio = 0;
  double variance = 0;
  for (const Term& term : terms) {
    if (term.count.numerator == 0) return std::nullopt;
    log_ratio += term.sign * std::log(term.count.numerator / term.count.denominator);
    variance += 1 / term.count.numerator;
    if (kind == CountKind::kProportion) variance -= 1 / term.count.denominator;
  }
  if (!(variance > 0)) return std::nullopt;
  const double margin = z * std::sqrt(variance);
  return Estimate{std::exp(log_ratio),
                  {std::exp(log_ratio - margin), std::exp(log_ratio + margin)}};
}

double PValue(const Terms& terms, CountKind kind) {
  double difference = 0;
  double variance = 0;
  for (const Term& term : terms) {
    const double level = term.count.numerator / term.count.denominator;
    difference += term.sign * level;
    variance += level * (kind == CountKind::kProportion ? 1 - level : 1) / term.count.denominator;
  }
  return variance > 0 ? TwoSidedPValue(difference / std::sqrt(variance)) : 1;
}

}  // namespace

Result<RelativeGain> DifferenceInDifferences(const GroupChange& group,
                                             const GroupChange& comparator, CountKind kind,
                                             Polarity polarity, double confidence,
                                             double multiplier) {
  const Result<double> fraction = ConfidenceFraction(confidence);
  if (!fraction.ok()) return fraction.status();
  if (*fraction == 1) return InvalidArgument("a change has no interval at a confidence of 100 %");
  Terms terms = TermsOf(group, comparator, polarity);
  for (Term& term : terms) {
    const auto level = LevelOf(term.count, kind, confidence, multiplier);
    if (!level.ok()) return level.status();
    term.level = *level;
  }
  const Estimate gain = SquareAndAdd(terms);
  if (!std::isfinite(gain.interval.lower) || !std::isfinite(gain.interval.upper)) {
    return InvalidArgument("the levels are too large to be compared: use a smaller multiplier");
  }
  return RelativeGain{gain, RatioOfRatios(terms, kind, TwoSidedZ(*fraction)), PValue(terms, kind)};
}

}  // namespace fivestep::analysis::statistics
