#include "metrics/gap_query.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "metrics/chart_query.h"
#include "metrics/chart_rendering.h"
#include "metrics/domain/chart_terms.h"
#include "metrics/spc/control_chart.h"
#include "metrics/views/series_view.h"

namespace fivestep::metrics {
namespace {

enum class Scale { kAbsolute, kRelative };

std::optional<double> ValueOf(const v1::GapPoint& point, Scale scale) {
  if (scale == Scale::kAbsolute) {
    return point.has_absolute_gap() ? std::optional(point.absolute_gap().value()) : std::nullopt;
  }
  return point.has_relative_gap() ? std::optional(point.relative_gap().value()) : std::nullopt;
}

std::vector<spc::Reading> SeriesOf(const std::vector<v1::GapPoint>& points, Scale scale) {
  std::vector<spc::Reading> readings;
  for (const v1::GapPoint& point : points) {
    readings.push_back(
        {.period = {DayIn(point.period_start_date()), DayIn(point.period_end_date())},
         .value = ValueOf(point, scale)});
  }
  return readings;
}

v1::GapChart ChartOfGap(const v1::Metric& target, const std::vector<v1::GapPoint>& points,
                        Scale scale) {
  v1::GapChart shown;
  shown.set_kind(v1::CHART_KIND_RUN);
  std::vector<spc::Reading> readings = SeriesOf(points, scale);
  for (size_t i = 0; i < points.size(); ++i) {
    v1::ChartPoint& point = *shown.add_points();
    point.set_period_start_date(points[i].period_start_date());
    point.set_period_end_date(points[i].period_end_date());
    if (readings[i].value) point.set_value(*readings[i].value);
  }
  if (readings.empty()) {
    shown.set_note("0 points: no limits yet, they need " + std::to_string(spc::kMinPoints));
    return shown;
  }
  const spc::Convention convention =
      ConventionOf(v1::CHART_CONVENTION_UNSPECIFIED, target.definition());
  spc::ChartOptions options = OptionsOf(target, convention, spc::Method::kXmr);
  options.target.reset();
  // A smaller gap is better, whichever way the metric points; of a neutral metric neither is.
  if (options.direction != spc::ImprovementDirection::kNeutral) {
    options.direction = spc::ImprovementDirection::kDecrease;
  }
  options.log_scale = scale == Scale::kRelative;
  const Result<spc::ControlChart> chart = spc::DrawChart(std::move(readings), options);
  if (!chart.ok()) {
    shown.set_note(chart.status().message());
    return shown;
  }
  if (chart->median) shown.set_median(*chart->median);
  shown.set_note(chart->note);
  for (const std::string& warning : chart->warnings) shown.add_warnings(warning);
  if (chart->kind == spc::ChartKind::kRunChart) return shown;
  shown.set_kind(v1::CHART_KIND_CONTROL);
  AddCauses(*chart, *shown.mutable_points());
  const spc::XmrPhase& last = chart->xmr->phases.back();
  if (last.mean) shown.set_mean(*last.mean);
  if (last.limits) *shown.mutable_limits() = LimitsOf(*last.limits);
  if (chart->xmr->variation) shown.set_variation(VariationOf(*chart->xmr->variation));
  return shown;
}

}  // namespace

v1::GetGapResponse GapOf(const v1::Pair& pair, const GroupSeries& target,
                         const GroupSeries& comparator) {
  v1::GetGapResponse response;
  response.set_pair(pair.name());
  response.set_title(pair.title());
  const std::vector<v1::GapPoint> points = GapPoints(target, comparator);
  for (const v1::GapPoint& point : points) *response.add_points() = point;
  *response.mutable_change() = ChangeOfGap(target, comparator);
  *response.mutable_absolute_chart() = ChartOfGap(target.metric, points, Scale::kAbsolute);
  *response.mutable_relative_chart() = ChartOfGap(target.metric, points, Scale::kRelative);
  response.set_convention(
      Describe(ConventionOf(v1::CHART_CONVENTION_UNSPECIFIED, target.metric.definition()),
               spc::Method::kXmr) +
      "; relative gaps by their logarithms");
  return response;
}

Result<v1::GetGapResponse> AnswerGetGap(const v1::GetGapRequest& request,
                                        const ReadContext& context) {
  const Result<v1::Pair> pair = context.Get<v1::Pair>(request.name());
  if (!pair.ok()) return pair.status();
  const Result<v1::Metric> target = context.Get<v1::Metric>(pair->target_metric());
  if (!target.ok()) return target.status();
  const Result<v1::Metric> comparator = context.Get<v1::Metric>(pair->comparator_metric());
  if (!comparator.ok()) return comparator.status();
  const v1::Series target_series = ReadSeries(context, pair->target_metric());
  const v1::Series comparator_series = ReadSeries(context, pair->comparator_metric());
  return GapOf(*pair, {*target, target_series}, {*comparator, comparator_series});
}

}  // namespace fivestep::metrics
