#include "metrics/chart_rendering.h"

#include "metrics/domain/chart_terms.h"
#include "platform/core/date.h"

namespace fivestep::metrics {

v1::ChartPoint PointOf(const v1::Reading& reading) {
  v1::ChartPoint point;
  point.set_period_start_date(reading.period_start_date());
  point.set_period_end_date(reading.period_end_date());
  if (reading.released().has_value()) point.set_value(reading.released().value());
  point.set_suppressed(reading.released().suppressed());
  point.set_revised(reading.revision_count() > 0);
  return point;
}

v1::ProcessLimits LimitsOf(const spc::ProcessLimits& limits) {
  v1::ProcessLimits message;
  message.set_lower(limits.lower);
  message.set_upper(limits.upper);
  message.set_near_lower(limits.near_lower);
  message.set_near_upper(limits.near_upper);
  return message;
}

void AddCauses(const spc::ControlChart& chart,
               google::protobuf::RepeatedPtrField<v1::ChartPoint>& points) {
  for (int i = 0; i < points.size(); ++i) {
    const auto place = static_cast<size_t>(i);
    const spc::XmrPoint& point = chart.xmr->points[place];
    v1::ChartPoint& shown = points[i];
    shown.set_phase(static_cast<int>(point.phase));
    if (place < chart.point_limits.size() && chart.point_limits[place]) {
      *shown.mutable_limits() = LimitsOf(*chart.point_limits[place]);
    }
    if (!point.value) continue;
    shown.set_special_cause(SpecialCauseOf(point.cause));
    shown.set_variation(VariationOf(point.variation));
  }
}

void AddPhases(const spc::ControlChart& chart,
               google::protobuf::RepeatedPtrField<v1::ChartPhase>& phases) {
  for (const spc::XmrPhase& phase : chart.xmr->phases) {
    v1::ChartPhase& shown = *phases.Add();
    shown.set_period_start_date(ToText(Date(chart.readings[phase.first].period.start)));
    if (phase.mean) shown.set_mean(*phase.mean);
    if (phase.limits) *shown.mutable_limits() = LimitsOf(*phase.limits);
  }
}

}  // namespace fivestep::metrics
