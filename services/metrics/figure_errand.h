// Fetches the exact figures that analysis has handed over, for each metric that awaits some.
#ifndef FIVESTEP_METRICS_FIGURE_ERRAND_H_
#define FIVESTEP_METRICS_FIGURE_ERRAND_H_

#include "platform/eventlog/model.h"

namespace fivestep::metrics {

// Works off `awaited/` of the view `feeds`: the oldest delivery of a metric that is there. What was
// fetched goes to the command and is forgotten; its exact counts are sealed with the readings.
Errand FigureErrand();

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_FIGURE_ERRAND_H_
