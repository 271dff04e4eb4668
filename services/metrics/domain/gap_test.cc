#include "metrics/domain/gap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/disclosure.h"
#include "metrics/domain/examples.h"
#include "metrics/domain/pair.h"
#include "metrics/domain/reading.h"

namespace fivestep::metrics {
namespace {

using testing::Given;
using ::testing::HasSubstr;

const std::string kComparator = "programmes/p1/metrics/m2";
const std::string kPair = "programmes/p1/pairs/q1";

// Screening uptake: higher is better, published counts, a baseline of 2024.
v1::MetricDefinition Uptake() {
  auto definition = SampleDefinition();
  definition.set_polarity(v1::POLARITY_HIGHER_IS_BETTER);
  definition.set_disclosure_profile(v1::DISCLOSURE_PROFILE_PUBLISHED);
  definition.set_target_value(85);
  return definition;
}

struct Count {
  int month;  // from January 2024
  int64_t numerator;
  int64_t denominator;
};

v1::Series SeriesOf(const v1::MetricDefinition& definition, std::initializer_list<Count> counts) {
  v1::Series series;
  for (const Count& count : counts) {
    auto figure = MonthFigure(count.month, 0);
    v1::ExactCounts exact;
    exact.set_numerator(count.numerator);
    exact.set_denominator(count.denominator);
    *figure.mutable_released() = Release(definition, exact);
    Take(figure, "", testing::kNow, series);
  }
  return series;
}

v1::GapChange Change(std::initializer_list<Count> target, std::initializer_list<Count> comparator,
                     const v1::MetricDefinition& definition = Uptake()) {
  const v1::Series target_series = SeriesOf(definition, target);
  const v1::Series comparator_series = SeriesOf(definition, comparator);
  const auto metric = DefinedMetric(definition);
  return ChangeOfGap({metric, target_series}, {metric, comparator_series});
}

TEST(GapPoints, GiveTheWorkedValue) {
  const auto metric = DefinedMetric(Uptake());
  const auto target = SeriesOf(Uptake(), {{0, 48, 80}});
  const auto comparator = SeriesOf(Uptake(), {{0, 56, 70}});
  const auto points = GapPoints({metric, target}, {metric, comparator});
  ASSERT_EQ(points.size(), 1u);
  EXPECT_NEAR(points[0].target_level().value(), 60, 1e-9);
  EXPECT_NEAR(points[0].comparator_level().value(), 80, 1e-9);
  EXPECT_NEAR(points[0].absolute_gap().value(), 20, 1e-9);
  EXPECT_NEAR(points[0].absolute_gap().lower(), 5.24, 0.01);
  EXPECT_NEAR(points[0].absolute_gap().upper(), 33.39, 0.01);
  EXPECT_NEAR(points[0].relative_gap().value(), 4.0 / 3, 1e-9);
  EXPECT_NEAR(points[0].relative_gap().lower(), 1.0766, 1e-4);
  EXPECT_NEAR(points[0].relative_gap().upper(), 1.6512, 1e-4);
  EXPECT_EQ(points[0].people_to_close(), 16);
}

TEST(GapPoints, ArePositiveWhereTheTargetGroupIsWorseOffWhicheverWayIsBetter) {
  auto smoking = SampleDefinition();
  smoking.set_disclosure_profile(v1::DISCLOSURE_PROFILE_PUBLISHED);
  const auto metric = DefinedMetric(smoking);
  const auto target = SeriesOf(smoking, {{0, 200, 1'000}});
  const auto comparator = SeriesOf(smoking, {{0, 100, 1'000}});
  const auto points = GapPoints({metric, target}, {metric, comparator});
  EXPECT_NEAR(points[0].absolute_gap().value(), 10, 1e-9);
  EXPECT_NEAR(points[0].relative_gap().value(), 2, 1e-9);
}

TEST(GapPoints, OfRoundedFiguresComeFromTheRoundedCounts) {
  auto definition = Uptake();
  definition.set_disclosure_profile(v1::DISCLOSURE_PROFILE_HES_ROUND_5);
  const auto metric = DefinedMetric(definition);
  const auto comparator = SeriesOf(definition, {{0, 700, 1'000}});
  const auto one = SeriesOf(definition, {{0, 93, 198}});
  const auto other = SeriesOf(definition, {{0, 97, 202}});
  EXPECT_EQ(GapPoints({metric, one}, {metric, comparator})[0].SerializeAsString(),
            GapPoints({metric, other}, {metric, comparator})[0].SerializeAsString());
}

TEST(GapPoints, OfASuppressedFigureSayNothingOfTheGap) {
  auto definition = Uptake();
  definition.set_disclosure_profile(v1::DISCLOSURE_PROFILE_HES_ROUND_5);
  const auto metric = DefinedMetric(definition);
  const auto comparator = SeriesOf(definition, {{0, 700, 1'000}});
  const auto points =
      GapPoints({metric, SeriesOf(definition, {{0, 5, 198}})}, {metric, comparator});
  EXPECT_FALSE(points[0].has_target_level());
  EXPECT_FALSE(points[0].has_absolute_gap());
  EXPECT_FALSE(points[0].has_people_to_close());
  EXPECT_TRUE(points[0].has_comparator_level());
}

TEST(GapPoints, OfValuesWithoutCountsHaveNoInterval) {
  const auto metric = DefinedMetric(Uptake());
  const auto points = GapPoints({metric, Monthly({60})}, {metric, Monthly({80})});
  EXPECT_DOUBLE_EQ(points[0].absolute_gap().value(), 20);
  EXPECT_FALSE(points[0].absolute_gap().has_lower());
  EXPECT_FALSE(points[0].has_people_to_close());
}

TEST(ChangeOfGap, IsTheDifferenceOfTheDifferences) {
  const auto change =
      Change({{0, 600, 1'000}, {12, 700, 1'000}}, {{0, 800, 1'000}, {12, 820, 1'000}});
  EXPECT_NEAR(change.target_change().value(), 10, 1e-9);
  EXPECT_NEAR(change.comparator_change().value(), 2, 1e-9);
  EXPECT_NEAR(change.gap_change().value(), -8, 1e-9);
  // Square-and-add by hand: Wilson 60 [56.93, 62.99], 70 [67.08, 72.76] -> 10 [5.82, 14.13]; 80
  // [77.41, 82.36], 82 [79.50, 84.26] -> 2 [-1.46, 5.43]; -8 [-13.38, -2.58].
  EXPECT_NEAR(change.gap_change().lower(), -13.4, 0.1);
  EXPECT_NEAR(change.gap_change().upper(), -2.6, 0.1);
  EXPECT_LT(change.relative_change().value(), 1);
  EXPECT_EQ(change.verdict(), v1::CHANGE_VERDICT_IMPROVEMENT);
}

TEST(ChangeOfGap, CatchesAGapThatClosedBecauseEveryoneGotWorse) {
  const auto change =
      Change({{0, 600, 1'000}, {12, 550, 1'000}}, {{0, 800, 1'000}, {12, 600, 1'000}});
  EXPECT_LT(change.gap_change().upper(), 0);
  EXPECT_EQ(change.verdict(), v1::CHANGE_VERDICT_DETERIORATION);
  EXPECT_THAT(change.sentence(), HasSubstr("because the comparator got worse"));
}

struct VerdictCase {
  const char* what;
  Count target_then, target_now, comparator_then, comparator_now;
  v1::ChangeVerdict verdict;
};

TEST(ChangeOfGap, SaysWhatMayBeSaidAndNoMore) {
  const VerdictCase cases[] = {
      {"noise",
       {0, 600, 1'000},
       {12, 605, 1'000},
       {0, 800, 1'000},
       {12, 798, 1'000},
       v1::CHANGE_VERDICT_NO_EVIDENCE},
      {"the comparator gained more",
       {0, 600, 1'000},
       {12, 610, 1'000},
       {0, 700, 1'000},
       {12, 800, 1'000},
       v1::CHANGE_VERDICT_WIDENED},
      {"all gained alike",
       {0, 600, 1'000},
       {12, 680, 1'000},
       {0, 700, 1'000},
       {12, 780, 1'000},
       v1::CHANGE_VERDICT_CHANGED_CAUSE_NOT_SHOWN},
      {"only the comparator fell",
       {0, 600, 1'000},
       {12, 600, 1'000},
       {0, 800, 1'000},
       {12, 700, 1'000},
       v1::CHANGE_VERDICT_CHANGED_CAUSE_NOT_SHOWN},
      {"the target group fell",
       {0, 600, 1'000},
       {12, 500, 1'000},
       {0, 800, 1'000},
       {12, 800, 1'000},
       v1::CHANGE_VERDICT_DETERIORATION},
      {"small groups",
       {0, 12, 20},
       {12, 15, 20},
       {0, 16, 20},
       {12, 16, 20},
       v1::CHANGE_VERDICT_NO_EVIDENCE},
  };
  for (const VerdictCase& one : cases) {
    const auto change =
        Change({one.target_then, one.target_now}, {one.comparator_then, one.comparator_now});
    EXPECT_EQ(change.verdict(), one.verdict) << one.what << ": " << change.sentence();
  }
}

TEST(ChangeOfGap, ReadsNoImprovementFromABaselineThatPickedTheGroup) {
  auto definition = Uptake();
  definition.set_selection_start_date("2024-06-01");
  definition.set_selection_end_date("2024-12-31");
  const auto change =
      Change({{0, 600, 1'000}, {12, 700, 1'000}}, {{0, 800, 1'000}, {12, 820, 1'000}}, definition);
  EXPECT_EQ(change.verdict(), v1::CHANGE_VERDICT_CHANGED_CAUSE_NOT_SHOWN);
  EXPECT_THAT(change.sentence(), HasSubstr("picked"));
}

TEST(ChangeOfGap, CannotBeKnownWithoutBaselineLaterPeriodOrCounts) {
  EXPECT_EQ(Change({{12, 7, 10}}, {{12, 8, 10}}).verdict(), v1::CHANGE_VERDICT_CANNOT_BE_KNOWN);
  EXPECT_EQ(Change({{0, 7, 10}}, {{0, 8, 10}}).verdict(), v1::CHANGE_VERDICT_CANNOT_BE_KNOWN);
  EXPECT_EQ(Change({}, {}).verdict(), v1::CHANGE_VERDICT_CANNOT_BE_KNOWN);
  const auto metric = DefinedMetric(Uptake());
  const auto values = Monthly({60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 70});
  const auto change = ChangeOfGap({metric, values}, {metric, values});
  EXPECT_EQ(change.verdict(), v1::CHANGE_VERDICT_CANNOT_BE_KNOWN);
  EXPECT_THAT(change.sentence(), HasSubstr("counts"));
}

TEST(ChangeOfGap, OfANeutralMetricIsNeverBetterOrWorse) {
  auto definition = Uptake();
  definition.set_polarity(v1::POLARITY_NEUTRAL);
  const auto change =
      Change({{0, 600, 1'000}, {12, 800, 1'000}}, {{0, 800, 1'000}, {12, 800, 1'000}}, definition);
  EXPECT_EQ(change.verdict(), v1::CHANGE_VERDICT_CHANGED_CAUSE_NOT_SHOWN);
}

v1::PairMetricsRequest PairRequest() {
  v1::PairMetricsRequest request;
  request.set_parent("programmes/p1");
  request.set_title("Uptake in the most deprived fifth");
  request.set_target_metric(kMetric);
  request.set_comparator_metric(kComparator);
  request.set_owner_role("screening lead");
  return request;
}

Given<v1::Pair> GivenMetrics(const v1::Metric& target, const v1::Metric& comparator) {
  Given<v1::Pair> given;
  given.With(kMetric, target).With(kComparator, comparator).Naming(kPair);
  return given;
}

TEST(PairMetrics, PairsTwoMetricsAndTakesTheTargetAreaOfTheFirst) {
  auto then =
      GivenMetrics(DefinedMetric(Uptake()), DefinedMetric(Uptake())).When(Decide, PairRequest());
  const auto paired = EventsOf<v1::MetricsPaired>(then.decision());
  ASSERT_EQ(paired.size(), 1u);
  EXPECT_EQ(paired[0].target_area(), "programmes/p1/targetAreas/quit-smoking");
  EXPECT_EQ(EventsOf<v1::MetricPaired>(then.decision()).size(), 2u);
}

TEST(PairMetrics, RejectsMetricsThatAreNotMeasuredAlike) {
  const auto expect_refused = [](const v1::MetricDefinition& target,
                                 const v1::MetricDefinition& comparator, const char* field) {
    auto then =
        GivenMetrics(DefinedMetric(target), DefinedMetric(comparator)).When(Decide, PairRequest());
    then.ThenRejected(v1::METRICS_NOT_COMPARABLE);
    EXPECT_EQ(then.decision().rejection().violations().at(0).field, field);
  };
  auto other = Uptake();
  other.set_polarity(v1::POLARITY_LOWER_IS_BETTER);
  expect_refused(Uptake(), other, "comparator_metric");
  other = Uptake();
  other.set_frequency(v1::FREQUENCY_YEARLY);
  expect_refused(Uptake(), other, "comparator_metric");
  other = Uptake();
  other.set_value_kind(v1::VALUE_KIND_RATE);
  other.set_rate_per(1'000);
  expect_refused(Uptake(), other, "comparator_metric");
  auto resident = Uptake();
  resident.mutable_denominator_population()->set_basis(v1::POPULATION_BASIS_RESIDENT);
  other = Uptake();
  other.mutable_denominator_population()->set_basis(v1::POPULATION_BASIS_REGISTERED);
  expect_refused(resident, other, "comparator_metric");
  auto count = Uptake();
  count.set_value_kind(v1::VALUE_KIND_COUNT);
  expect_refused(count, count, "target_metric");
}

TEST(PairMetrics, RejectsAMetricWithItselfADraftAndAClosedOne) {
  auto same = PairRequest();
  same.set_comparator_metric(kMetric);
  GivenMetrics(DefinedMetric(Uptake()), DefinedMetric(Uptake()))
      .When(Decide, same)
      .ThenRejected(v1::METRICS_NOT_COMPARABLE);
  GivenMetrics(DraftedMetric(), DefinedMetric(Uptake()))
      .When(Decide, PairRequest())
      .ThenRejected(v1::METRIC_NOT_DEFINED);
  GivenMetrics(DefinedMetric(Uptake()), ClosedMetric())
      .When(Decide, PairRequest())
      .ThenRejected(v1::METRIC_NOT_DEFINED);
}

TEST(GapWatch, RaisesAWidenedGapOnceForItsPeriod) {
  const auto definition = Uptake();
  auto target_series = SeriesOf(definition, {{0, 600, 1'000}});
  const auto comparator_series = SeriesOf(definition, {{0, 700, 1'000}, {12, 800, 1'000}});
  v1::Metric target = MetricWith(target_series, definition);
  target.add_pairs(kPair);
  v1::Pair pair;
  v1::MetricsPaired paired;
  paired.set_pair(kPair);
  paired.set_target_metric(kMetric);
  paired.set_comparator_metric(kComparator);
  Evolve(pair, paired);
  v1::RecordReadingsRequest request;
  request.set_name(kMetric);
  auto& entry = *request.add_readings();
  entry.set_period_start_date("2025-01-01");
  entry.set_period_end_date("2025-01-31");
  entry.mutable_exact()->set_numerator(610);
  entry.mutable_exact()->set_denominator(1'000);
  auto given = GivenMetric(target, target_series);
  given.With(kPair, pair).With(kComparator, DefinedMetric(definition));
  given.rows().PutViewValue(kSeriesView, kComparator, comparator_series.SerializeAsString());
  auto then = given.When(Decide, request);
  ASSERT_FALSE(then.decision().rejected()) << then.decision().rejection().ToString();
  const auto assessed = EventsOf<v1::GapAssessed>(then.decision());
  ASSERT_EQ(assessed.size(), 1u);
  EXPECT_EQ(assessed[0].verdict(), v1::CHANGE_VERDICT_WIDENED);
  const auto raised = EventsOf<v1::GapAlertRaised>(then.decision());
  ASSERT_EQ(raised.size(), 1u);
  EXPECT_EQ(raised[0].alert().period_start_dates(0), "2025-01-01");
  Evolve(pair, assessed[0]);
  Evolve(pair, raised[0]);
  given.With(kPair, pair);
  auto again = given.When(Decide, request);
  EXPECT_TRUE(EventsOf<v1::GapAssessed>(again.decision()).empty());
  EXPECT_TRUE(EventsOf<v1::GapAlertRaised>(again.decision()).empty());
}

}  // namespace
}  // namespace fivestep::metrics
