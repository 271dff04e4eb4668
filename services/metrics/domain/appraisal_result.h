// Everything that an appraisal comes to: returns by scope, sensitivity, who gains. Pure.
#ifndef FIVESTEP_METRICS_DOMAIN_APPRAISAL_RESULT_H_
#define FIVESTEP_METRICS_DOMAIN_APPRAISAL_RESULT_H_

#include <optional>

#include "fivestep/metrics/v1/appraisal.pb.h"
#include "metrics/domain/appraisal_flows.h"
#include "metrics/money/return.h"

namespace fivestep::metrics {

// How an appraisal is made, beside its matter.
struct AppraisalTerms {
  money::Rates rates;
  // For effects beyond money::kYearsWithoutLowRates; absent where the schedule has none.
  std::optional<money::Rates> low_rates;
  v1::OptimismBias optimism_bias;
  int sensitivity_basis_points = 0;
};

// Years from the base year to the last planned amount; 0 where there is none.
int HorizonOf(const AppraisalMatter& matter);

// REQUIRES: low rates are there where HorizonOf is beyond money::kYearsWithoutLowRates.
v1::ReturnResult ComputeReturn(const AppraisalMatter& matter, const AppraisalTerms& terms);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_APPRAISAL_RESULT_H_
