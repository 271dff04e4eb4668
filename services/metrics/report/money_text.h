// Words for what money is called in a report. Pure.
#ifndef FIVESTEP_METRICS_REPORT_MONEY_TEXT_H_
#define FIVESTEP_METRICS_REPORT_MONEY_TEXT_H_

#include <string>

#include "fivestep/metrics/v1/appraisal.pb.h"
#include "fivestep/metrics/v1/benefit.pb.h"
#include "fivestep/metrics/v1/repurposing.pb.h"

namespace fivestep::metrics::report {

// `£1,235`: to the pound, since a present value is an estimate. The CSV has the pence.
std::string PoundsText(int64_t pence);

std::string BenefitClassText(v1::BenefitClass benefit_class);
std::string BenefitStateText(v1::Benefit::State state);
std::string RepurposingStateText(v1::Repurposing::State state);
std::string VariationText(v1::VariationCheck check);
// `Cash-releasing alone`, `Health system`, `Health system and society`.
std::string ScopeText(v1::ReturnScope scope);
// `capital +24 %, set-up and running +10 %, benefits -10 % (source)`.
std::string OptimismText(const v1::OptimismBias& bias);

}  // namespace fivestep::metrics::report

#endif  // FIVESTEP_METRICS_REPORT_MONEY_TEXT_H_
