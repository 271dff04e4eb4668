#include "metrics/report/metric_section.h"

#include "fivestep/metrics/v1/commentary.pb.h"
#include "metrics/chart_query.h"
#include "metrics/report/alert_lines.h"
#include "metrics/row_scan.h"

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

void AddLine(const char* label, const std::string& text, v1::ReportedMetric& reported) {
  v1::ReportLine& line = *reported.add_commentary();
  line.set_label(label);
  line.set_text(text);
}

// The commentary on the newest period that has one; their ids are days, so the last is the newest.
void PutCommentary(const v1::Metric& metric, const ReadContext& context,
                   v1::ReportedMetric& reported) {
  int64_t position = 0;
  const auto all = RowsOf<v1::Commentary>(context, metric.name(), "commentaries", position);
  if (all.empty()) return;
  const v1::Commentary& newest = all.back();
  AddLine("What the chart shows", newest.text().what(), reported);
  AddLine("Why", newest.text().why(), reported);
  AddLine("What is done next", newest.text().what_next(), reported);
  AddLine("Said by",
          newest.text().author_role() + ", of the period from " + newest.period_start_date(),
          reported);
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
  PutCommentary(metric, context, reported);
  AddAlertLines(metric.alerts(), *reported.mutable_alerts());
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
