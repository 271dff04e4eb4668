#include "metrics/chart_query.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/spc/control_chart.h"
#include "platform/core/date.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {
namespace {

spc::ImprovementDirection DirectionOf(v1::Polarity polarity) {
  switch (polarity) {
    case v1::POLARITY_HIGHER_IS_BETTER:
      return spc::ImprovementDirection::kIncrease;
    case v1::POLARITY_LOWER_IS_BETTER:
      return spc::ImprovementDirection::kDecrease;
    default:
      return spc::ImprovementDirection::kNeutral;
  }
}

v1::SpecialCause SpecialCauseOf(spc::SpecialCause cause) {
  switch (cause) {
    case spc::SpecialCause::kAboveUpperLimit:
      return v1::SPECIAL_CAUSE_ABOVE_UPPER_LIMIT;
    case spc::SpecialCause::kBelowLowerLimit:
      return v1::SPECIAL_CAUSE_BELOW_LOWER_LIMIT;
    case spc::SpecialCause::kTrendUp:
      return v1::SPECIAL_CAUSE_TREND_UP;
    case spc::SpecialCause::kTrendDown:
      return v1::SPECIAL_CAUSE_TREND_DOWN;
    case spc::SpecialCause::kTwoInThreeAbove:
      return v1::SPECIAL_CAUSE_TWO_IN_THREE_ABOVE;
    case spc::SpecialCause::kTwoInThreeBelow:
      return v1::SPECIAL_CAUSE_TWO_IN_THREE_BELOW;
    case spc::SpecialCause::kShiftAbove:
      return v1::SPECIAL_CAUSE_SHIFT_ABOVE;
    case spc::SpecialCause::kShiftBelow:
      return v1::SPECIAL_CAUSE_SHIFT_BELOW;
    case spc::SpecialCause::kNone:
      break;
  }
  return v1::SPECIAL_CAUSE_UNSPECIFIED;
}

v1::Variation VariationOf(spc::Variation variation) {
  switch (variation) {
    case spc::Variation::kImprovement:
      return v1::VARIATION_IMPROVEMENT;
    case spc::Variation::kConcern:
      return v1::VARIATION_CONCERN;
    case spc::Variation::kNeutralHigh:
      return v1::VARIATION_NEITHER_HIGH;
    case spc::Variation::kNeutralLow:
      return v1::VARIATION_NEITHER_LOW;
    case spc::Variation::kCommonCause:
      break;
  }
  return v1::VARIATION_COMMON_CAUSE;
}

v1::Assurance AssuranceOf(spc::Assurance assurance) {
  switch (assurance) {
    case spc::Assurance::kConsistentlyPasses:
      return v1::ASSURANCE_PASSES;
    case spc::Assurance::kConsistentlyFails:
      return v1::ASSURANCE_FAILS;
    case spc::Assurance::kHitOrMiss:
      break;
  }
  return v1::ASSURANCE_HIT_OR_MISS;
}

// How special causes are found, so that a reader can repeat it: packages differ.
std::string Convention() {
  std::ostringstream text;
  text << "XmR: limits at the mean ± " << spc::kLimitFactor
       << " average moving ranges, moving ranges of " << spc::kScreeningFactor
       << " averages or more screened out once; shifts of " << spc::kDefaultShiftLength
       << " points, trends of " << spc::kDefaultTrendLength
       << " points, two of three near a limit, as NHSRplotthedots 0.2.2; no limits below "
       << spc::kMinPoints << " points";
  return text.str();
}

// The day of a recorded reading, which has been checked before it was recorded.
std::chrono::sys_days DayOfText(const std::string& text) {
  return std::chrono::sys_days(ParseDate(text).value());
}

std::vector<spc::Reading> SeriesOf(const std::vector<v1::Reading>& readings) {
  std::vector<spc::Reading> series;
  for (const v1::Reading& reading : readings) {
    spc::Reading one{
        .period = {DayOfText(reading.period_start_date()), DayOfText(reading.period_end_date())}};
    if (reading.released().has_value()) one.value = reading.released().value();
    series.push_back(one);
  }
  return series;
}

v1::ChartPoint PointOf(const v1::Reading& reading) {
  v1::ChartPoint point;
  point.set_period_start_date(reading.period_start_date());
  point.set_period_end_date(reading.period_end_date());
  if (reading.released().has_value()) point.set_value(reading.released().value());
  point.set_suppressed(reading.released().suppressed());
  return point;
}

// Fills in what only a control chart says. Points of the chart and of the answer are in the same
// order.
void AddLimits(const spc::Xmr& xmr, v1::GetChartResponse& response) {
  const spc::XmrPhase& phase = xmr.phases.back();
  if (phase.mean) response.set_mean(*phase.mean);
  if (phase.limits) {
    response.mutable_limits()->set_lower(phase.limits->lower);
    response.mutable_limits()->set_upper(phase.limits->upper);
    response.mutable_limits()->set_near_lower(phase.limits->near_lower);
    response.mutable_limits()->set_near_upper(phase.limits->near_upper);
  }
  for (int i = 0; i < response.points_size(); ++i) {
    const spc::XmrPoint& point = xmr.points[static_cast<size_t>(i)];
    if (!point.value) continue;
    response.mutable_points(i)->set_special_cause(SpecialCauseOf(point.cause));
    response.mutable_points(i)->set_variation(VariationOf(point.variation));
  }
  if (xmr.variation) response.set_variation(VariationOf(*xmr.variation));
  if (xmr.assurance) response.set_assurance(AssuranceOf(*xmr.assurance));
}

// The answer without what the chart says: metric, points, target.
v1::GetChartResponse Frame(const v1::Metric& metric, const std::vector<v1::Reading>& readings) {
  v1::GetChartResponse response;
  response.set_metric(metric.name());
  response.set_title(metric.title());
  response.set_kind(v1::CHART_KIND_RUN);
  for (const v1::Reading& reading : readings) {
    *response.add_points() = PointOf(reading);
    if (reading.released().has_value()) response.set_value_count(response.value_count() + 1);
  }
  if (metric.definition().has_target_value()) {
    response.set_target_value(metric.definition().target_value());
  }
  response.set_convention(Convention());
  return response;
}

}  // namespace

