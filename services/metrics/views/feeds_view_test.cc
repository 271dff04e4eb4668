#include "metrics/views/feeds_view.h"

#include <gtest/gtest.h>

#include "fivestep/metrics/v1/events.pb.h"
#include "fivestep/metrics/v1/internal.pb.h"
#include "metrics/domain/feed.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::metrics {
namespace {

using Names = std::vector<std::string>;

class Feeds : public ::testing::Test {
 protected:
  template <class Event>
  void Fold(const Event& event) {
    ASSERT_TRUE(FeedsView().fold(view_, {}, event).ok());
  }
  void Follow(const std::string& metric, const std::string& supply) {
    v1::FiguresFollowed event;
    event.set_metric(metric);
    event.mutable_feed()->set_figure_supply(supply);
    Fold(event);
  }
  void Deliver(const std::string& supply, const std::string& delivery) {
    v1::FiguresAwaited event;
    event.set_figure_supply(supply);
    event.set_delivery(delivery);
    Fold(event);
  }
  void Take(const std::string& metric, const std::string& delivery) {
    v1::FiguresTaken event;
    event.set_metric(metric);
    event.mutable_outcome()->set_delivery(delivery);
    Fold(event);
  }
  Names AwaitedBy(const std::string& metric) {
    v1::StoredFeed feed;
    EXPECT_TRUE(feed.ParseFromString(view_.Get(kAwaitedPrefix + metric)));
    return {feed.deliveries().begin(), feed.deliveries().end()};
  }

  testing::FakeViewWriter view_;
};

TEST_F(Feeds, AwaitEachDeliveryForEveryMetricThatFollows) {
  Follow("m1", "s1");
  Follow("m2", "s1");
  Follow("m3", "s2");
  Deliver("s1", "d1");
  Deliver("s1", "d2");
  EXPECT_EQ(AwaitedBy("m1"), (Names{"d1", "d2"}));
  EXPECT_EQ(AwaitedBy("m2"), (Names{"d1", "d2"}));
  EXPECT_TRUE(AwaitedBy("m3").empty());
}

TEST_F(Feeds, AwaitTheNewestDeliveryFromTheStart) {
  Deliver("s1", "d1");
  Deliver("s1", "d2");
  Follow("m1", "s1");
  EXPECT_EQ(AwaitedBy("m1"), Names{"d2"});
}

TEST_F(Feeds, AwaitNothingThatIsOlderThanWhatWasTaken) {
  Follow("m1", "s1");
  for (const char* delivery : {"d1", "d2", "d3"}) Deliver("s1", delivery);
  Take("m1", "d2");
  EXPECT_EQ(AwaitedBy("m1"), Names{"d3"});
  Take("m1", "d1");
  EXPECT_EQ(AwaitedBy("m1"), Names{"d3"});
  Take("m1", "d3");
  EXPECT_TRUE(view_.Get(std::string(kAwaitedPrefix) + "m1").empty());
}

TEST_F(Feeds, AreLeftWithAllThatIsAwaited) {
  Follow("m1", "s1");
  Deliver("s1", "d1");
  Follow("m1", "s2");
  EXPECT_TRUE(AwaitedBy("m1").empty());
  Deliver("s1", "d2");
  EXPECT_TRUE(AwaitedBy("m1").empty());
  Deliver("s2", "d3");
  v1::FiguresUnfollowed unfollowed;
  unfollowed.set_metric("m1");
  Fold(unfollowed);
  EXPECT_TRUE(AwaitedBy("m1").empty());
  Follow("m1", "s2");
  v1::MetricClosed closed;
  closed.set_metric("m1");
  Fold(closed);
  Deliver("s2", "d4");
  EXPECT_TRUE(AwaitedBy("m1").empty());
}

}  // namespace
}  // namespace fivestep::metrics
