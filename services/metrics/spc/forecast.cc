#include "metrics/spc/forecast.h"

#include <algorithm>
#include <span>

namespace fivestep::metrics::spc {

Forecast ForecastFrom(const ControlChart& chart) {
  Forecast forecast;
  if (!chart.xmr) {
    forecast.why_not = "no forecast: there are no limits yet";
    return forecast;
  }
  const XmrPhase& last = chart.xmr->phases.back();
  if (!last.mean || !last.limits) {
    forecast.why_not = "no forecast: the last phase has no limits";
    return forecast;
  }
  const auto points = std::span(chart.xmr->points).subspan(last.first);
  const bool calm = std::all_of(points.begin(), points.end(), [](const XmrPoint& point) {
    return point.cause == SpecialCause::kNone;
  });
  if (!calm) {
    forecast.why_not = "no forecast: the last phase is not stable, it has special causes";
    return forecast;
  }
  forecast.stable = true;
  forecast.mean = *last.mean;
  forecast.lower = last.limits->lower;
  forecast.upper = last.limits->upper;
  return forecast;
}

}  // namespace fivestep::metrics::spc
