#include "metrics/report/metric_section.h"

#include "metrics/chart_query.h"

namespace fivestep::metrics {
namespace {

void PutChart(v1::GetChartResponse chart, v1::ReportedMetric& reported) {
  reported.set_chart_kind(chart.kind());
  reported.mutable_points()->Swap(chart.mutable_points());
  if (chart.has_mean()) {
    reported.set_centre(chart.mean());
  } else if (chart.has_median()) {
    reported.set_centre(chart.median());
  }
  if (chart.has_limits()) *reported.mutable_limits() = chart.limits();
  reported.set_variation(chart.variation());
  reported.set_assurance(chart.assurance());
  reported.set_note(chart.note());
}

}  // namespace

v1::ReportedMetric ReportedMetricOf(const v1::Metric& metric, const ReadContext& context,
                                    v1::BoardReportContent& content) {
  v1::ReportedMetric reported;
  reported.set_metric(metric.name());
  reported.set_title(metric.title());
  if (!metric.has_definition()) {
    reported.set_note("It is a draft: how it is measured is not recorded yet.");
    return reported;
  }
  *reported.mutable_definition() = metric.definition();
  v1::GetChartRequest request;
  request.set_name(metric.name());
  auto chart = AnswerGetChart(request, context);
  if (!chart.ok()) {
    reported.set_note(chart.status().message());
    return reported;
  }
  content.set_chart_convention(chart->convention());
  PutChart(std::move(*chart), reported);
  return reported;
}

}  // namespace fivestep::metrics
