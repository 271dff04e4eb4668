// Step 5, act and measure: what the service does, as the platform is told.
#ifndef FIVESTEP_METRICS_METRICS_SERVICE_H_
#define FIVESTEP_METRICS_METRICS_SERVICE_H_

#include "platform/eventlog/model.h"

namespace fivestep::metrics {

ServiceModel MakeModel();

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_METRICS_SERVICE_H_
