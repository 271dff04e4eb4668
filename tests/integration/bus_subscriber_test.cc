// The subscriber against a real nats-server: every event once, in order, whatever happens.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bus_fakes.h"
#include "bus_streams.h"
#include "platform/bus/bus.h"
#include "platform/bus/cloud_event.h"
#include "platform/testing/nats_fixture.h"

namespace fivestep::testing {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

constexpr char kLog[] = "engagement";

class BusSubscriberTest : public ::testing::Test {
 protected:
  void Publish() {
    Publisher::Options options;
    options.connection.urls = {nats_.url()};
    options.recheck = milliseconds(500);
    options.longest_pause = milliseconds(200);
    publisher_ = std::make_unique<Publisher>(&log_, options);
    ASSERT_TRUE(publisher_->Start().ok());
    ASSERT_TRUE(Eventually(
        [&] { return publisher_->status().published_position == log_.last_position(); }));
  }
  std::unique_ptr<Subscriber> Follow(GapReader read_gap = nullptr,
                                     const std::string& log = kLog) const {
    Subscriber::Options options;
    options.connection.urls = {nats_.url()};
    options.deployment = kDeployment;
    options.recheck = milliseconds(300);
    options.longest_pause = milliseconds(200);
    auto subscriber = std::make_unique<Subscriber>(log, &sink_, read_gap, nullptr, options);
    EXPECT_TRUE(subscriber->Start().ok());
    return subscriber;
  }
  bool SinkHas(int64_t position) const { return sink_.LeastCursor(kLog) == position; }
  // Each event was applied exactly once, and is the log's.
  void ExpectSinkIsLog() const {
    const std::vector<std::string> applied = sink_.applied(kLog);
    ASSERT_EQ(static_cast<int64_t>(applied.size()), log_.last_position());
    for (size_t i = 0; i < applied.size(); ++i) {
      ASSERT_EQ(applied[i], *log_.Read(static_cast<int64_t>(i) + 1));
    }
  }
  // The source's own log, as `AuditService.ReadEvents` would give it, ten at a time.
  GapReader FromLog() const {
    return [this](const std::string& log, int64_t from, int64_t to) {
      std::vector<ForeignEvent> events;
      for (int64_t p = from; p <= std::min(to, from + 9); ++p) {
        events.push_back({log, p, *log_.Read(p)});
      }
      return Result<std::vector<ForeignEvent>>(events);
    };
  }