Result<v1::GetChartResponse> ChartOf(const v1::Metric& metric,
                                     const std::vector<v1::Reading>& readings) {
  std::vector<v1::Reading> in_order = readings;
  std::sort(in_order.begin(), in_order.end(), [](const v1::Reading& a, const v1::Reading& b) {
    return a.period_start_date() < b.period_start_date();
  });
  v1::GetChartResponse response = Frame(metric, in_order);
  if (in_order.empty()) {
    response.set_note("0 points: no limits yet, they need " + std::to_string(spc::kMinPoints));
    return response;
  }
  spc::ChartOptions options{.direction = DirectionOf(metric.definition().polarity())};
  if (response.has_target_value()) options.target = response.target_value();
  const Result<spc::ControlChart> chart = spc::DrawChart(SeriesOf(in_order), options);
  if (!chart.ok()) {
    return StatusOf(v1::PERIODS_NOT_CHARTABLE, {{"why", chart.status().message()}});
  }
  if (chart->median) response.set_median(*chart->median);
  response.set_note(chart->note);
  if (chart->kind == spc::ChartKind::kControlChart) {
    response.set_kind(v1::CHART_KIND_CONTROL);
    AddLimits(*chart->xmr, response);
  }
  return response;
}

Result<v1::GetChartResponse> AnswerGetChart(const v1::GetChartRequest& request,
                                            const ReadContext& context) {
  const Result<v1::Metric> metric = context.Get<v1::Metric>(request.name());
  if (!metric.ok()) return metric.status();
  if (!metric->has_definition()) {
    return StatusOf(v1::METRIC_NOT_DEFINED, {{"metric", request.name()},
                                             {"state", v1::Metric::State_Name(metric->state())}});
  }
  std::vector<v1::Reading> readings;
  context.ScanRows(request.name(), "readings", "", [&](RowSnapshot& row) {
    auto* reading = google::protobuf::DynamicCastToGenerated<v1::Reading>(row.resource.get());
    if (reading != nullptr) readings.push_back(std::move(*reading));
    return true;
  });
  return ChartOf(*metric, readings);
}

}  // namespace fivestep::metrics
