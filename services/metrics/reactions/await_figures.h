// `analysis.v1.FiguresSupplied` -> `AwaitFigures`.
#ifndef FIVESTEP_METRICS_REACTIONS_AWAIT_FIGURES_H_
#define FIVESTEP_METRICS_REACTIONS_AWAIT_FIGURES_H_

#include <vector>

#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/metrics/v1/internal.pb.h"
#include "fivestep/platform/v1/record.pb.h"

namespace fivestep::metrics {

// One command: the delivery of the event, named after its position. So the same event names the
// same delivery, however often it comes.
std::vector<v1::AwaitFiguresRequest> AwaitFigures(const analysis::v1::FiguresSupplied& event,
                                                  const platform::v1::RecordedEvent& record);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_REACTIONS_AWAIT_FIGURES_H_
