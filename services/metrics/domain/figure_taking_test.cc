#include "metrics/domain/figure_taking.h"

#include <gtest/gtest.h>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/examples.h"
#include "metrics/domain/feed.h"
#include "metrics/domain/reading.h"
#include "metrics/domain/series.h"
#include "platform/testing/given.h"

namespace fivestep::metrics {
namespace {

using fivestep::testing::Given;
using google::protobuf::DynamicCastToGenerated;

constexpr char kSupply[] = "programmes/p1/figureSupplies/s1";
constexpr char kDelivery[] = "programmes/p1/deliveries/analysis-41";

v1::FetchedFigure Month(const char* label, const char* start, const char* end, double numerator,
                        double denominator) {
  v1::FetchedFigure figure;
  figure.mutable_period()->set_label(label);
  figure.mutable_period()->set_start_date(start);
  figure.mutable_period()->set_end_date(end);
  figure.set_numerator(numerator);
  figure.set_denominator(denominator);
  return figure;
}

// A metric that follows figures, with what it has already.
class FigureTaking : public ::testing::Test {
 protected:
  FigureTaking() {
    metric_.mutable_feed()->set_figure_supply(kSupply);
    metric_.mutable_feed()->set_group("most deprived");
    delivery_.set_figure_supply(kSupply);
    delivery_.set_indicator("programmes/p1/indicators/smoking");
    delivery_.set_kind(v1::DELIVERED_KIND_PROPORTION);
    delivery_.set_data_set("programmes/p1/dataSets/d2");
    delivery_.set_data_set_version(2);
    delivery_.add_groups("most deprived");
    delivery_.set_source_position(41);
    awaited_.add_deliveries(kDelivery);
    command_.set_metric(kMetric);
    command_.set_delivery(kDelivery);
  }
  // A reading that was recorded before.
  void Recorded(int month, std::optional<double> value, int64_t numerator, int64_t denominator) {
    v1::SubmittedFigure figure = MonthFigure(month, value);
    if (value) {
      figure.mutable_released()->set_numerator(numerator);
      figure.mutable_released()->set_denominator(denominator);
    }
    Take(figure, "s", testing::kNow, series_);
    v1::ReadingsAdded added;
    added.set_added_count(1);
    added.set_first_period_start_date(series_.readings(0).period_start_date());
    added.set_last_period_end_date(figure.period_end_date());
    Evolve(metric_, added);
  }
  void Run() {
    Given<v1::Metric> given(metric_);
    given.With(kDelivery, delivery_);
    given.rows()
        .PutViewValue(kFeedsView, kAwaitedPrefix + kMetric, awaited_.SerializeAsString())
        .PutViewValue(kSeriesView, kMetric, series_.SerializeAsString());
    const auto then = given.When(Decide, command_, fetched_);
    if (then.decision().rejected()) reason_ = then.decision().rejection().reason();
    for (const auto& event : then.decision().events()) {
      if (const auto* taken = DynamicCastToGenerated<v1::FiguresTaken>(event.get())) {
        taken_ = *taken;
      }
      if (const auto* recorded = DynamicCastToGenerated<v1::ReadingsRecorded>(event.get())) {
        recorded_ = *recorded;
      }
    }
    event_count_ = then.decision().events().size();
  }
  const v1::DeliveryOutcome& outcome() const { return taken_.outcome(); }

