#include "analysis/statistics/funnel_significance.h"

#include <cmath>

#include "analysis/statistics/normal.h"
#include "analysis/statistics/rate.h"

namespace fivestep::analysis::statistics {
namespace {

FunnelSignificance JudgeProportion(const FunnelArea& area, double average) {
  const double value = area.numerator / *area.denominator;
  const auto limit = [&](double confidence, int side) {
    const double z = NormalQuantile(confidence + (1 - confidence) / 2);
    return ProportionFunnelLimit(average, *area.denominator, z, side);
  };
  if (value < limit(kOuterConfidence, -1)) return FunnelSignificance::kLowOuter;
  if (value < limit(kInnerConfidence, -1)) return FunnelSignificance::kLowInner;
  if (value > limit(kOuterConfidence, +1)) return FunnelSignificance::kHighOuter;
  if (value > limit(kInnerConfidence, +1)) return FunnelSignificance::kHighInner;
  return FunnelSignificance::kNotSignificant;
}

Result<FunnelSignificance> JudgeEvents(double events, double denominator, double average) {
  const auto inner = FunnelRatioInterval(events, denominator, kInnerConfidence);
  if (!inner.ok()) return inner.status();
  const auto outer = FunnelRatioInterval(events, denominator, kOuterConfidence);
  if (!outer.ok()) return outer.status();
  if (average < outer->lower) return FunnelSignificance::kHighOuter;
  if (average < inner->lower) return FunnelSignificance::kHighInner;
  if (average > outer->upper) return FunnelSignificance::kLowOuter;
  if (average > inner->upper) return FunnelSignificance::kLowInner;
  return FunnelSignificance::kNotSignificant;
}

}  // namespace

Result<Interval> FunnelRatioInterval(double events, double denominator, double confidence) {
  if (!(denominator > 0) || !std::isfinite(denominator)) {
    return InvalidArgument("a denominator is a number above zero");
  }
  const Result<CountInterval> count = EventCountInterval(events, confidence);
  if (!count.ok()) return count.status();
  return Interval{count->interval.lower / denominator, count->interval.upper / denominator};
}

Result<std::vector<FunnelSignificance>> AssignFunnelSignificance(std::span<const FunnelArea> areas,
                                                                 const FunnelOptions& options) {
  const auto denominators = FunnelDenominators(areas, options);
  if (!denominators.ok()) return denominators.status();
  const Result<double> average = FunnelAverage(areas, options);
  if (!average.ok()) return average.status();
  const bool direct = options.statistic == FunnelStatistic::kRate &&
                      options.rate_kind == RateKind::kDirectlyStandardised;
  std::vector<FunnelSignificance> judged;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    if (direct && areas[i].numerator < kMinFunnelDirectRateEvents) {
      judged.push_back(FunnelSignificance::kNotApplicable);
    } else if (options.statistic == FunnelStatistic::kProportion) {
      judged.push_back(JudgeProportion(areas[i], *average));
    } else {
      const double level = options.statistic == FunnelStatistic::kRatio ? 1 : *average;
      const auto one = JudgeEvents(areas[i].numerator, *(*denominators)[i], level);
      if (!one.ok()) return one.status();
      judged.push_back(*one);
    }
  }
  return judged;
}

}  // namespace fivestep::analysis::statistics
