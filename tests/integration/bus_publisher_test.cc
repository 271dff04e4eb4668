// The publisher against a real nats-server: the stream is the log, whatever happens to the server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bus_fakes.h"
#include "bus_streams.h"
#include "platform/bus/publisher.h"
#include "platform/bus/subjects.h"
#include "platform/testing/nats_fixture.h"

namespace fivestep::testing {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

class BusPublisherTest : public ::testing::Test {
 protected:
  Publisher::Options Options() const {
    Publisher::Options options;
    options.connection.urls = {nats_.url()};
    options.acknowledgement_limit = milliseconds(1'000);
    options.recheck = milliseconds(500);
    options.longest_pause = milliseconds(200);
    return options;
  }
  void ExpectStreamIsLog(const MemoryLog& log) {
    TestClient client(nats_.url());
    const StreamExtent extent = client.Extent(plan_);
    ASSERT_EQ(extent.last, log.last_position());
    EXPECT_EQ(extent.count, log.last_position());
    const std::vector<std::string> bodies = client.Bodies(plan_.name, extent.last);
    for (int64_t position = 1; position <= extent.last; ++position) {
      ASSERT_EQ(bodies[static_cast<size_t>(position - 1)], *log.Read(position)) << position;
    }
  }
  static bool HasAll(const Publisher& publisher, const MemoryLog& log) {
    return publisher.status().state == PublisherState::kIdle &&
           publisher.status().published_position == log.last_position();
  }
  static bool Halted(const Publisher& publisher) {
    return publisher.status().state == PublisherState::kHalted;
  }

  NatsServer nats_;
  const StreamPlan plan_ = EventStreamPlan(kDeployment, "engagement", 1);
};

TEST_F(BusPublisherTest, MakesTheStreamTheSameAsTheLog) {
  MemoryLog log(5'000);
  Publisher publisher(&log, Options());
  ASSERT_TRUE(publisher.Start().ok());
  ASSERT_TRUE(Eventually([&] { return HasAll(publisher, log); })) << publisher.status().last_error;
  EXPECT_EQ(publisher.status().oldest_unpublished_position, 0);
  EXPECT_EQ(publisher.status().refused_count, 0);
  ExpectStreamIsLog(log);
  const MessageHandle first = TestClient(nats_.url()).Message(plan_.name, 1);
  EXPECT_STREQ(natsMsg_GetSubject(first.get()),
               "fivestep.test.event.engagement.smoking.ThemeAgreed");
  EXPECT_EQ(HeaderOf(first.get(), "ce-sequence"), "00000000000000000001");
  EXPECT_EQ(HeaderOf(first.get(), "ce-source"), "/fivestep/test/engagement");
  EXPECT_EQ(HeaderOf(first.get(), "Nats-Expected-Last-Sequence"), "0");
  const char** names = nullptr;
  int count = 0;
  ASSERT_EQ(natsMsgHeader_Keys(first.get(), &names, &count), NATS_OK);
  std::free(names);
  EXPECT_EQ(count, 12);  // ten of CloudEvents, two expectations
}

TEST_F(BusPublisherTest, MakesAStreamThatKeepsEverything) {
  MemoryLog log(1);
  Publisher publisher(&log, Options());
  ASSERT_TRUE(publisher.Start().ok());
  ASSERT_TRUE(Eventually([&] { return HasAll(publisher, log); }));
  EXPECT_EQ(publisher.status().stream_difference, "");
  TestClient client(nats_.url());
  EXPECT_THROW(client.DeleteMessage(plan_.name, 1), std::runtime_error);
}

TEST_F(BusPublisherTest, PublishesANewEventAtOnce) {
  MemoryLog log(1);
  Publisher publisher(&log, Options());
  ASSERT_TRUE(publisher.Start().ok());
  ASSERT_TRUE(Eventually([&] { return HasAll(publisher, log); }));
  const auto before = std::chrono::steady_clock::now();
  for (int i = 0; i < 20; ++i) {
    log.Grow(1);
    ASSERT_TRUE(Eventually([&] { return HasAll(publisher, log); }));
  }
  // 20 events one after the other; a pause of the idle wait for each would be two seconds.
  EXPECT_LT(std::chrono::steady_clock::now() - before, milliseconds(1'500));
}

TEST_F(BusPublisherTest, StartsWithoutTheBusAndPublishesWhenItComes) {
  nats_.Stop();
  MemoryLog log(10);
  log.KeepPublishedHint(4);
  Publisher publisher(&log, Options());
  ASSERT_TRUE(publisher.Start().ok());
  ASSERT_TRUE(Eventually([&] { return !publisher.status().last_error.empty(); }));
  EXPECT_FALSE(publisher.status().connected);
  EXPECT_EQ(publisher.status().oldest_unpublished_position, 5);
  nats_.Start();
  ASSERT_TRUE(Eventually([&] { return HasAll(publisher, log); }));
  ExpectStreamIsLog(log);
}

TEST_F(BusPublisherTest, GoesOnAfterTheServerWasStoppedInTheMiddle) {
  MemoryLog log(20'000);
  Publisher publisher(&log, Options());
  ASSERT_TRUE(publisher.Start().ok());
  ASSERT_TRUE(Eventually([&] { return publisher.status().published_position > 500; }));
  nats_.Stop();
  log.Grow(500);
  nats_.Start();
  ASSERT_TRUE(Eventually([&] { return HasAll(publisher, log); }));
  nats_.Kill();
  log.Grow(500);
  nats_.Start();
  ASSERT_TRUE(Eventually([&] { return HasAll(publisher, log); }));
  TestClient client(nats_.url());
  EXPECT_EQ(client.Extent(plan_).Holes(), "");
  EXPECT_EQ(client.Extent(plan_).last, 21'000);
}

TEST_F(BusPublisherTest, RefillsAWipedStoreWhileTheLogIsIdle) {
  MemoryLog log(2'000);
  Publisher publisher(&log, Options());
  ASSERT_TRUE(publisher.Start().ok());
  ASSERT_TRUE(Eventually([&] { return HasAll(publisher, log); }));
  nats_.Kill();
  nats_.WipeStore();
  nats_.Start();
  TestClient client(nats_.url());
  ASSERT_TRUE(Eventually([&] { return client.Extent(plan_).last == 2'000; }));
  ExpectStreamIsLog(log);
}

TEST_F(BusPublisherTest, RefillsAStreamThatWasDeletedWhileConnected) {
  MemoryLog log(300);
  Publisher publisher(&log, Options());
  ASSERT_TRUE(publisher.Start().ok());
  ASSERT_TRUE(Eventually([&] { return HasAll(publisher, log); }));
  TestClient(nats_.url()).DeleteStream(plan_.name);
  log.Grow(1);
  TestClient client(nats_.url());
  ASSERT_TRUE(Eventually([&] { return client.Extent(plan_).last == 301; }));
  ExpectStreamIsLog(log);
}

TEST_F(BusPublisherTest, HaltsAtAForeignMessageAndOverwritesNothing) {
  MemoryLog log(100);
  Publisher publisher(&log, Options());
  ASSERT_TRUE(publisher.Start().ok());
  ASSERT_TRUE(Eventually([&] { return HasAll(publisher, log); }));
  TestClient client(nats_.url());
  client.Publish("fivestep.test.event.engagement.-.Forged", "forged");
  log.Grow(1);
  ASSERT_TRUE(Eventually([&] { return Halted(publisher); }));
  EXPECT_THAT(publisher.status().halted_reason, HasSubstr("another event at position 101"));
  EXPECT_EQ(client.Extent(plan_).last, 101);
  EXPECT_EQ(publisher.status().oldest_unpublished_position, 101);
}

// Event 102 expects sequence 101 and finds it, although that is the forged message: only 101 itself
// is refused.
TEST_F(BusPublisherTest, HaltsAtAForeignMessageBehindWhichItsOwnWereStored) {
  MemoryLog log(100);
  {
    Publisher publisher(&log, Options());
    ASSERT_TRUE(publisher.Start().ok());
    ASSERT_TRUE(Eventually([&] { return HasAll(publisher, log); }));
    TestClient(nats_.url()).Publish("fivestep.test.event.engagement.-.Forged", "forged");
    log.Grow(50);
    ASSERT_TRUE(Eventually([&] { return Halted(publisher); }));
    EXPECT_THAT(publisher.status().halted_reason, HasSubstr("another event at position 101"));
    EXPECT_EQ(publisher.status().published_position, 100);
  }
  Publisher after_a_restart(&log, Options());
  ASSERT_TRUE(after_a_restart.Start().ok());
  ASSERT_TRUE(Eventually([&] { return Halted(after_a_restart); }));
  EXPECT_THAT(after_a_restart.status().halted_reason, HasSubstr("another event at position 101"));
}

TEST_F(BusPublisherTest, HaltsWhenTheStreamIsAheadOfARestoredLog) {
  MemoryLog log(100);
  {
    Publisher publisher(&log, Options());
    ASSERT_TRUE(publisher.Start().ok());
    ASSERT_TRUE(Eventually([&] { return HasAll(publisher, log); }));
  }
  log.CutTo(60);
  Publisher publisher(&log, Options());
  ASSERT_TRUE(publisher.Start().ok());
  ASSERT_TRUE(Eventually([&] { return Halted(publisher); }));
  EXPECT_THAT(publisher.status().halted_reason,
              HasSubstr("the log was restored from an older copy"));
  EXPECT_THAT(publisher.status().halted_reason, HasSubstr("position 100"));
}

TEST_F(BusPublisherTest, HaltsAtHolesAndNamesThem) {
  TestClient client(nats_.url());
  client.AddOpenStream(plan_);
  MemoryLog log(100);
  Publisher publisher(&log, Options());
  ASSERT_TRUE(publisher.Start().ok());
  ASSERT_TRUE(Eventually([&] { return HasAll(publisher, log); }));
  EXPECT_THAT(publisher.status().stream_difference, HasSubstr("lets messages be deleted"));
  client.DeleteMessage(plan_.name, 17);
  client.DeleteMessage(plan_.name, 1);
  ASSERT_TRUE(Eventually([&] { return Halted(publisher); }));
  EXPECT_THAT(publisher.status().halted_reason, HasSubstr("positions 1, 17 (2 in all)"));
  client.DeleteStream(plan_.name);
  ASSERT_TRUE(Eventually([&] { return HasAll(publisher, log); }));
  EXPECT_EQ(publisher.status().halted_reason, "");
  ExpectStreamIsLog(log);
}

TEST_F(BusPublisherTest, HaltsAtAStreamWhoseSettingsCanLoseEvents) {
  TestClient(nats_.url()).AddOpenStream(plan_, /*max_age=*/3'600'000'000'000);
  MemoryLog log(10);
  Publisher publisher(&log, Options());
  ASSERT_TRUE(publisher.Start().ok());
  ASSERT_TRUE(Eventually([&] { return Halted(publisher); }));
  EXPECT_THAT(publisher.status().halted_reason, HasSubstr("it must have no maximum age"));
  EXPECT_EQ(publisher.status().published_position, 0);
}

// Of two that send the same event one is refused, by chance this one or that.
TEST_F(BusPublisherTest, TwoPublishersOfOneLogMakeNoDuplicates) {
  MemoryLog log(200);
  Publisher one(&log, Options());
  Publisher other(&log, Options());
  ASSERT_TRUE(one.Start().ok());
  ASSERT_TRUE(other.Start().ok());
  const auto both_have_all = [&] { return HasAll(one, log) && HasAll(other, log); };
  const auto both_refused = [&] {
    return one.status().refused_count > 0 && other.status().refused_count > 0;
  };
  for (int round = 0; round < 100 && !both_refused(); ++round) {
    log.Grow(1);
    ASSERT_TRUE(Eventually(both_have_all));
  }
  EXPECT_TRUE(both_refused());
  log.Grow(1'000);
  ASSERT_TRUE(Eventually(both_have_all)) << one.status().last_error << other.status().last_error;
  ExpectStreamIsLog(log);
}

TEST_F(BusPublisherTest, RefusesNamesThatCannotBeSubjects) {
  class BadlyNamed : public MemoryLog {
   public:
    std::string context() const override { return "co-design"; }
  };
  BadlyNamed log;
  Publisher publisher(&log, Options());
  EXPECT_EQ(publisher.Start().code(), Code::kInvalidArgument);
}

}  // namespace
}  // namespace fivestep::testing