  NatsServer nats_;
  MemoryLog log_{0};
  mutable MemorySink sink_;
  std::unique_ptr<Publisher> publisher_;
  const StreamPlan plan_ = EventStreamPlan(kDeployment, kLog, 1);
};

TEST_F(BusSubscriberTest, HandsInEveryEventInOrderManyAtATime) {
  log_.Grow(5'000);
  Publish();
  const auto subscriber = Follow();
  ASSERT_TRUE(Eventually([&] { return SinkHas(5'000); })) << subscriber->status().last_error;
  ExpectSinkIsLog();
  EXPECT_GT(sink_.most_queued(), 10u);
  EXPECT_LE(sink_.most_queued(), static_cast<size_t>(kDeliveryWindow));
  EXPECT_TRUE(Eventually([&] { return subscriber->status().position == 5'000; }));
}

TEST_F(BusSubscriberTest, FollowsAStreamThatDoesNotExistYet) {
  const auto subscriber = Follow();
  ASSERT_TRUE(Eventually([&] {
    return subscriber->status().last_error.find("does not exist yet") != std::string::npos;
  }));
  log_.Grow(10);
  Publish();
  EXPECT_TRUE(Eventually([&] { return SinkHas(10); }));
}

TEST_F(BusSubscriberTest, GoesOnExactlyWhereItStoodAfterARestart) {
  log_.Grow(3'000);
  Publish();
  {
    const auto subscriber = Follow();
    ASSERT_TRUE(Eventually([&] { return sink_.LeastCursor(kLog) > 100; }));
  }
  const auto subscriber = Follow();
  ASSERT_TRUE(Eventually([&] { return SinkHas(3'000); }));
  ExpectSinkIsLog();
}

TEST_F(BusSubscriberTest, GoesOnAfterTheServerWasKilledAndWiped) {
  log_.Grow(1'000);
  Publish();
  const auto subscriber = Follow();
  ASSERT_TRUE(Eventually([&] { return SinkHas(1'000); }));
  nats_.Kill();
  nats_.WipeStore();
  log_.Grow(500);
  nats_.Start();
  ASSERT_TRUE(Eventually([&] { return SinkHas(1'500); })) << subscriber->status().last_error;
  ExpectSinkIsLog();
}

TEST_F(BusSubscriberTest, ReadsWhatTheStreamLacksFromTheSourcesLog) {
  TestClient client(nats_.url());
  client.AddOpenStream(plan_);
  log_.Grow(400);
  Publish();
  for (int64_t position = 100; position < 150; ++position) {
    client.DeleteMessage(plan_.name, position);
  }
  client.DeleteMessage(plan_.name, 1);
  std::atomic<int> failures{2};
  const GapReader from_log = FromLog();
  const auto subscriber = Follow([&](const std::string& log, int64_t from, int64_t to) {
    if (failures-- > 0) return Result<std::vector<ForeignEvent>>(Unavailable("source is away"));
    return from_log(log, from, to);
  });
  ASSERT_TRUE(Eventually([&] { return SinkHas(400); })) << subscriber->status().last_error;
  ExpectSinkIsLog();
  EXPECT_EQ(subscriber->status().mended_count, 51);
}

TEST_F(BusSubscriberTest, StandsBeforeAGapThatNobodyCanMend) {
  TestClient client(nats_.url());
  client.AddOpenStream(plan_);
  log_.Grow(50);
  Publish();
  client.DeleteMessage(plan_.name, 20);
  const auto subscriber = Follow();
  ASSERT_TRUE(Eventually([&] { return SinkHas(19); }));
  ASSERT_TRUE(Eventually([&] { return !subscriber->status().last_error.empty(); }));
  EXPECT_THAT(subscriber->status().last_error, HasSubstr("lacks positions 20 to 20"));
  EXPECT_EQ(sink_.applied(kLog).size(), 19u);
}

TEST_F(BusSubscriberTest, HaltsAtAMessageThatIsNotTheEventOfItsPosition) {
  log_.Grow(30);
  Publish();
  publisher_->Stop();
  TestClient client(nats_.url());
  client.Publish("fivestep.test.event.engagement.-.Forged", EventBytes(40), SequenceText(31));
  const auto subscriber = Follow();
  ASSERT_TRUE(Eventually([&] { return !subscriber->status().halted_reason.empty(); }));
  EXPECT_THAT(subscriber->status().halted_reason, HasSubstr("position 31"));
  EXPECT_TRUE(Eventually([&] { return SinkHas(30); }));
}

TEST_F(BusSubscriberTest, WaitsForWhatAnEventHasSeen) {
  log_.Grow(100);
  Publish();
  sink_.LetWait(kLog, 40, "programme", 1);
  const auto subscriber = Follow();
  ASSERT_TRUE(Eventually([&] { return !subscriber->status().holding_reason.empty(); }));
  EXPECT_EQ(sink_.LeastCursor(kLog), 39);
  std::atomic<bool> done{false};
  sink_.Ingest({"programme", 1, EventBytes(1)}, [&](IngestOutcome, const Status&) { done = true; });
  ASSERT_TRUE(Eventually([&] { return done.load(); }));
  subscriber->Nudge();
  ASSERT_TRUE(Eventually([&] { return SinkHas(100); }));
  EXPECT_TRUE(Eventually([&] { return subscriber->status().holding_reason.empty(); }));
  ExpectSinkIsLog();
}

TEST_F(BusSubscriberTest, ReadsAgainFromTheStartWhenAViewIsRebuilt) {
  log_.Grow(1'000);
  Publish();
  const auto subscriber = Follow();
  ASSERT_TRUE(Eventually([&] { return SinkHas(1'000); }));
  sink_.RebuildView(kLog);
  ASSERT_TRUE(Eventually([&] { return sink_.folded(kLog) == 2'000; }));
  ExpectSinkIsLog();
  EXPECT_GE(subscriber->status().restart_count, 1);
}

TEST_F(BusSubscriberTest, SaysThatTheSinkHaltsAndGoesOnWhenItNoLongerDoes) {
  log_.Grow(20);
  Publish();
  sink_.Halt(true);
  const auto subscriber = Follow();
  ASSERT_TRUE(Eventually([&] { return !subscriber->status().halted_reason.empty(); }));
  EXPECT_EQ(sink_.LeastCursor(kLog), 0);
  sink_.Halt(false);
  ASSERT_TRUE(Eventually([&] { return SinkHas(20); }));
  EXPECT_TRUE(Eventually([&] { return subscriber->status().halted_reason.empty(); }));
}

TEST_F(BusSubscriberTest, TakesMoreThanTheServerSendsWithoutFlowControl) {
  log_.Grow(30'000);
  Publish();
  const auto subscriber = Follow();
  ASSERT_TRUE(Eventually([&] { return SinkHas(30'000); })) << subscriber->status().last_error;
  EXPECT_EQ(subscriber->status().restart_count, 0);
}

TEST(BusTest, OwnsPublisherAndSubscriptionsAndSaysHowTheyAre) {
  NatsServer nats;
  auto log = std::make_unique<MemoryLog>(50);
  auto sink = std::make_unique<MemorySink>();
  MemorySink* const seen = sink.get();
  Bus::Options options;
  options.connection.urls = {nats.url()};
  options.follow = {"engagement", "programme"};
  Bus bus(std::move(log), std::move(sink), nullptr, options);
  ASSERT_TRUE(bus.Start().ok());
  // It follows its own stream here, which no service does, to see both ends.
  ASSERT_TRUE(Eventually([&] { return seen->LeastCursor("engagement") == 50; }));
  ASSERT_TRUE(Eventually([&] { return bus.status().subscriptions[0].position == 50; }));
  EXPECT_EQ(bus.status().publisher.published_position, 50);
  EXPECT_EQ(bus.status().subscriptions[1].log, "programme");
  EXPECT_FALSE(bus.status().connected) << "no stream of programme yet";
  bus.Stop();
}

}  // namespace
}  // namespace fivestep::testing
