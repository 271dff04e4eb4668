// Board reports, as the platform is told of them.
#ifndef FIVESTEP_METRICS_REPORT_REPORT_RULES_H_
#define FIVESTEP_METRICS_REPORT_REPORT_RULES_H_

#include "platform/eventlog/model.h"

namespace fivestep::metrics {

void RegisterBoardReports(ServiceModel& model);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_REPORT_REPORT_RULES_H_
