#include "metrics/domain/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/commentary.h"
#include "metrics/domain/examples.h"

namespace fivestep::metrics {
namespace {

using testing::Given;

v1::Series Swinging(int count) {
  std::vector<std::optional<double>> values;
  for (int i = 0; i < count; ++i) values.push_back(20 + (i % 2 == 0 ? 1 : -1));
  return Monthly(values);
}

template <class Request>
Request Planned() {
  Request request;
  request.set_name(kMetric);
  request.set_reason("the board asked for more");
  return request;
}

v1::ChangeTargetRequest ChangeTarget(double value, const std::string& date) {
  auto request = Planned<v1::ChangeTargetRequest>();
  request.set_approved_by_role("programme board");
  request.set_target_value(value);
  request.set_target_date(date);
  return request;
}

template <class Request>
void ExpectViolation(const v1::Metric& metric, const Request& request, const std::string& field) {
  auto then = Given<v1::Metric>(metric).When(Decide, request);
  then.ThenRejected(v1::PLAN_NOT_AS_DEFINED);
  ASSERT_EQ(then.decision().rejection().violations().size(), 1u);
  EXPECT_EQ(then.decision().rejection().violations()[0].field, field);
}

TEST(ChangeTarget, KeepsTheEarlierTargetWithReasonAndApprover) {
  auto then = Given<v1::Metric>(DefinedMetric()).When(Decide, ChangeTarget(9, "2028-03-31"));
  const auto changed = EventsOf<v1::TargetChanged>(then.decision());
  ASSERT_EQ(changed.size(), 1u);
  v1::Metric metric = DefinedMetric();
  Evolve(metric, changed[0]);
  EXPECT_EQ(metric.definition().target_value(), 9);
  ASSERT_EQ(metric.earlier_targets_size(), 1);
  EXPECT_EQ(metric.earlier_targets(0).target_value(), 10);
  EXPECT_EQ(metric.earlier_targets(0).approved_by_role(), "programme board");
  EXPECT_EQ(metric.earlier_targets(0).change_date(), "2026-03-02");
}

TEST(ChangeTarget, AssessesTheReadingsAgainstTheNewTarget) {
  const auto series = Swinging(14);
  auto then = GivenMetric(MetricWith(series), series).When(Decide, ChangeTarget(40, "2028-03-31"));
  const auto assessed = EventsOf<v1::MetricAssessed>(then.decision());
  ASSERT_EQ(assessed.size(), 1u);
  EXPECT_EQ(assessed[0].assurance(), v1::ASSURANCE_PASSES);
}

TEST(ChangeTarget, RejectsWhatIsNoTarget) {
  ExpectViolation(DefinedMetric(), ChangeTarget(101, "2028-03-31"), "target_value");
  ExpectViolation(DefinedMetric(), ChangeTarget(9, "2024-06-30"), "target_date");
  ExpectViolation(DefinedMetric(), ChangeTarget(9, "soon"), "target_date");
  ExpectViolation(DefinedMetric(), ChangeTarget(10, "2027-03-31"), "target_value");
}

TEST(ChangeTarget, RejectsADraftAClosedMetricAndATargetThatMovesTooOften) {
  const auto request = ChangeTarget(9, "2028-03-31");
  Given<v1::Metric>(DraftedMetric()).When(Decide, request).ThenRejected(v1::METRIC_NOT_DEFINED);
  Given<v1::Metric>(ClosedMetric()).When(Decide, request).ThenRejected(v1::METRIC_NOT_DEFINED);
  v1::Metric metric = DefinedMetric();
  for (int i = 0; i < kMaxTargetChanges; ++i) metric.add_earlier_targets();
  Given<v1::Metric>(metric).When(Decide, request).ThenRejected(v1::TOO_MANY_CHANGES);
}

v1::PlanTrajectoryRequest Trajectory(std::initializer_list<std::pair<const char*, double>> values) {
  auto request = Planned<v1::PlanTrajectoryRequest>();
  for (const auto& [start, value] : values) {
    auto& planned = *request.add_values();
    planned.set_period_start_date(start);
    planned.set_value(value);
  }
  return request;
}

TEST(PlanTrajectory, OrdersTheValuesAndCountsItsVersions) {
  const auto request = Trajectory({{"2026-02-01", 13}, {"2026-01-01", 14}});
  auto then = Given<v1::Metric>(DefinedMetric()).When(Decide, request);
  const auto planned = EventsOf<v1::TrajectoryPlanned>(then.decision());
  ASSERT_EQ(planned.size(), 1u);
  v1::Metric metric = DefinedMetric();
  Evolve(metric, planned[0]);
  Evolve(metric, planned[0]);
  EXPECT_EQ(metric.trajectory().values(0).period_start_date(), "2026-01-01");
  EXPECT_EQ(metric.trajectory().version(), 2);
}

TEST(PlanTrajectory, RejectsWhatIsNoPlanOfTheMetric) {
  const auto metric = DefinedMetric();
  ExpectViolation(metric, Trajectory({{"2026-01-31", 14}}), "values[0].period_start_date");
  ExpectViolation(metric, Trajectory({{"2026-01-01", 101}}), "values[0].value");
  ExpectViolation(metric, Trajectory({{"2027-06-01", 14}}), "values[0].period_start_date");
  ExpectViolation(metric, Trajectory({{"2026-01-01", 14}, {"2026-01-01", 13}}),
                  "values[1].period_start_date");
  ExpectViolation(metric, Trajectory({{"2026-01-01", 14}, {"2026-02-15", 13}}),
                  "values[1].period_start_date");
}

v1::RebaseLimitsRequest Rebase(const std::string& date) {
  auto request = Planned<v1::RebaseLimitsRequest>();
  request.set_approved_by_role("programme board");
  request.set_start_date(date);
  return request;
}

TEST(RebaseLimits, NeedsReadingsForEveryPhaseButTheLast) {
  const auto series = Swinging(24);
  auto then = GivenMetric(MetricWith(series), series).When(Decide, Rebase("2025-01-01"));
  EXPECT_EQ(EventsOf<v1::LimitsRebased>(then.decision()).size(), 1u);
  GivenMetric(MetricWith(series), series)
      .When(Decide, Rebase("2024-06-01"))
      .ThenRejected(v1::LIMITS_NOT_DRAWABLE);
}

TEST(RebaseLimits, RejectsADayOnWhichNoPeriodBegins) {
  const auto series = Swinging(24);
  for (const char* day : {"2025-01-02", "2030-01-01", "tomorrow"}) {
    GivenMetric(MetricWith(series), series)
        .When(Decide, Rebase(day))
        .ThenRejected(v1::LIMITS_NOT_DRAWABLE);
  }
}

TEST(RebaseLimits, RejectsAChartWithoutLimitsAndTooManyRebases) {
  const auto series = Swinging(8);
  GivenMetric(MetricWith(series), series)
      .When(Decide, Rebase("2024-03-01"))
      .ThenRejected(v1::LIMITS_NOT_DRAWABLE);
  v1::Metric metric = DefinedMetric();
  for (int i = 0; i < kMaxRebases; ++i) metric.add_rebases();
  Given<v1::Metric>(metric).When(Decide, Rebase("2025-01-01")).ThenRejected(v1::TOO_MANY_CHANGES);
}

v1::HoldLimitsRequest Hold(const std::string& freeze_from, int fix_after) {
  auto request = Planned<v1::HoldLimitsRequest>();
  request.set_approved_by_role("programme board");
  request.set_freeze_from_date(freeze_from);
  request.set_fix_after_count(fix_after);
  return request;
}

TEST(HoldLimits, FreezesAtTheStartOfTheInterventionOrFixesAfterSoManyReadings) {
  const auto series = Swinging(24);
  auto frozen = GivenMetric(MetricWith(series), series).When(Decide, Hold("2025-01-01", 0));
  EXPECT_EQ(EventsOf<v1::LimitsHeld>(frozen.decision()).size(), 1u);
  auto fixed = Given<v1::Metric>(DefinedMetric()).When(Decide, Hold("", 12));
  EXPECT_EQ(EventsOf<v1::LimitsHeld>(fixed.decision()).size(), 1u);
}

TEST(HoldLimits, RejectsAFreezeWithTooFewReadingsBeforeIt) {
  const auto series = Swinging(24);
  GivenMetric(MetricWith(series), series)
      .When(Decide, Hold("2024-10-01", 0))
      .ThenRejected(v1::LIMITS_NOT_DRAWABLE);
  const auto few = Swinging(11);
  GivenMetric(MetricWith(few), few)
      .When(Decide, Hold("2025-01-01", 0))
      .ThenRejected(v1::LIMITS_NOT_DRAWABLE);
}

TEST(HoldLimits, RejectsBothNeitherAndTooFew) {
  ExpectViolation(DefinedMetric(), Hold("2025-01-01", 12), "freeze_from_date");
  ExpectViolation(DefinedMetric(), Hold("", 11), "fix_after_count");
  ExpectViolation(DefinedMetric(), Hold("spring", 0), "freeze_from_date");
}

TEST(WriteCommentary, IsAboutAPeriodThatHasAReading) {
  v1::WriteCommentaryRequest request;
  request.set_name(kMetric);
  request.set_period_start_date("2024-01-01");
  request.mutable_text()->set_what("A fall since spring");
  const auto series = Swinging(1);
  auto then = GivenMetric(MetricWith(series), series).When(Decide, request);
  const auto written = EventsOf<v1::CommentaryWritten>(then.decision());
  ASSERT_EQ(written.size(), 1u);
  EXPECT_EQ(written[0].commentary(), kMetric + "/commentaries/2024-01-01");
  v1::Commentary commentary;
  Evolve(commentary, written[0]);
  Evolve(commentary, written[0]);
  EXPECT_EQ(commentary.revision_count(), 2);
  request.set_period_start_date("2024-02-01");
  GivenMetric(MetricWith(series), series)
      .When(Decide, request)
      .ThenRejected(v1::READING_NOT_RECORDED);
  Given<v1::Metric>(DraftedMetric()).When(Decide, request).ThenRejected(v1::METRIC_NOT_DEFINED);
}

}  // namespace
}  // namespace fivestep::metrics
