// Benefits, costs, appraisals and the repurposing ledger, as the platform is told of them.
#ifndef FIVESTEP_METRICS_MONEY_RULES_H_
#define FIVESTEP_METRICS_MONEY_RULES_H_

#include "platform/eventlog/model.h"

namespace fivestep::metrics {

void RegisterMoney(ServiceModel& model);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_MONEY_RULES_H_
