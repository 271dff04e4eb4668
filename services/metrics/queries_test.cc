// The view of readings, and the queries that read it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fivestep/metrics/v1/events.pb.h"
#include "metrics/domain/examples.h"
#include "metrics/domain/gap.h"
#include "metrics/domain/plan.h"
#include "metrics/gap_query.h"
#include "metrics/outlook_query.h"
#include "metrics/reading_query.h"
#include "metrics/views/series_view.h"
#include "platform/core/timestamp.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::metrics {
namespace {

using testing::FakeReadContext;
using testing::FakeViewWriter;
using ::testing::HasSubstr;

void Fold(FakeViewWriter& view, const google::protobuf::Message& event, int day = 1) {
  platform::v1::RecordedEvent record;
  *record.mutable_recorded_time() = ToTimestamp(testing::kNow + std::chrono::hours(24 * day));
  ASSERT_TRUE(SeriesView().fold(view, record, event).ok());
}

v1::ReadingsRecorded Submitted(const std::string& id, std::vector<v1::SubmittedFigure> figures) {
  v1::ReadingsRecorded recorded;
  recorded.set_submission(kMetric + "/submissions/" + id);
  recorded.set_metric(kMetric);
  for (auto& figure : figures) *recorded.add_figures() = figure;
  return recorded;
}

v1::SubmittedFigure Revision(int month, double value) {
  auto figure = MonthFigure(month, value);
  figure.set_revision_reason("late returns");
  return figure;
}

FakeReadContext ContextWith(const FakeViewWriter& view) {
  FakeReadContext context;
  context.PutRow(kMetric, DefinedMetric()).WithView(kSeriesView, view);
  return context;
}

v1::GetReadingRequest Get(const std::string& name) {
  v1::GetReadingRequest request;
  request.set_name(name);
  return request;
}

TEST(SeriesView, KeepsARevisedReadingsHistory) {
  FakeViewWriter view;
  Fold(view, Submitted("s1", {MonthFigure(0, 14), MonthFigure(1, 13)}), 1);
  Fold(view, Submitted("s2", {Revision(0, 12)}), 2);
  const auto reading = AnswerGetReading(Get(kMetric + "/readings/2024-01-01"), ContextWith(view));
  ASSERT_TRUE(reading.ok()) << reading.status().ToString();
  EXPECT_EQ(reading->released().value(), 12);
  EXPECT_EQ(reading->revision_count(), 1);
  ASSERT_EQ(reading->earlier_size(), 1);
  EXPECT_EQ(reading->earlier(0).released().value(), 14);
  EXPECT_EQ(reading->earlier(0).revision_reason(), "late returns");
  EXPECT_EQ(reading->submission(), kMetric + "/submissions/s2");
  EXPECT_EQ(ToInstant(reading->create_time()), testing::kNow + std::chrono::hours(24));
}

TEST(SeriesView, TakesInWhatEarlierVersionsRecorded) {
  FakeViewWriter view;
  v1::ReadingRecorded recorded;
  recorded.set_reading(kMetric + "/readings/2024-01-01");
  recorded.set_metric(kMetric);
  recorded.set_period_start_date("2024-01-01");
  recorded.set_period_end_date("2024-01-31");
  recorded.mutable_released()->set_value(14);
  Fold(view, recorded);
  v1::ReadingRevised revised;
  revised.set_reading(kMetric + "/readings/2024-01-01");
  revised.set_metric(kMetric);
  revised.set_revision_reason("late returns");
  revised.mutable_released()->set_value(15);
  Fold(view, revised);
  Fold(view, Submitted("s1", {MonthFigure(1, 13)}));
  v1::ListReadingsRequest request;
  request.set_parent(kMetric);
  const auto page = AnswerListReadings(request, ContextWith(view));
  ASSERT_TRUE(page.ok());
  ASSERT_EQ(page->readings_size(), 2);
  EXPECT_EQ(page->readings(0).released().value(), 15);
  EXPECT_EQ(page->readings(0).period_end_date(), "2024-01-31");
  EXPECT_EQ(page->readings(0).earlier(0).released().value(), 14);
  EXPECT_EQ(page->readings(0).submission(), "");
}

TEST(SeriesView, KeepsPeriodsInTheirOrderWhateverComesFirst) {
  v1::Series series;
  for (const int month : {5, 1, 3, 0, 4, 2}) {
    Take(MonthFigure(month, month), "s", testing::kNow, series);
  }
  for (int month = 0; month < 6; ++month) {
    EXPECT_EQ(series.readings(month).released().value(), month);
  }
}

TEST(ReadingQuery, ListsInPages) {
  FakeViewWriter view;
  Fold(view, Submitted("s1", {MonthFigure(0, 1), MonthFigure(1, 2), MonthFigure(2, 3)}));
  v1::ListReadingsRequest request;
  request.set_parent(kMetric);
  request.set_page_size(2);
  auto page = AnswerListReadings(request, ContextWith(view));
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->readings_size(), 2);
  request.set_page_token(page->next_page_token());
  page = AnswerListReadings(request, ContextWith(view));
  ASSERT_EQ(page->readings_size(), 1);
  EXPECT_EQ(page->readings(0).name(), kMetric + "/readings/2024-03-01");
  EXPECT_EQ(page->next_page_token(), "");
  request.set_page_token("elsewhere");
  EXPECT_EQ(AnswerListReadings(request, ContextWith(view)).status().reason(), "PAGE_TOKEN_INVALID");
}