  v1::Metric metric_ = DefinedMetric();
  v1::Delivery delivery_;
  v1::StoredFeed awaited_;
  v1::Series series_;
  v1::TakeFiguresRequest command_;
  v1::FetchedFigures fetched_;
  v1::FiguresTaken taken_;
  v1::ReadingsRecorded recorded_;
  std::string reason_;
  size_t event_count_ = 0;
};

TEST_F(FigureTaking, RecordsNewPeriodsRoundedWithTheirCountsSealed) {
  *fetched_.add_figures() = Month("2024-02", "2024-02-01", "2024-02-29", 93, 997);
  *fetched_.add_figures() = Month("2024-01", "2024-01-01", "2024-01-31", 6, 997);
  Run();
  EXPECT_EQ(outcome().recorded_count(), 2);
  EXPECT_EQ(outcome().delivery(), kDelivery);
  EXPECT_EQ(taken_.source_position(), 41);
  EXPECT_EQ(recorded_.delivery(), kDelivery);
  ASSERT_EQ(recorded_.figures_size(), 2);
  EXPECT_TRUE(recorded_.figures(0).released().suppressed());
  EXPECT_EQ(recorded_.figures(1).released().value(), 9.5);
  ASSERT_EQ(recorded_.exact().figures_size(), 2);
  EXPECT_EQ(recorded_.exact().figures(0).counts().numerator(), 6);
}

TEST_F(FigureTaking, RevisesWhatChangedAndLeavesTheRest) {
  Recorded(0, 9.5, 95, 995);
  Recorded(1, 9.5, 95, 995);
  *fetched_.add_figures() = Month("2024-01", "2024-01-01", "2024-01-31", 93, 997);
  *fetched_.add_figures() = Month("2024-02", "2024-02-01", "2024-02-29", 103, 997);
  *fetched_.add_figures() = Month("2024-03", "2024-03-01", "2024-03-31", 93, 997);
  Run();
  EXPECT_EQ(outcome().unchanged_count(), 1);
  EXPECT_EQ(outcome().revised_count(), 1);
  EXPECT_EQ(outcome().recorded_count(), 1);
  ASSERT_EQ(recorded_.figures_size(), 2);
  EXPECT_EQ(recorded_.figures(0).period_start_date(), "2024-02-01");
  EXPECT_EQ(recorded_.figures(0).revision_reason(),
            "Figures of programmes/p1/dataSets/d2, version 2");
  EXPECT_TRUE(recorded_.figures(1).revision_reason().empty());
}

// A revision that changes nothing that is shown would say that the counts moved.
TEST_F(FigureTaking, RevisesNothingForCountsThatMovedWithinTheirRounding) {
  Recorded(0, 9.5, 95, 995);
  *fetched_.add_figures() = Month("2024-01", "2024-01-01", "2024-01-31", 94, 996);
  Run();
  EXPECT_EQ(outcome().unchanged_count(), 1);
  EXPECT_EQ(event_count_, 1U);
}

TEST_F(FigureTaking, ShowsNothingThatAnalysisWithholds) {
  *fetched_.add_figures() = Month("2024-01", "2024-01-01", "2024-01-31", 93, 997);
  fetched_.mutable_figures(0)->set_withheld(true);
  Run();
  ASSERT_EQ(recorded_.figures_size(), 1);
  EXPECT_TRUE(recorded_.figures(0).released().suppressed());
  EXPECT_FALSE(recorded_.figures(0).released().has_value());
  EXPECT_EQ(recorded_.exact().figures(0).counts().numerator(), 93);
}

TEST_F(FigureTaking, SaysOfEachPeriodThatDoesNotFitWhyNot) {
  *fetched_.add_figures() = Month("2023-12", "2023-12-01", "2023-12-31", 93, 997);
  *fetched_.add_figures() = Month("2024/25", "2024-04-01", "2025-03-31", 93, 997);
  *fetched_.add_figures() = Month("all", "", "", 93, 997);
  *fetched_.add_figures() = Month("2024-05", "2024-05-01", "2024-05-31", 9.5, 997);
  *fetched_.add_figures() = Month("2024-06", "2024-06-01", "2024-06-30", 93, 0);
  fetched_.add_figures()->mutable_period()->set_label("2024-07");
  fetched_.mutable_figures(5)->set_missing_reason("The data set has no figures of it.");
  *fetched_.add_figures() = Month("2024-08", "2024-08-01", "2024-08-31", 93, 997);
  *fetched_.add_figures() = Month("Aug 24", "2024-08-01", "2024-08-31", 93, 997);
  *fetched_.add_figures() = Month("2027-01", "2027-01-01", "2027-01-31", 93, 997);
  Run();
  EXPECT_EQ(outcome().recorded_count(), 1);
  ASSERT_EQ(outcome().left_out_size(), 8);
  EXPECT_EQ(outcome().left_out(0).period(), "2023-12");
  EXPECT_NE(outcome().left_out(0).reason().find("baseline"), std::string::npos);
  EXPECT_NE(outcome().left_out(1).reason().find("MONTHLY"), std::string::npos);
  for (const v1::PeriodLeftOut& left_out : outcome().left_out()) {
    EXPECT_TRUE(left_out.reason().ends_with('.')) << left_out.reason();
    EXPECT_EQ(left_out.reason().find("93"), std::string::npos) << left_out.reason();
  }
}

TEST_F(FigureTaking, TakesADayAsTheStartOfAPeriodOfTheMetric) {
  *fetched_.add_figures() = Month("2024-01-01", "2024-01-01", "", 93, 997);
  Run();
  ASSERT_EQ(recorded_.figures_size(), 1);
  EXPECT_EQ(recorded_.figures(0).period_end_date(), "2024-01-31");
}

TEST_F(FigureTaking, TakesNothingThatTheMetricWouldShowMoreOpenly) {
  v1::MetricDefinition open = SampleDefinition();
  open.set_disclosure_profile(v1::DISCLOSURE_PROFILE_PUBLISHED);
  *metric_.mutable_definition() = open;
  *fetched_.add_figures() = Month("2024-01", "2024-01-01", "2024-01-31", 93, 997);
  Run();
  EXPECT_EQ(event_count_, 1U);
  EXPECT_EQ(outcome().refusal_reason(), "FEED_NOT_STRICT_ENOUGH");
  EXPECT_FALSE(outcome().refusal_message().empty());
  Evolve(metric_, taken_);
  EXPECT_EQ(metric_.last_delivery().refusal_reason(), "FEED_NOT_STRICT_ENOUGH");
}

TEST_F(FigureTaking, SaysWhenTheGroupIsGone) {
  delivery_.clear_groups();
  delivery_.add_groups("least deprived");
  Run();
  EXPECT_EQ(outcome().refusal_reason(), "GROUP_NOT_SUPPLIED");
}

TEST_F(FigureTaking, DecidesNothingOfWhatIsNotAwaited) {
  awaited_.clear_deliveries();
  *fetched_.add_figures() = Month("2024-01", "2024-01-01", "2024-01-31", 93, 997);
  Run();
  EXPECT_EQ(event_count_, 0U);
}

TEST_F(FigureTaking, WaitsUntilTheReadingsAreReadAnew) {
  metric_.set_reading_count(5);
  Run();
  EXPECT_EQ(reason_, "SERIES_NOT_READY");
}

TEST_F(FigureTaking, TakesCountsWithoutTheirDenominator) {
  v1::MetricDefinition count = SampleDefinition();
  count.set_value_kind(v1::VALUE_KIND_COUNT);
  count.clear_denominator();
  *metric_.mutable_definition() = count;
  *fetched_.add_figures() = Month("2024-01", "2024-01-01", "2024-01-31", 93, 997);
  Run();
  ASSERT_EQ(recorded_.figures_size(), 1);
  EXPECT_EQ(recorded_.figures(0).released().value(), 95);
  EXPECT_EQ(recorded_.exact().figures(0).counts().denominator(), 0);
}

}  // namespace
}  // namespace fivestep::metrics
