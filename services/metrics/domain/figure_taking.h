// Records readings from exact figures that analysis has handed over.
//
// Streams: as RecordReadings, and `metric/{metric}` for what became of the delivery.
#ifndef FIVESTEP_METRICS_DOMAIN_FIGURE_TAKING_H_
#define FIVESTEP_METRICS_DOMAIN_FIGURE_TAKING_H_

#include "fivestep/metrics/v1/internal.pb.h"
#include "fivestep/metrics/v1/metric.pb.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

// Left-out periods that an outcome lists, so that the metric's row stays small.
inline constexpr int kMaxListedLeftOut = 50;

// Takes what fits the metric, period by period, and says of the others why not; nothing of the
// delivery where it does not fit the metric at all. A period that has no reading gets one; one
// whose released figure changes is revised; one whose released figure stays is left as it is, since
// a revision without a visible change would say that the counts moved within their rounding.
// Decides nothing where the delivery is not awaited any more.
Decision Decide(const v1::Metric& metric, const v1::TakeFiguresRequest& command,
                const v1::FetchedFigures& fetched, const CommandContext& context);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_FIGURE_TAKING_H_
