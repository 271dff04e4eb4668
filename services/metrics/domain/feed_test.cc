#include "metrics/domain/feed.h"

#include <gtest/gtest.h>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/examples.h"
#include "platform/testing/given.h"

namespace fivestep::metrics {
namespace {

using fivestep::testing::Given;

constexpr char kSupply[] = "programmes/p1/figureSupplies/s1";
constexpr char kDelivery[] = "programmes/p1/deliveries/analysis-41";

v1::Delivery Delivered() {
  v1::FiguresAwaited awaited;
  awaited.set_delivery(kDelivery);
  awaited.set_figure_supply(kSupply);
  awaited.set_indicator("programmes/p1/indicators/smoking");
  awaited.set_data_set("programmes/p1/dataSets/d1");
  awaited.set_kind(v1::DELIVERED_KIND_PROPORTION);
  awaited.add_groups("most deprived");
  awaited.add_groups("least deprived");
  v1::Delivery delivery;
  Evolve(delivery, awaited);
  return delivery;
}

v1::FollowFiguresRequest Follow(const std::string& group = "most deprived") {
  v1::FollowFiguresRequest command;
  command.set_name(kMetric);
  command.mutable_feed()->set_figure_supply(kSupply);
  command.mutable_feed()->set_group(group);
  return command;
}

v1::StopFollowingFiguresRequest Stop() {
  v1::StopFollowingFiguresRequest command;
  command.set_name(kMetric);
  command.set_reason("another source");
  return command;
}

v1::Metric Fed() {
  v1::FiguresFollowed followed;
  *followed.mutable_feed() = Follow().feed();
  v1::Metric metric = DefinedMetric();
  Evolve(metric, followed);
  return metric;
}

Given<v1::Metric> BesideDelivery(v1::Metric metric, v1::Delivery delivery = Delivered()) {
  Given<v1::Metric> given(std::move(metric));
  v1::StoredFeed feed;
  feed.add_deliveries(kDelivery);
  given.rows().PutViewValue(kFeedsView, std::string(kSupplyPrefix) + kSupply,
                            feed.SerializeAsString());
  given.With(kDelivery, std::move(delivery));
  return given;
}

TEST(Feed, IsFollowedByADefinedMetric) {
  v1::FiguresFollowed expected;
  expected.set_metric(kMetric);
  *expected.mutable_feed() = Follow().feed();
  BesideDelivery(DefinedMetric()).When(Decide, Follow()).ThenEmits(expected);
  Given<v1::Metric>(DefinedMetric()).When(Decide, Follow()).ThenEmits(expected);
  EXPECT_EQ(Fed().feed().group(), "most deprived");
}

TEST(Feed, IsNotFollowedByADraftOrAClosedMetric) {
  for (const v1::Metric& metric : {DraftedMetric(), ClosedMetric()}) {
    Given<v1::Metric>(metric).When(Decide, Follow()).ThenRejected(v1::METRIC_NOT_DEFINED);
    Given<v1::Metric>(metric).When(Decide, Stop()).ThenRejected(v1::METRIC_NOT_DEFINED);
  }
}

TEST(Feed, TakesThePlaceOfAnotherOne) {
  Given<v1::Metric>(Fed()).When(Decide, Follow()).ThenRejected(v1::FEED_UNCHANGED);
  v1::FiguresFollowed expected;
  expected.set_metric(kMetric);
  *expected.mutable_feed() = Follow("least deprived").feed();
  *expected.mutable_earlier_feed() = Follow().feed();
  BesideDelivery(Fed()).When(Decide, Follow("least deprived")).ThenEmits(expected);
}

TEST(Feed, IsLeftOnce) {
  v1::FiguresUnfollowed expected;
  expected.set_metric(kMetric);
  *expected.mutable_feed() = Follow().feed();
  expected.set_reason("another source");
  Given<v1::Metric>(Fed()).When(Decide, Stop()).ThenEmits(expected);
  Given<v1::Metric>(DefinedMetric()).When(Decide, Stop()).ThenRejected(v1::METRIC_NOT_FED);
  v1::Metric metric = Fed();
  Evolve(metric, expected);
  EXPECT_FALSE(metric.has_feed());
}

TEST(Feed, HasTheGroup) {
  BesideDelivery(DefinedMetric())
      .When(Decide, Follow("middle"))
      .ThenRejected(v1::GROUP_NOT_SUPPLIED);
}

TEST(Feed, MustNotBeShownMoreOpenlyThanItsDataSet) {
  v1::MetricDefinition open = SampleDefinition();
  open.set_disclosure_profile(v1::DISCLOSURE_PROFILE_PUBLISHED);
  BesideDelivery(DefinedMetric(open))
      .When(Decide, Follow())
      .ThenRejected(v1::FEED_NOT_STRICT_ENOUGH);
  v1::Delivery published = Delivered();
  published.set_published(true);
  EXPECT_TRUE(CheckFeed(kMetric, DefinedMetric(open), Follow().feed(), published).ok());
  EXPECT_TRUE(CheckFeed(kMetric, DefinedMetric(), Follow().feed(), published).ok());
}

TEST(Feed, IsOfTheMetricsKindAndIndicator) {
  v1::Delivery rate = Delivered();
  rate.set_kind(v1::DELIVERED_KIND_RATE);
  BesideDelivery(DefinedMetric(), rate)
      .When(Decide, Follow())
      .ThenRejected(v1::FEED_NOT_OF_ITS_KIND);
  v1::Delivery other = Delivered();
  other.set_indicator("programmes/p1/indicators/other");
  BesideDelivery(DefinedMetric(), other)
      .When(Decide, Follow())
      .ThenRejected(v1::FEED_NOT_OF_ITS_KIND);
}

TEST(Delivery, IsNotedOnce) {
  v1::AwaitFiguresRequest command;
  command.set_delivery(kDelivery);
  command.mutable_awaited()->set_delivery(kDelivery);
  command.mutable_awaited()->set_figure_supply(kSupply);
  Given<v1::Delivery>().When(Decide, command).ThenEmits(command.awaited());
  Given<v1::Delivery>(Delivered()).When(Decide, command).ThenEmits();
}

}  // namespace
}  // namespace fivestep::metrics
