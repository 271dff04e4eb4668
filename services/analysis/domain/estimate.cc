#include "analysis/domain/estimate.h"

#include "analysis/statistics/proportion.h"
#include "analysis/statistics/rate.h"

namespace fivestep::analysis {

Result<v1::Estimate> EstimateValue(const v1::IndicatorDefinition& definition,
                                   const statistics::GroupCount& counts) {
  if (definition.kind() == v1::INDICATOR_KIND_PROPORTION) {
    const auto estimate = statistics::EstimateProportion(counts.numerator, counts.denominator);
    if (!estimate.ok()) return estimate.status();
    return Scaled(*estimate, definition.multiplier());
  }
  const auto estimate = statistics::EstimateRate(counts.numerator, counts.denominator,
                                                 statistics::kDefaultConfidence, 1);
  if (!estimate.ok()) return estimate.status();
  return Scaled({estimate->value, estimate->interval}, definition.multiplier());
}

Result<statistics::Gap> EstimateGap(const v1::IndicatorDefinition& definition,
                                    const statistics::GroupCount& disadvantaged,
                                    const statistics::GroupCount& comparator) {
  const statistics::Polarity polarity = PolarityOf(definition);
  return definition.kind() == v1::INDICATOR_KIND_PROPORTION
             ? statistics::ProportionGap(disadvantaged, comparator, polarity)
             : statistics::RateGap(disadvantaged, comparator, polarity);
}

statistics::Polarity PolarityOf(const v1::IndicatorDefinition& definition) {
  return definition.polarity() == v1::POLARITY_HIGHER_IS_BETTER
             ? statistics::Polarity::kHigherIsBetter
             : statistics::Polarity::kLowerIsBetter;
}

v1::Estimate Scaled(const statistics::Estimate& estimate, double factor) {
  v1::Estimate scaled;
  scaled.set_value(estimate.value * factor);
  scaled.mutable_interval()->set_lower(estimate.interval.lower * factor);
  scaled.mutable_interval()->set_upper(estimate.interval.upper * factor);
  return scaled;
}

}  // namespace fivestep::analysis
