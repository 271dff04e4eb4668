#include "metrics/outlook_query.h"

#include <map>
#include <string>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/chart_query.h"
#include "metrics/domain/assessment.h"
#include "metrics/domain/chart_terms.h"
#include "metrics/spc/forecast.h"
#include "metrics/views/series_view.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {
namespace {

void AddPoints(const v1::Metric& metric, const v1::Series& series,
               v1::GetOutlookResponse& outlook) {
  std::map<std::string, v1::OutlookPoint> points;
  for (const v1::PlannedValue& planned : metric.trajectory().values()) {
    points[planned.period_start_date()].set_planned_value(planned.value());
  }
  for (const v1::Reading& reading : series.readings()) {
    v1::OutlookPoint& point = points[reading.period_start_date()];
    if (reading.released().has_value()) point.set_value(reading.released().value());
  }
  for (auto& [start, point] : points) {
    point.set_period_start_date(start);
    if (point.has_planned_value() && point.has_value()) {
      point.set_variance(point.value() - point.planned_value());
      point.set_behind(IsWorse(metric.definition(), point.value(), point.planned_value()));
    }
    *outlook.add_points() = point;
  }
}

void AddForecast(const spc::Forecast& forecast, v1::Forecast& message) {
  message.set_stable(forecast.stable);
  message.set_why_not(forecast.why_not);
  if (!forecast.stable) return;
  message.set_mean(forecast.mean);
  message.set_lower(forecast.lower);
  message.set_upper(forecast.upper);
}

std::string Sentence(const v1::Metric& metric, const v1::GetOutlookResponse& outlook) {
  const v1::MetricDefinition& definition = metric.definition();
  if (definition.polarity() == v1::POLARITY_NEUTRAL) {
    return "Neither direction is better, so that no reading passes or fails.";
  }
  if (!outlook.forecast().stable()) {
    return "Whether the target can be met cannot be said yet: " + outlook.forecast().why_not() +
           ".";
  }
  switch (outlook.assurance()) {
    case v1::ASSURANCE_PASSES:
      return "The process, as it is, will consistently pass the target.";
    case v1::ASSURANCE_FAILS:
      return "The process, as it is, cannot reach the target: something has to change.";
    default:
      return "The process, as it is, will pass or fail the target by chance from period to period.";
  }
}

}  // namespace

Result<v1::GetOutlookResponse> OutlookOf(const v1::Metric& metric, const v1::Series& series) {
  v1::GetOutlookResponse outlook;
  const v1::MetricDefinition& definition = metric.definition();
  outlook.set_metric(metric.name());
  outlook.set_target_value(definition.target_value());
  outlook.set_target_date(definition.target_date());
  *outlook.mutable_earlier_targets() = metric.earlier_targets();
  outlook.set_convention(Describe(ConventionOf(v1::CHART_CONVENTION_UNSPECIFIED, definition),
                                  MethodOf(v1::CHART_METHOD_UNSPECIFIED, definition)));
  AddPoints(metric, series, outlook);
  if (series.readings().empty()) {
    outlook.mutable_forecast()->set_why_not("no forecast: there are no readings yet");
    outlook.set_sentence(Sentence(metric, outlook));
    return outlook;
  }
  const Result<spc::ControlChart> chart = DrawSeries(metric, series);
  if (!chart.ok()) {
    return StatusOf(v1::PERIODS_NOT_CHARTABLE, {{"why", chart.status().message()}});
  }
  AddForecast(spc::ForecastFrom(*chart), *outlook.mutable_forecast());
  if (chart->xmr && chart->xmr->assurance) {
    outlook.set_assurance(AssuranceOf(*chart->xmr->assurance));
  }
  outlook.set_sentence(Sentence(metric, outlook));
  return outlook;
}

Result<v1::GetOutlookResponse> AnswerGetOutlook(const v1::GetOutlookRequest& request,
                                                const ReadContext& context) {
  const Result<v1::Metric> metric = ReadDefined(context, request.name());
  if (!metric.ok()) return metric.status();
  return OutlookOf(*metric, ReadSeries(context, request.name()));
}

}  // namespace fivestep::metrics
