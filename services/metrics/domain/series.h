// All readings of one metric, in the order of their periods, as rules and charts need them: the
// value of the view `series` under the metric's name. Pure.
#ifndef FIVESTEP_METRICS_DOMAIN_SERIES_H_
#define FIVESTEP_METRICS_DOMAIN_SERIES_H_

#include <optional>
#include <string>
#include <string_view>

#include "fivestep/metrics/v1/reading.pb.h"
#include "platform/core/clock.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

inline constexpr char kSeriesView[] = "series";

// The readings of `metric` as of this batch; empty when there are none.
v1::Series FindSeries(const RowView& view, std::string_view metric);

// The reading of the period that begins on `start_date`, or null.
const v1::Reading* FindReading(const v1::Series& series, std::string_view start_date);

// Takes one figure in: the first of its period, or one that replaces the figure that stood there,
// which is kept in `earlier`. `submission` is empty for figures that were recorded by themselves.
void Take(const v1::SubmittedFigure& figure, const std::string& submission, Instant recorded,
          v1::Series& series);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_SERIES_H_