TEST(ReadingQuery, DoesNotShowReadingsOfAMetricThatMayNotBeSeen) {
  FakeViewWriter view;
  Fold(view, Submitted("s1", {MonthFigure(0, 1)}));
  FakeReadContext context;
  context.WithView(kSeriesView, view);
  EXPECT_EQ(AnswerGetReading(Get(kMetric + "/readings/2024-01-01"), context).status().code(),
            Code::kNotFound);
  EXPECT_EQ(
      AnswerGetReading(Get(kMetric + "/readings/2030-01-01"), ContextWith(view)).status().code(),
      Code::kNotFound);
}

TEST(ReadingQuery, SaysWhereExactCountsAre) {
  FakeViewWriter view;
  Fold(view, Submitted("s1", {MonthFigure(0, 1)}));
  auto request = Get(kMetric + "/readings/2024-01-01");
  request.set_with_personal(true);
  const auto answer = AnswerGetReading(request, ContextWith(view));
  EXPECT_EQ(answer.status().reason(), "EXACT_COUNTS_ELSEWHERE");
  EXPECT_THAT(answer.status().message(), HasSubstr("submissions/s1"));
}

TEST(Outlook, HoldsWhatCameAgainstWhatWasPlanned) {
  v1::Metric metric = MetricWith(Monthly({14, 12}));
  for (const auto& [month, value] : {std::pair{0, 13.0}, {1, 12.5}, {2, 12.0}}) {
    auto& planned = *metric.mutable_trajectory()->add_values();
    planned.set_period_start_date(MonthFigure(month, 0).period_start_date());
    planned.set_value(value);
  }
  const auto outlook = OutlookOf(metric, Monthly({14, 12}));
  ASSERT_TRUE(outlook.ok());
  ASSERT_EQ(outlook->points_size(), 3);
  EXPECT_DOUBLE_EQ(outlook->points(0).variance(), 1);
  EXPECT_TRUE(outlook->points(0).behind());
  EXPECT_FALSE(outlook->points(1).behind());
  EXPECT_FALSE(outlook->points(2).has_value());
  EXPECT_FALSE(outlook->forecast().stable());
  EXPECT_THAT(outlook->sentence(), HasSubstr("cannot be said yet"));
}

TEST(Outlook, ForecastsFromAStablePhaseOnly) {
  std::vector<std::optional<double>> values;
  for (int i = 0; i < 14; ++i) values.push_back(20 + (i % 2 == 0 ? 1 : -1));
  const auto calm = OutlookOf(MetricWith(Monthly(values)), Monthly(values));
  ASSERT_TRUE(calm.ok());
  EXPECT_TRUE(calm->forecast().stable());
  EXPECT_EQ(calm->assurance(), v1::ASSURANCE_FAILS);
  EXPECT_THAT(calm->sentence(), HasSubstr("something has to change"));
  values.push_back(60);
  const auto restless = OutlookOf(MetricWith(Monthly(values)), Monthly(values));
  EXPECT_FALSE(restless->forecast().stable());
  EXPECT_FALSE(restless->forecast().has_upper());
}

TEST(Outlook, OfAMetricWithoutReadingsSaysSo) {
  const auto outlook = OutlookOf(DefinedMetric(), {});
  ASSERT_TRUE(outlook.ok());
  EXPECT_THAT(outlook->forecast().why_not(), HasSubstr("no readings"));
}

TEST(Gap, IsChartedWithASmallerOneAsTheBetter) {
  std::vector<std::optional<double>> target;
  std::vector<std::optional<double>> comparator;
  for (int i = 0; i < 24; ++i) {
    comparator.push_back(10);
    target.push_back(i < 23 ? 20 + (i % 2 == 0 ? 1 : -1) : 11);
  }
  const auto metric = DefinedMetric();  // lower is better
  v1::Pair pair;
  pair.set_name("programmes/p1/pairs/q1");
  const auto target_series = Monthly(target);
  const auto comparator_series = Monthly(comparator);
  const auto gap = GapOf(pair, {metric, target_series}, {metric, comparator_series});
  EXPECT_EQ(gap.points_size(), 24);
  EXPECT_EQ(gap.absolute_chart().kind(), v1::CHART_KIND_CONTROL);
  EXPECT_EQ(gap.absolute_chart().variation(), v1::VARIATION_IMPROVEMENT);
  EXPECT_GT(gap.relative_chart().limits().lower(), 0);
  EXPECT_THAT(gap.convention(), HasSubstr("logarithms"));
}

TEST(Gap, OfAPairWithAMetricThatMayNotBeSeenIsNotFound) {
  FakeReadContext context;
  v1::Pair pair;
  pair.set_target_metric(kMetric);
  pair.set_comparator_metric("programmes/p1/metrics/m2");
  context.PutRow("programmes/p1/pairs/q1", pair).PutRow(kMetric, DefinedMetric());
  v1::GetGapRequest request;
  request.set_name("programmes/p1/pairs/q1");
  EXPECT_EQ(AnswerGetGap(request, context).status().code(), Code::kNotFound);
}

}  // namespace
}  // namespace fivestep::metrics
