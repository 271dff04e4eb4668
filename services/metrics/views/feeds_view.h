// Which figure supply feeds which metrics, and what is still to be fetched for them.
#ifndef FIVESTEP_METRICS_VIEWS_FEEDS_VIEW_H_
#define FIVESTEP_METRICS_VIEWS_FEEDS_VIEW_H_

#include "platform/eventlog/model.h"

namespace fivestep::metrics {

// Folds the own log: by supply the metrics that it feeds and its newest delivery (`supply/`); by
// metric the deliveries that it awaits, the oldest first (`awaited/`), which is what the errand
// works off. A metric that begins to follow a supply awaits its newest delivery.
ViewFold FeedsView();

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_VIEWS_FEEDS_VIEW_H_
