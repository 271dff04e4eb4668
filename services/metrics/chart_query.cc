#include "metrics/chart_query.h"

#include <string>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/chart_rendering.h"
#include "metrics/domain/chart_terms.h"
#include "metrics/domain/definition.h"
#include "metrics/spc/control_chart.h"
#include "metrics/views/series_view.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {
namespace {

// The answer without what the chart says: metric, points, target.
v1::GetChartResponse Frame(const v1::Metric& metric, const v1::Series& series) {
  v1::GetChartResponse response;
  response.set_metric(metric.name());
  response.set_title(metric.title());
  response.set_kind(v1::CHART_KIND_RUN);
  response.set_unit(UnitOf(metric.definition()));
  for (const v1::Reading& reading : series.readings()) {
    *response.add_points() = PointOf(reading);
    if (reading.released().has_value()) response.set_value_count(response.value_count() + 1);
  }
  if (metric.definition().has_target_value()) {
    response.set_target_value(metric.definition().target_value());
  }
  return response;
}

// Why each phase but the first began.
void AddReasons(const v1::Metric& metric, v1::GetChartResponse& response) {
  for (v1::ChartPhase& phase : *response.mutable_phases()) {
    for (const v1::Rebase& rebase : metric.rebases()) {
      if (rebase.start_date() == phase.period_start_date()) phase.set_reason(rebase.reason());
    }
  }
}

// What the last phase says is what the chart says now.
void AddSummary(const spc::ControlChart& chart, v1::GetChartResponse& response) {
  const v1::ChartPhase& last = response.phases(response.phases_size() - 1);
  if (last.has_mean()) response.set_mean(last.mean());
  if (last.has_limits()) *response.mutable_limits() = last.limits();
  if (chart.xmr->variation) response.set_variation(VariationOf(*chart.xmr->variation));
  if (chart.xmr->assurance) response.set_assurance(AssuranceOf(*chart.xmr->assurance));
  if (chart.sigma_z) response.set_sigma_z(*chart.sigma_z);
}

}  // namespace

Result<v1::GetChartResponse> ChartOf(const v1::Metric& metric, const v1::Series& series,
                                     v1::ChartConvention convention, v1::ChartMethod method) {
  const spc::Convention by = ConventionOf(convention, metric.definition());
  const spc::Method how = MethodOf(method, metric.definition());
  v1::GetChartResponse response = Frame(metric, series);
  response.set_convention(Describe(by, how));
  if (series.readings().empty()) {
    response.set_note("0 points: no limits yet, they need " + std::to_string(spc::kMinPoints));
    return response;
  }
  const Result<spc::ControlChart> chart =
      spc::DrawChart(ReadingsOf(series), OptionsOf(metric, by, how));
  if (!chart.ok()) {
    return StatusOf(v1::PERIODS_NOT_CHARTABLE, {{"why", chart.status().message()}});
  }
  if (chart->median) response.set_median(*chart->median);
  response.set_note(chart->note);
  for (const std::string& warning : chart->warnings) response.add_warnings(warning);
  response.set_kind(KindOf(*chart, how));
  if (chart->kind == spc::ChartKind::kRunChart) return response;
  AddCauses(*chart, *response.mutable_points());
  AddPhases(*chart, *response.mutable_phases());
  AddReasons(metric, response);
  AddSummary(*chart, response);
  return response;
}

Result<v1::Metric> ReadDefined(const ReadContext& context, const std::string& name) {
  Result<v1::Metric> metric = context.Get<v1::Metric>(name);
  if (!metric.ok() || metric->has_definition()) return metric;
  return StatusOf(v1::METRIC_NOT_DEFINED,
                  {{"metric", name}, {"state", v1::Metric::State_Name(metric->state())}});
}

Result<v1::GetChartResponse> AnswerGetChart(const v1::GetChartRequest& request,
                                            const ReadContext& context) {
  const Result<v1::Metric> metric = ReadDefined(context, request.name());
  if (!metric.ok()) return metric.status();
  return ChartOf(*metric, ReadSeries(context, request.name()), request.convention(),
                 request.method());
}

}  // namespace fivestep::metrics
