// The readings of each metric in one place, whatever events brought them.
#ifndef FIVESTEP_METRICS_VIEWS_SERIES_VIEW_H_
#define FIVESTEP_METRICS_VIEWS_SERIES_VIEW_H_

#include <string>

#include "fivestep/metrics/v1/reading.pb.h"
#include "platform/core/status.h"
#include "platform/eventlog/model.h"
#include "platform/eventlog/reader.h"

namespace fivestep::metrics {

// Folds `ReadingsRecorded`, and the events of earlier versions, into the view `series`: the name of
// the metric -> v1::Series.
ViewFold SeriesView();

// The readings of `metric` in a snapshot; empty when there are none. The caller has looked whether
// the metric may be seen.
v1::Series ReadSeries(const ReadContext& context, const std::string& metric);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_VIEWS_SERIES_VIEW_H_
