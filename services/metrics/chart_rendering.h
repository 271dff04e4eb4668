// Control charts as the answers show them.
#ifndef FIVESTEP_METRICS_CHART_RENDERING_H_
#define FIVESTEP_METRICS_CHART_RENDERING_H_

#include <google/protobuf/repeated_field.h>

#include "fivestep/metrics/v1/chart.pb.h"
#include "fivestep/metrics/v1/reading.pb.h"
#include "metrics/spc/control_chart.h"

namespace fivestep::metrics {

// A reading as a point, without what only a control chart says.
v1::ChartPoint PointOf(const v1::Reading& reading);

v1::ProcessLimits LimitsOf(const spc::ProcessLimits& limits);

// Fills in what only a control chart says; points of the chart and of the answer are in the same
// order. REQUIRES: `chart` is a control chart of as many points.
void AddCauses(const spc::ControlChart& chart,
               google::protobuf::RepeatedPtrField<v1::ChartPoint>& points);

// REQUIRES: `chart` is a control chart.
void AddPhases(const spc::ControlChart& chart,
               google::protobuf::RepeatedPtrField<v1::ChartPhase>& phases);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_CHART_RENDERING_H_
