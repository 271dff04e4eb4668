// Values in an indicator's own unit, from the statistics that know no indicator.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_ESTIMATE_H_
#define FIVESTEP_ANALYSIS_DOMAIN_ESTIMATE_H_

#include "analysis/statistics/gap.h"
#include "analysis/statistics/interval.h"
#include "fivestep/analysis/v1/indicator.pb.h"
#include "fivestep/analysis/v1/values.pb.h"
#include "platform/core/status.h"

namespace fivestep::analysis {

// Returns numerator / denominator times the multiplier, with Wilson's interval for a proportion and
// Byar's or the exact one for a rate. Errors: those of the statistic.
Result<v1::Estimate> EstimateValue(const v1::IndicatorDefinition& definition,
                                   const statistics::GroupCount& counts);

// Returns the gap of two groups; its absolute value is per one, to be multiplied like the values.
// Errors: those of the statistic.
Result<statistics::Gap> EstimateGap(const v1::IndicatorDefinition& definition,
                                    const statistics::GroupCount& disadvantaged,
                                    const statistics::GroupCount& comparator);

statistics::Polarity PolarityOf(const v1::IndicatorDefinition& definition);

// `estimate` times `factor`, which must not be negative.
v1::Estimate Scaled(const statistics::Estimate& estimate, double factor);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_ESTIMATE_H_
