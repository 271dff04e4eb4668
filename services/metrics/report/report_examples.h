// A report that the tests of this folder begin with.
#ifndef FIVESTEP_METRICS_REPORT_REPORT_EXAMPLES_H_
#define FIVESTEP_METRICS_REPORT_REPORT_EXAMPLES_H_

#include <string>

#include "fivestep/metrics/v1/board_report.pb.h"

namespace fivestep::metrics {

inline const std::string kReport = "programmes/p1/boardReports/july";

inline v1::DraftBoardReportRequest DraftRequest() {
  v1::DraftBoardReportRequest request;
  request.set_parent("programmes/p1");
  request.set_board_report_id("july");
  request.set_title("A smoke-free start");
  v1::BoardReportBrief& brief = *request.mutable_brief();
  brief.set_board("Integrated care board");
  brief.set_meeting_date("2026-07-24");
  brief.set_agenda_item("7.2");
  brief.set_report_by_role("director of population health");
  brief.set_paper_type(v1::PAPER_TYPE_FOR_DECISION);
  brief.set_executive_summary("Fewer mothers smoke.\nThe gap has not closed.");
  brief.add_actions_required("Agree the next year");
  return request;
}

// 24 monthly values around 12 %, the last one far below: an improvement.
inline v1::ReportedMetric SampleMetric() {
  v1::ReportedMetric metric;
  metric.set_metric("programmes/p1/metrics/m1");
  metric.set_title("Smoking at delivery");
  v1::MetricDefinition& definition = *metric.mutable_definition();
  definition.set_numerator("women who smoke at delivery");
  definition.set_denominator("maternities");
  definition.set_target_value(10);
  definition.set_target_date("2027-03-31");
  definition.set_value_kind(v1::VALUE_KIND_PERCENT);
  definition.set_polarity(v1::POLARITY_LOWER_IS_BETTER);
  definition.set_decimal_places(1);
  metric.set_chart_kind(v1::CHART_KIND_CONTROL);
  for (int i = 0; i < 24; ++i) {
    const std::string month = std::to_string(101 + i % 12).substr(1);
    const std::string start = std::to_string(2024 + i / 12) + "-" + month + "-01";
    v1::ChartPoint& point = *metric.add_points();
    point.set_period_start_date(start);
    point.set_period_end_date(start.substr(0, 8) + "28");
    point.set_value(i % 2 == 0 ? 11.5 : 12.5);
    point.set_variation(v1::VARIATION_COMMON_CAUSE);
  }
  v1::ChartPoint& last = *metric.mutable_points(23);
  last.set_value(7);
  last.set_variation(v1::VARIATION_IMPROVEMENT);
  last.set_special_cause(v1::SPECIAL_CAUSE_BELOW_LOWER_LIMIT);
  metric.mutable_points(3)->clear_value();
  metric.mutable_points(3)->set_suppressed(true);
  metric.set_centre(11.8);
  metric.mutable_limits()->set_lower(9);
  metric.mutable_limits()->set_upper(14.6);
  metric.set_variation(v1::VARIATION_IMPROVEMENT);
  metric.set_assurance(v1::ASSURANCE_HIT_OR_MISS);
  return metric;
}

// One period: 12 % in the target group, 9 % in the comparator.
inline v1::ReportedPair SamplePair() {
  v1::ReportedPair pair;
  pair.set_pair("programmes/p1/pairs/smoking");
  pair.set_title("Smoking in the most deprived fifth");
  pair.set_target_title("Most deprived fifth");
  pair.set_comparator_title("All others");
  pair.set_unit("%");
  pair.set_decimal_places(1);
  v1::GapPoint& point = *pair.add_points();
  point.set_period_start_date("2025-05-01");
  point.set_period_end_date("2025-05-31");
  const auto estimate = [](double value, double lower, double upper) {
    v1::GapEstimate made;
    made.set_value(value);
    made.set_lower(lower);
    made.set_upper(upper);
    return made;
  };
  *point.mutable_target_level() = estimate(12, 10.5, 13.6);
  *point.mutable_comparator_level() = estimate(9, 8.1, 10);
  *point.mutable_absolute_gap() = estimate(3, 1.2, 4.8);
  *point.mutable_relative_gap() = estimate(1.33, 1.12, 1.58);
  point.set_people_to_close(50);
  pair.mutable_change()->set_verdict(v1::CHANGE_VERDICT_WIDENED);
  pair.mutable_change()->set_sentence("The gap is larger, beyond chance.");
  return pair;
}

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_REPORT_REPORT_EXAMPLES_H_
