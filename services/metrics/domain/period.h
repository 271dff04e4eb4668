// The periods that readings cover: whole days, weeks, months, quarters or years on one grid, so
// that they neither overlap nor leave half a period out. Pure.
#ifndef FIVESTEP_METRICS_DOMAIN_PERIOD_H_
#define FIVESTEP_METRICS_DOMAIN_PERIOD_H_

#include <optional>

#include "fivestep/metrics/v1/metric.pb.h"
#include "platform/core/date.h"

namespace fivestep::metrics {

// The last day of the period of this frequency that begins on `start`. Of months, quarters and
// years nothing for a start after the 28th, since not every month has such a day. Worked values:
// monthly from 2024-02-01 -> 2024-02-29; quarterly from 2023-11-01 -> 2024-01-31; yearly from
// 2023-04-01 -> 2024-03-31; weekly from 2024-01-01 -> 2024-01-07.
std::optional<Date> LastDayOf(v1::Frequency frequency, Date start);

// Whether `start` lies a whole number of periods from `anchor`. Periods of one frequency on one
// grid either are the same or do not overlap.
bool OnGrid(v1::Frequency frequency, Date anchor, Date start);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_PERIOD_H_
