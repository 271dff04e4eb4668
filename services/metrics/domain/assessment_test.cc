#include "metrics/domain/assessment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "metrics/domain/alert.h"
#include "metrics/domain/examples.h"
#include "metrics/domain/overdue.h"
#include "metrics/domain/plan.h"
#include "metrics/domain/reading.h"

namespace fivestep::metrics {
namespace {

using ::testing::ElementsAre;
using testing::Given;
using ::testing::HasSubstr;
using testing::kNow;
using Values = std::vector<std::optional<double>>;

// Values that swing by one around `level`.
Values Calm(int count, double level) {
  Values values;
  for (int i = 0; i < count; ++i) values.push_back(level + (i % 2 == 0 ? 1 : -1));
  return values;
}

Values With(Values values, std::initializer_list<double> more) {
  values.insert(values.end(), more.begin(), more.end());
  return values;
}

// What follows from readings that a metric has now.
Decision Assess(const v1::Metric& metric, const v1::Series& series) {
  const platform::v1::Actor actor;
  const testing::FakeRows rows;
  const CommandContext context{.now = kNow, .actor = actor, .view = rows};
  Decision decision;
  AddAssessment(metric, series, context, decision);
  return decision;
}

// The metric after everything that `decision` says of it.
v1::Metric After(v1::Metric metric, const Decision& decision) {
  for (const auto& event : EventsOf<v1::MetricAssessed>(decision)) Evolve(metric, event);
  for (const auto& event : EventsOf<v1::AlertRaised>(decision)) Evolve(metric, event);
  return metric;
}

std::vector<v1::Alert> AlertsOf(const Decision& decision, v1::AlertKind kind) {
  std::vector<v1::Alert> alerts;
  for (const auto& raised : EventsOf<v1::AlertRaised>(decision)) {
    if (raised.alert().kind() == kind) alerts.push_back(raised.alert());
  }
  return alerts;
}

TEST(Assessment, SaysWhatTheChartSaysAndOnlyWhenItChanges) {
  const auto series = Monthly(Calm(14, 20));
  const auto metric = MetricWith(series);
  const Decision first = Assess(metric, series);
  const auto assessed = EventsOf<v1::MetricAssessed>(first);
  ASSERT_EQ(assessed.size(), 1u);
  EXPECT_EQ(assessed[0].chart_kind(), v1::CHART_KIND_CONTROL);
  EXPECT_EQ(assessed[0].variation(), v1::VARIATION_COMMON_CAUSE);
  EXPECT_EQ(assessed[0].assurance(), v1::ASSURANCE_FAILS);
  EXPECT_TRUE(EventsOf<v1::MetricAssessed>(Assess(After(metric, first), series)).empty());
}

TEST(Assessment, OfASeriesWithAHoleSaysNothing) {
  auto series = Monthly(Calm(14, 20));
  series.mutable_readings()->DeleteSubrange(5, 1);
  EXPECT_TRUE(Assess(MetricWith(series), series).events().empty());
}

TEST(Assessment, RaisesNothingOverARunChart) {
  const auto series = Monthly(With(Calm(10, 20), {90}));
  EXPECT_TRUE(EventsOf<v1::AlertRaised>(Assess(MetricWith(series), series)).empty());
}

TEST(SpecialCauseAlert, NamesRuleConventionAndPoint) {
  const auto series = Monthly(With(Calm(14, 20), {40}));
  const auto alerts = AlertsOf(Assess(MetricWith(series), series), v1::ALERT_KIND_SPECIAL_CAUSE);
  ASSERT_EQ(alerts.size(), 1u);
  EXPECT_EQ(alerts[0].special_cause(), v1::SPECIAL_CAUSE_ABOVE_UPPER_LIMIT);
  EXPECT_EQ(alerts[0].variation(), v1::VARIATION_CONCERN);
  EXPECT_THAT(alerts[0].rule(), HasSubstr("NHSRplotthedots 0.2.2"));
  EXPECT_THAT(alerts[0].period_start_dates(), ElementsAre("2025-03-01"));
  EXPECT_EQ(alerts[0].raise_date(), "2026-03-02");
}

TEST(SpecialCauseAlert, IsRaisedOnceForARunThatGrows) {
  auto values = With(Calm(20, 20), {14, 14.5, 14, 14.5, 14, 14.5, 14});
  auto definition = SampleDefinition();
  v1::Metric metric = MetricWith(Monthly(values), definition);
  v1::LimitsHeld held;
  held.set_metric(kMetric);
  held.set_fix_after_count(20);
  Evolve(metric, held);
  const Decision first = Assess(metric, Monthly(values));
  const auto alerts = AlertsOf(first, v1::ALERT_KIND_SPECIAL_CAUSE);
  ASSERT_EQ(alerts.size(), 1u);
  metric = After(metric, first);
  values.push_back(14.5);
  EXPECT_TRUE(AlertsOf(Assess(metric, Monthly(values)), v1::ALERT_KIND_SPECIAL_CAUSE).empty());
}

TEST(SpecialCauseAlert, IsRaisedAgainForAnotherPoint) {
  auto values = With(Calm(14, 20), {40});
  v1::Metric metric = MetricWith(Monthly(values));
  metric = After(metric, Assess(metric, Monthly(values)));
  values = With(values, {20, 60});
  EXPECT_EQ(AlertsOf(Assess(metric, Monthly(values)), v1::ALERT_KIND_SPECIAL_CAUSE).size(), 1u);
}

TEST(SpecialCauseAlert, IsNotRaisedForAnOldPointWhenTheLatestIsCalm) {
  const auto series = Monthly(With(Calm(14, 20), {40, 20}));
  EXPECT_TRUE(AlertsOf(Assess(MetricWith(series), series), v1::ALERT_KIND_SPECIAL_CAUSE).empty());
}

TEST(AssuranceAlert, SaysWhatItWasAndWhatItIs) {
  const auto series = Monthly(Calm(14, 20));
  v1::Metric metric = MetricWith(series);
  metric.set_assurance(v1::ASSURANCE_HIT_OR_MISS);
  const auto alerts = AlertsOf(Assess(metric, series), v1::ALERT_KIND_ASSURANCE_CHANGED);
  ASSERT_EQ(alerts.size(), 1u);
  EXPECT_EQ(alerts[0].assurance_before(), v1::ASSURANCE_HIT_OR_MISS);
  EXPECT_EQ(alerts[0].assurance_after(), v1::ASSURANCE_FAILS);
  EXPECT_THAT(alerts[0].period_start_dates(), ElementsAre("2025-02-01"));
}

TEST(AssuranceAlert, IsNotRaisedForTheFirstAssurance) {
  const auto series = Monthly(Calm(14, 20));
  EXPECT_TRUE(
      AlertsOf(Assess(MetricWith(series), series), v1::ALERT_KIND_ASSURANCE_CHANGED).empty());
}

TEST(TargetAtRisk, WhenAStableProcessCannotReachIt) {
  const auto series = Monthly(Calm(14, 20));  // target 10, lower is better
  const auto alerts = AlertsOf(Assess(MetricWith(series), series), v1::ALERT_KIND_TARGET_AT_RISK);
  ASSERT_EQ(alerts.size(), 1u);
  EXPECT_THAT(alerts[0].rule(), HasSubstr("range of a stable process"));
  EXPECT_EQ(alerts[0].period_start_dates_size(), kMaxAlertPoints);
}

TEST(TargetAtRisk, IsRaisedOnceAndAgainForANewTarget) {
  const auto series = Monthly(Calm(14, 20));
  v1::Metric metric = MetricWith(series);
  metric = After(metric, Assess(metric, series));
  EXPECT_TRUE(AlertsOf(Assess(metric, series), v1::ALERT_KIND_TARGET_AT_RISK).empty());
  metric.mutable_definition()->set_target_value(11);
  EXPECT_EQ(AlertsOf(Assess(metric, series), v1::ALERT_KIND_TARGET_AT_RISK).size(), 1u);
}

TEST(TargetAtRisk, IsNotSaidOfATargetThatLiesBehind) {
  const auto series = Monthly(Calm(14, 20));
  v1::Metric metric = MetricWith(series);
  metric.mutable_definition()->set_target_date("2026-03-01");
  EXPECT_TRUE(AlertsOf(Assess(metric, series), v1::ALERT_KIND_TARGET_AT_RISK).empty());
}

TEST(TargetAtRisk, WhenThreePeriodsInARowAreBehindThePlan) {
  const auto series = Monthly({14, 15, 14});
  v1::Metric metric = MetricWith(series);
  for (int month = 0; month < 3; ++month) {
    auto& planned = *metric.mutable_trajectory()->add_values();
    planned.set_period_start_date(MonthFigure(month, 0).period_start_date());
    planned.set_value(13);
  }
  const auto alerts = AlertsOf(Assess(metric, series), v1::ALERT_KIND_TARGET_AT_RISK);
  ASSERT_EQ(alerts.size(), 1u);
  EXPECT_THAT(alerts[0].period_start_dates(),
              ElementsAre("2024-01-01", "2024-02-01", "2024-03-01"));
  EXPECT_TRUE(
      AlertsOf(Assess(metric, Monthly({14, 12, 14})), v1::ALERT_KIND_TARGET_AT_RISK).empty());
}

TEST(ReadingOverdue, IsDueAfterTheLagOfTheNextPeriod) {
  auto definition = SampleDefinition();
  definition.set_lag_days(14);
  const auto awaited = ReadingAfter(definition, "2026-01-31");
  ASSERT_TRUE(awaited.has_value());
  EXPECT_EQ(awaited->period_start_date(), "2026-02-01");
  EXPECT_EQ(awaited->period_end_date(), "2026-02-28");
  EXPECT_EQ(awaited->due_date(), "2026-03-14");
}

v1::Metric Awaiting(const std::string& start, const std::string& end, const std::string& due) {
  v1::Metric metric = MetricWith(Monthly({14}));
  v1::ReadingAwaited awaited;
  awaited.set_metric(kMetric);
  awaited.mutable_reading()->set_period_start_date(start);
  awaited.mutable_reading()->set_period_end_date(end);
  awaited.mutable_reading()->set_due_date(due);
  Evolve(metric, awaited);
  return metric;
}

TEST(ReadingOverdue, RaisesOneAlertForThePeriodAndAwaitsTheNext) {
  const auto metric = Awaiting("2026-01-01", "2026-01-31", "2026-02-28");
  auto then = Given<v1::Metric>(metric).WhenDue(DecideReadingOverdue);
  const auto alerts = AlertsOf(then.decision(), v1::ALERT_KIND_READING_OVERDUE);
  ASSERT_EQ(alerts.size(), 1u);
  EXPECT_THAT(alerts[0].period_start_dates(), ElementsAre("2026-01-01"));
  EXPECT_THAT(alerts[0].text(), HasSubstr("Maternity analyst"));
  const auto awaited = EventsOf<v1::ReadingAwaited>(then.decision());
  ASSERT_EQ(awaited.size(), 1u);
  EXPECT_EQ(awaited[0].reading().period_start_date(), "2026-02-01");
}

TEST(ReadingOverdue, OfASeriesThatEndedLongAgoIsOneAlert) {
  const auto metric = Awaiting("2025-01-01", "2025-01-31", "2025-02-14");
  auto then = Given<v1::Metric>(metric).WhenDue(DecideReadingOverdue);
  const auto alerts = AlertsOf(then.decision(), v1::ALERT_KIND_READING_OVERDUE);
  ASSERT_EQ(alerts.size(), 1u);
  EXPECT_THAT(alerts[0].text(),
              HasSubstr("readings are overdue, of the periods from 2025-01-01 to"));
  EXPECT_EQ(alerts[0].period_start_dates_size(), 11);
  const auto awaited = EventsOf<v1::ReadingAwaited>(then.decision());
  ASSERT_EQ(awaited.size(), 1u);
  EXPECT_EQ(awaited[0].reading().period_start_date(), "2025-12-01");
}

TEST(ReadingOverdue, IsNotRaisedOnTheDayItIsDue) {
  const auto metric = Awaiting("2025-11-01", "2025-11-30", "2026-03-02");
  EXPECT_TRUE(Given<v1::Metric>(metric).WhenDue(DecideReadingOverdue).decision().events().empty());
  EXPECT_TRUE(LateFrom(metric).has_value());
}

TEST(ReadingOverdue, IsNotRaisedForAClosedMetric) {
  auto metric = Awaiting("2025-11-01", "2025-11-30", "2026-02-28");
  Evolve(metric, v1::MetricClosed());
  EXPECT_FALSE(LateFrom(metric).has_value());
  EXPECT_TRUE(Given<v1::Metric>(metric).WhenDue(DecideReadingOverdue).decision().events().empty());
}

TEST(Alerts, KeepTheNewestOfMany) {
  Alerts alerts;
  for (int i = 0; i <= kMaxAlertsKept; ++i) {
    Keep(MakeAlert(v1::ALERT_KIND_READING_OVERDUE, "rule", std::to_string(i), kNow), alerts);
  }
  EXPECT_EQ(alerts.size(), kMaxAlertsKept);
  EXPECT_EQ(alerts[0].text(), "1");
}

}  // namespace
}  // namespace fivestep::metrics
