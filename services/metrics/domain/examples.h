// Metrics that the tests of this context begin with.
#ifndef FIVESTEP_METRICS_DOMAIN_EXAMPLES_H_
#define FIVESTEP_METRICS_DOMAIN_EXAMPLES_H_

#include <optional>
#include <string>
#include <vector>

#include "metrics/domain/definition.h"
#include "metrics/domain/metric.h"
#include "metrics/domain/series.h"
#include "platform/core/date.h"
#include "platform/testing/given.h"

namespace fivestep::metrics {

inline const std::string kMetric = "programmes/p1/metrics/m1";

inline v1::MetricDefinition SampleDefinition() {
  v1::MetricDefinition definition;
  definition.set_numerator("women who smoke at delivery");
  definition.set_denominator("maternities with known smoking status");
  definition.set_source("Maternity services monthly statistics, NHS England");
  definition.set_frequency(v1::FREQUENCY_MONTHLY);
  definition.set_lag_days(90);
  definition.set_collection_owner_role("Maternity analyst");
  definition.set_owner_role("Head of maternity commissioning");
  definition.set_rationale("Two neighbouring places got there within three years");
  definition.set_theory_of_change_link("advice close to home leads to more quit attempts");
  definition.set_baseline_start_date("2024-01-01");
  definition.set_baseline_end_date("2024-12-31");
  definition.set_target_value(10);
  definition.set_target_date("2027-03-31");
  definition.set_measure_type(v1::MEASURE_TYPE_OUTCOME);
  definition.set_polarity(v1::POLARITY_LOWER_IS_BETTER);
  definition.set_value_kind(v1::VALUE_KIND_PERCENT);
  definition.set_decimal_places(1);
  definition.set_disclosure_profile(v1::DISCLOSURE_PROFILE_HES_ROUND_5);
  return definition;
}

inline v1::Metric DraftedMetric() {
  v1::MetricDrafted drafted;
  drafted.set_title("Stop-smoking advisers at children's centres");
  drafted.set_intervention("programmes/p1/interventions/m1");
  drafted.set_target_area("programmes/p1/targetAreas/quit-smoking");
  drafted.set_indicator("programmes/p1/indicators/smoking");
  drafted.set_population_group("pregnant women in the most deprived fifth");
  drafted.set_geography("Blackpool");
  v1::Metric metric;
  Evolve(metric, drafted);
  return metric;
}

inline v1::Metric DefinedMetric(v1::MetricDefinition definition = SampleDefinition()) {
  v1::MetricDefined defined;
  *defined.mutable_definition() = std::move(definition);
  v1::Metric metric = DraftedMetric();
  Evolve(metric, defined);
  return metric;
}

inline v1::Metric ClosedMetric() {
  v1::Metric metric = DefinedMetric();
  Evolve(metric, v1::MetricClosed());
  return metric;
}

// The figure of one month counted from January 2024 on; suppressed without a value.
inline v1::SubmittedFigure MonthFigure(int month, std::optional<double> value) {
  const Date start = Date(std::chrono::year(2024), std::chrono::January, std::chrono::day(1)) +
                     std::chrono::months(month);
  const Date last(std::chrono::sys_days(start + std::chrono::months(1)) - std::chrono::days(1));
  v1::SubmittedFigure figure;
  figure.set_period_start_date(ToText(start));
  figure.set_period_end_date(ToText(last));
  if (value) {
    figure.mutable_released()->set_value(*value);
  } else {
    figure.mutable_released()->set_suppressed(true);
  }
  return figure;
}

// Monthly readings from January 2024.
inline v1::Series Monthly(const std::vector<std::optional<double>>& values) {
  v1::Series series;
  for (size_t i = 0; i < values.size(); ++i) {
    Take(MonthFigure(static_cast<int>(i), values[i]), kMetric + "/submissions/s1", testing::kNow,
         series);
  }
  return series;
}

// A defined metric that has these readings, its name filled in.
inline v1::Metric MetricWith(const v1::Series& series,
                             v1::MetricDefinition definition = SampleDefinition()) {
  v1::Metric metric = DefinedMetric(std::move(definition));
  metric.set_name(kMetric);
  if (series.readings().empty()) return metric;
  metric.set_reading_count(series.readings_size());
  metric.set_first_period_start_date(series.readings(0).period_start_date());
  metric.set_last_period_end_date(series.readings(series.readings_size() - 1).period_end_date());
  return metric;
}

// The same as the state of a decision, the series beside it.
inline testing::Given<v1::Metric> GivenMetric(const v1::Metric& metric, const v1::Series& series) {
  testing::Given<v1::Metric> given(metric);
  given.rows().PutViewValue(kSeriesView, kMetric, series.SerializeAsString());
  return given;
}

// The events of one type in a decision, in their order.
template <class Event>
std::vector<Event> EventsOf(const Decision& decision) {
  std::vector<Event> events;
  for (const auto& event : decision.events()) {
    const auto* one = google::protobuf::DynamicCastToGenerated<Event>(event.get());
    if (one != nullptr) events.push_back(*one);
  }
  return events;
}

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_EXAMPLES_H_
