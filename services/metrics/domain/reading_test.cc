#include "metrics/domain/reading.h"

#include <gtest/gtest.h>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/examples.h"

namespace fivestep::metrics {
namespace {

using testing::Given;

v1::RecordReadingsRequest Record() {
  v1::RecordReadingsRequest request;
  request.set_name(kMetric);
  return request;
}

v1::ReadingEntry& AddEntry(v1::RecordReadingsRequest& request, const std::string& start,
                           const std::string& end) {
  auto* entry = request.add_readings();
  entry->set_period_start_date(start);
  entry->set_period_end_date(end);
  return *entry;
}

void SetCounts(v1::ReadingEntry& entry, int64_t numerator, int64_t denominator) {
  entry.mutable_exact()->set_numerator(numerator);
  entry.mutable_exact()->set_denominator(denominator);
}

// One reading of January 2026, 93 of 997.
v1::RecordReadingsRequest January() {
  auto request = Record();
  SetCounts(AddEntry(request, "2026-01-01", "2026-01-31"), 93, 997);
  return request;
}

v1::Metric PublishedMetric() {
  auto definition = SampleDefinition();
  definition.set_disclosure_profile(v1::DISCLOSURE_PROFILE_PUBLISHED);
  return DefinedMetric(definition);
}

// A metric with a reading of January 2026.
v1::Metric WithJanuary() {
  v1::Metric metric = DefinedMetric();
  v1::ReadingsAdded added;
  added.set_added_count(1);
  added.set_first_period_start_date("2026-01-01");
  added.set_last_period_end_date("2026-01-31");
  Evolve(metric, added);
  return metric;
}

Given<v1::Metric> GivenJanuary() {
  v1::Series series;
  v1::SubmittedFigure figure;
  figure.set_period_start_date("2026-01-01");
  figure.set_period_end_date("2026-01-31");
  figure.mutable_released()->set_value(9);
  Take(figure, kMetric + "/submissions/earlier", testing::kNow, series);
  return GivenMetric(WithJanuary(), series);
}

// What a decision has recorded, which is one event.
v1::ReadingsRecorded RecordedBy(const Decision& decision) {
  const auto events = EventsOf<v1::ReadingsRecorded>(decision);
  return events.size() == 1 ? events[0] : v1::ReadingsRecorded();
}

v1::SubmittedFigure JanuaryFigure() {
  v1::SubmittedFigure figure;
  figure.set_period_start_date("2026-01-01");
  figure.set_period_end_date("2026-01-31");
  figure.mutable_released()->set_value(9.5);
  figure.mutable_released()->set_numerator(95);
  figure.mutable_released()->set_denominator(995);
  return figure;
}

v1::ReadingAwaited Awaited(const std::string& start, const std::string& end,
                           const std::string& due) {
  v1::ReadingAwaited awaited;
  awaited.set_metric(kMetric);
  awaited.mutable_reading()->set_period_start_date(start);
  awaited.mutable_reading()->set_period_end_date(end);
  awaited.mutable_reading()->set_due_date(due);
  return awaited;
}

v1::MetricAssessed OnARunChart() {
  v1::MetricAssessed assessed;
  assessed.set_metric(kMetric);
  assessed.set_chart_kind(v1::CHART_KIND_RUN);
  return assessed;
}

v1::ReadingsAdded Added(int count, const std::string& first, const std::string& last) {
  v1::ReadingsAdded added;
  added.set_metric(kMetric);
  added.set_added_count(count);
  added.set_first_period_start_date(first);
  added.set_last_period_end_date(last);
  return added;
}

void ExpectViolation(const v1::Metric& metric, const v1::RecordReadingsRequest& request,
                     const std::string& field) {
  auto then = Given<v1::Metric>(metric).When(Decide, request);
  then.ThenRejected(v1::READINGS_NOT_AS_DEFINED);
  ASSERT_EQ(then.decision().rejection().violations().size(), 1u);
  EXPECT_EQ(then.decision().rejection().violations()[0].field, field);
}

TEST(ReadingsDecider, RecordsAReadingWithTheReleasedFigureAndTheCountsApart) {
  v1::ReadingsRecorded expected;
  expected.set_submission(kMetric + "/submissions/id1");
  expected.set_metric(kMetric);
  *expected.add_figures() = JanuaryFigure();
  auto& exact = *expected.mutable_exact()->add_figures();
  exact.set_period_start_date("2026-01-01");
  exact.mutable_counts()->set_numerator(93);
  exact.mutable_counts()->set_denominator(997);
  Given<v1::Metric>(DefinedMetric())
      .When(Decide, January())
      .ThenEmits(expected, Added(1, "2026-01-01", "2026-01-31"),
                 Awaited("2026-02-01", "2026-02-28", "2026-05-29"), OnARunChart());
}

TEST(ReadingsDecider, RecordsASuppressedReadingWithoutAValue) {
  auto request = Record();
  SetCounts(AddEntry(request, "2026-01-01", "2026-01-31"), 3, 997);
  auto then = Given<v1::Metric>(DefinedMetric()).When(Decide, request);
  ASSERT_FALSE(then.decision().rejected());
  const auto recorded = RecordedBy(then.decision());
  ASSERT_EQ(recorded.figures_size(), 1);
  EXPECT_TRUE(recorded.figures(0).released().suppressed());
  EXPECT_FALSE(recorded.figures(0).released().has_value());
  EXPECT_FALSE(recorded.figures(0).released().has_numerator());
}

TEST(ReadingsDecider, StoresPublishedCountsInTheOpenOnly) {
  auto then = Given<v1::Metric>(PublishedMetric()).When(Decide, January());
  ASSERT_FALSE(then.decision().rejected());
  const auto recorded = RecordedBy(then.decision());
  EXPECT_EQ(recorded.figures(0).released().numerator(), 93);
  EXPECT_FALSE(recorded.has_exact());
}

TEST(ReadingsDecider, TakesAPublishedValueWithoutCounts) {
  auto request = Record();
  AddEntry(request, "2026-01-01", "2026-01-31").set_value(9.34);
  auto then = Given<v1::Metric>(PublishedMetric()).When(Decide, request);
  ASSERT_FALSE(then.decision().rejected());
  EXPECT_DOUBLE_EQ(RecordedBy(then.decision()).figures(0).released().value(), 9.3);
}

TEST(ReadingsDecider, RecordsPeriodsInTheirOrderAndExtendsTheSeriesBothWays) {
  auto request = Record();
  AddEntry(request, "2026-02-01", "2026-02-28").set_not_collected(true);
  AddEntry(request, "2025-12-01", "2025-12-31").set_not_collected(true);
  v1::ReadingsRecorded expected;
  expected.set_submission(kMetric + "/submissions/id1");
  expected.set_metric(kMetric);
  auto& december = *expected.add_figures();
  december.set_period_start_date("2025-12-01");
  december.set_period_end_date("2025-12-31");
  december.mutable_released()->set_not_collected(true);
  auto& february = *expected.add_figures();
  february = december;
  february.set_period_start_date("2026-02-01");
  february.set_period_end_date("2026-02-28");
  GivenJanuary()
      .When(Decide, request)
      .ThenEmits(expected, Added(2, "2025-12-01", "2026-02-28"),
                 Awaited("2026-03-01", "2026-03-31", "2026-06-29"), OnARunChart());
}

TEST(ReadingsDecider, RecordsOneEventForAWholeCall) {
  auto request = Record();
  for (int month = 0; month < 24; ++month) {
    const auto figure = MonthFigure(month, 1);
    SetCounts(AddEntry(request, figure.period_start_date(), figure.period_end_date()), 100 + month,
              1'000);
  }
  auto then = Given<v1::Metric>(DefinedMetric()).When(Decide, request);
  ASSERT_FALSE(then.decision().rejected());
  EXPECT_EQ(RecordedBy(then.decision()).figures_size(), 24);
  EXPECT_EQ(EventsOf<v1::ReadingsAdded>(then.decision()).size(), 1u);
}

TEST(ReadingsDecider, RevisesAReadingForAReason) {
  auto request = January();
  request.mutable_readings(0)->set_revision_reason("late returns from one trust");
  auto then = GivenJanuary().When(Decide, request);
  ASSERT_FALSE(then.decision().rejected());
  const auto recorded = RecordedBy(then.decision());
  EXPECT_EQ(recorded.figures(0).revision_reason(), "late returns from one trust");
  EXPECT_DOUBLE_EQ(recorded.figures(0).released().value(), 9.5);
  EXPECT_TRUE(EventsOf<v1::ReadingsAdded>(then.decision()).empty());
}

TEST(ReadingsDecider, SaysOfAReadingThatItCameLate) {
  auto request = Record();
  SetCounts(AddEntry(request, "2025-10-01", "2025-10-31"), 93, 997);  // due by 2026-01-29
  SetCounts(AddEntry(request, "2025-12-01", "2025-12-31"), 93, 997);  // due by 2026-03-31
  auto then = Given<v1::Metric>(DefinedMetric()).When(Decide, request);
  const auto recorded = RecordedBy(then.decision());
  ASSERT_EQ(recorded.figures_size(), 2);
  EXPECT_TRUE(recorded.figures(0).late());
  EXPECT_FALSE(recorded.figures(1).late());
}

TEST(ReadingsDecider, WaitsWhileTheReadingsAreReadAnew) {
  Given<v1::Metric>(WithJanuary()).When(Decide, January()).ThenRejected(v1::SERIES_NOT_READY);
}

TEST(ReadingsDecider, RejectsAReadingBeforeTheBaseline) {
  auto request = Record();
  AddEntry(request, "2023-12-01", "2023-12-31").set_not_collected(true);
  ExpectViolation(DefinedMetric(), request, "readings[0].period_start_date");
}

TEST(ReadingsDecider, RejectsAReadingInAnotherUnit) {
  auto request = January();
  request.mutable_readings(0)->set_unit("per 1000");
  ExpectViolation(DefinedMetric(), request, "readings[0].unit");
  request.mutable_readings(0)->set_unit("%");
  EXPECT_FALSE(Given<v1::Metric>(DefinedMetric()).When(Decide, request).decision().rejected());
}

TEST(ReadingsDecider, RejectsAValueOutsideTheMetricsRangeAndDoesNotRepeatIt) {
  auto definition = SampleDefinition();
  definition.set_disclosure_profile(v1::DISCLOSURE_PROFILE_PUBLISHED);
  definition.set_minimum_value(2);
  definition.set_maximum_value(40);
  auto request = Record();
  auto& entry = AddEntry(request, "2026-01-01", "2026-01-31");
  entry.set_value(1.23);
  ExpectViolation(DefinedMetric(definition), request, "readings[0].value");
  entry.set_value(40.01);
  ExpectViolation(DefinedMetric(definition), request, "readings[0].value");
  entry.clear_value();
  SetCounts(entry, 997, 997);
  ExpectViolation(DefinedMetric(definition), request, "readings[0].exact");
  auto then = Given<v1::Metric>(DefinedMetric(definition)).When(Decide, request);
  EXPECT_EQ(then.decision().rejection().violations()[0].description.find("997"), std::string::npos);
}

TEST(ReadingsDecider, RejectsANegativeValue) {
  auto request = Record();
  AddEntry(request, "2026-01-01", "2026-01-31").set_value(-0.1);
  ExpectViolation(PublishedMetric(), request, "readings[0].value");
}

TEST(ReadingsDecider, RejectsASecondReadingOfAPeriod) {
  GivenJanuary().When(Decide, January()).ThenRejected(v1::READING_EXISTS);
}

TEST(ReadingsDecider, RejectsTheRevisionOfAPeriodWithoutReading) {
  auto request = January();
  request.mutable_readings(0)->set_revision_reason("late returns");
  Given<v1::Metric>(DefinedMetric()).When(Decide, request).ThenRejected(v1::READING_NOT_RECORDED);
}

TEST(ReadingsDecider, RejectsReadingsOfADraft) {
  Given<v1::Metric>(DraftedMetric()).When(Decide, January()).ThenRejected(v1::METRIC_NOT_DEFINED);
}

TEST(ReadingsDecider, RejectsReadingsOfAClosedMetric) {
  Given<v1::Metric>(ClosedMetric()).When(Decide, January()).ThenRejected(v1::METRIC_NOT_DEFINED);
}

TEST(ReadingsDecider, RejectsMoreReadingsThanAChartTakes) {
  v1::Metric metric = WithJanuary();
  metric.set_reading_count(kMaxReadingsPerMetric);
  auto request = Record();
  AddEntry(request, "2026-02-01", "2026-02-28").set_not_collected(true);
  Given<v1::Metric>(metric).When(Decide, request).ThenRejected(v1::TOO_MANY_READINGS);
}

TEST(ReadingsDecider, RejectsAPeriodThatEndsBeforeItStarts) {
  auto request = Record();
  AddEntry(request, "2026-01-01", "2025-12-31").set_not_collected(true);
  ExpectViolation(DefinedMetric(), request, "readings[0].period_end_date");
}

TEST(ReadingsDecider, RejectsARollingPeriodInAMonthlyMetric) {
  auto request = Record();
  AddEntry(request, "2025-02-01", "2026-01-31").set_not_collected(true);
  ExpectViolation(DefinedMetric(), request, "readings[0].period_end_date");
}

TEST(ReadingsDecider, RejectsAPeriodThatIsNotOver) {
  auto request = Record();
  AddEntry(request, "2026-03-01", "2026-03-31").set_not_collected(true);
  ExpectViolation(DefinedMetric(), request, "readings[0].period_end_date");
}

TEST(ReadingsDecider, RejectsAPeriodThatOverlapsWithARecordedOne) {
  auto request = Record();
  AddEntry(request, "2026-01-15", "2026-02-14").set_not_collected(true);
  ExpectViolation(WithJanuary(), request, "readings[0].period_start_date");
}

TEST(ReadingsDecider, RejectsPeriodsOfOneCallThatOverlap) {
  auto request = Record();
  AddEntry(request, "2026-01-01", "2026-01-31").set_not_collected(true);
  AddEntry(request, "2025-12-15", "2026-01-14").set_not_collected(true);
  ExpectViolation(DefinedMetric(), request, "readings[1].period_start_date");
}

TEST(ReadingsDecider, RejectsTheSamePeriodTwiceInOneCall) {
  auto request = January();
  SetCounts(AddEntry(request, "2026-01-01", "2026-01-31"), 94, 997);
  ExpectViolation(DefinedMetric(), request, "readings[1].period_start_date");
}

TEST(ReadingsDecider, RejectsAnEntryWithoutFigure) {
  auto request = Record();
  AddEntry(request, "2026-01-01", "2026-01-31");
  ExpectViolation(DefinedMetric(), request, "readings[0]");
}

TEST(ReadingsDecider, RejectsAnEntryWithCountsAndValue) {
  auto request = January();
  request.mutable_readings(0)->set_value(9.3);
  ExpectViolation(PublishedMetric(), request, "readings[0]");
}

TEST(ReadingsDecider, RejectsAValueWithoutTheCountsThatTheProfileNeeds) {
  auto request = Record();
  AddEntry(request, "2026-01-01", "2026-01-31").set_value(9.3);
  ExpectViolation(DefinedMetric(), request, "readings[0].value");
}

TEST(ReadingsDecider, RejectsAPercentageAboveAHundred) {
  auto request = Record();
  AddEntry(request, "2026-01-01", "2026-01-31").set_value(100.1);
  ExpectViolation(PublishedMetric(), request, "readings[0].value");
}

TEST(ReadingsDecider, RejectsMorePeopleInTheNumeratorThanInTheDenominator) {
  auto request = Record();
  SetCounts(AddEntry(request, "2026-01-01", "2026-01-31"), 998, 997);
  ExpectViolation(DefinedMetric(), request, "readings[0].exact.numerator");
}

TEST(ReadingsDecider, RejectsAPercentageOfNobody) {
  auto request = Record();
  SetCounts(AddEntry(request, "2026-01-01", "2026-01-31"), 0, 0);
  ExpectViolation(DefinedMetric(), request, "readings[0].exact.denominator");
}

TEST(ReadingsDecider, RejectsADenominatorOfACount) {
  auto definition = SampleDefinition();
  definition.set_value_kind(v1::VALUE_KIND_COUNT);
  definition.clear_denominator();
  ExpectViolation(DefinedMetric(definition), January(), "readings[0].exact.denominator");
}

TEST(ReadingsDecider, NamesWhatIsWrongInEveryEntryAtOnceAndRepeatsNoCount) {
  auto request = Record();
  SetCounts(AddEntry(request, "2026-01-01", "2026-01-30"), 4321, 1234);
  AddEntry(request, "2026-01-31", "2026-02-28").set_value(6);
  auto then = Given<v1::Metric>(DefinedMetric()).When(Decide, request);
  then.ThenRejected(v1::READINGS_NOT_AS_DEFINED);
  const auto& violations = then.decision().rejection().violations();
  ASSERT_EQ(violations.size(), 4u);
  for (const auto& violation : violations) {
    EXPECT_EQ(violation.description.find("4321"), std::string::npos);
    EXPECT_EQ(violation.description.find("1234"), std::string::npos);
  }
}

TEST(SubmissionRow, NeverHoldsExactCounts) {
  v1::ReadingsRecorded recorded;
  recorded.mutable_exact()->add_figures()->mutable_counts()->set_numerator(3);
  *recorded.add_figures() = JanuaryFigure();
  v1::Submission submission;
  Evolve(submission, recorded);
  EXPECT_FALSE(submission.has_exact());
  EXPECT_EQ(submission.figures_size(), 1);
}

TEST(ReadingRow, NeverHoldsExactCounts) {
  v1::ReadingRecorded recorded;
  recorded.mutable_exact()->set_numerator(3);
  v1::ReadingRevised revised;
  revised.mutable_exact()->set_numerator(4);
  revised.set_revision_reason("late returns");
  v1::Reading reading;
  Evolve(reading, recorded);
  Evolve(reading, revised);
  EXPECT_FALSE(reading.has_exact());
  EXPECT_EQ(reading.revision_count(), 1);
  EXPECT_EQ(reading.revision_reason(), "late returns");
}

}  // namespace
}  // namespace fivestep::metrics
