// The streams of money that benefits and costs are, by scope. Pure.
#ifndef FIVESTEP_METRICS_DOMAIN_APPRAISAL_FLOWS_H_
#define FIVESTEP_METRICS_DOMAIN_APPRAISAL_FLOWS_H_

#include <vector>

#include "fivestep/metrics/v1/appraisal.pb.h"
#include "fivestep/metrics/v1/benefit.pb.h"
#include "fivestep/metrics/v1/cost.pb.h"
#include "metrics/money/return.h"

namespace fivestep::metrics {

// What an appraisal is made of. Benefits and costs are those that it covers.
struct AppraisalMatter {
  std::vector<v1::Benefit> benefits;
  std::vector<v1::Cost> costs;
  int base_financial_year = 0;
};

// Whether benefits of this class count in the scope.
bool Counts(v1::BenefitClass benefit_class, v1::ReturnScope scope);

// As planned, from the base year on; what lies before it is sunk.
std::vector<money::Flow> PlannedFlows(const AppraisalMatter& matter, v1::ReturnScope scope);

// The same with optimism bias: capital, set-up and running costs up, benefits down.
std::vector<money::Flow> AdjustedFlows(const AppraisalMatter& matter, v1::ReturnScope scope,
                                       const v1::OptimismBias& bias);

// Attributed parts of what was realised, and what was spent. Amounts of years before the base year
// stand at its prices, undiscounted. What is not attributed is in no flow.
std::vector<money::Flow> RealisedFlows(const AppraisalMatter& matter, v1::ReturnScope scope);

// A benefit's planned amounts from the base year on; negative for a disbenefit.
std::vector<money::Flow> PlannedFlows(const v1::Benefit& benefit, int base_financial_year);

// The attributed amounts of a benefit together, in pence; negative for a disbenefit.
int64_t AttributedPence(const v1::Benefit& benefit);
// What was measured and not attributed, in pence.
int64_t UnattributedPence(const v1::Benefit& benefit);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_APPRAISAL_FLOWS_H_
