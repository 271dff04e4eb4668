// Two writers of one log: the one that finds the other's event in the stream stops itself, and does
// not forget it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <mutex>

#include "bus_fakes.h"
#include "bus_streams.h"
#include "platform/bus/publisher.h"
#include "platform/bus/subjects.h"
#include "platform/testing/nats_fixture.h"

namespace fivestep::testing {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

// A log's publisher and what it told its owner last.
class Writer {
 public:
  Writer(MemoryLog* log, const NatsServer& nats) : publisher_(log, On(nats)) {
    EXPECT_TRUE(publisher_.Start().ok());
  }
  Publisher& publisher() { return publisher_; }
  PublisherStatus status() const { return publisher_.status(); }
  std::string fenced() const {
    const std::lock_guard lock(mutex_);
    return why_;
  }
  bool IsFenced() const {
    return Eventually([this] { return !fenced().empty(); });
  }

 private:
  Publisher::Options On(const NatsServer& nats) {
    Publisher::Options options;
    options.connection.urls = {nats.url()};
    options.recheck = milliseconds(200);
    options.longest_pause = milliseconds(100);
    options.on_fenced = [this](const std::string& why) {
      const std::lock_guard lock(mutex_);
      why_ = why;
    };
    return options;
  }

  mutable std::mutex mutex_;
  std::string why_;
  Publisher publisher_;
};

class BusFenceTest : public ::testing::Test {
 protected:
  // Both have 1 to 10 in common; then each records its own.
  BusFenceTest() {
    stale_.Append("a");
    current_.Append("b");
  }
  static bool HasPublished(const Writer& writer, int64_t position) {
    return Eventually([&] { return writer.status().published_position == position; });
  }
  std::vector<std::string> Stream() {
    TestClient client(nats_.url());
    return client.Bodies(plan_.name, client.Extent(plan_).last);
  }
  static bool Recreate(Writer& writer) {
    std::promise<Status> answer;
    writer.publisher().Recreate(
        {[](int64_t) { return OkStatus(); },
         [&answer](const Result<int64_t>& count) { answer.set_value(count.status()); }});
    return answer.get_future().get().ok();
  }

  NatsServer nats_;
  const StreamPlan plan_ = EventStreamPlan(kDeployment, "engagement", 1);
  MemoryLog stale_{10};
  MemoryLog current_{10};
};

TEST_F(BusFenceTest, TheWriterThatFindsTheOthersEventStopsItself) {
  Writer current(&current_, nats_);
  ASSERT_TRUE(HasPublished(current, 11));
  Writer stale(&stale_, nats_);
  ASSERT_TRUE(stale.IsFenced());
  EXPECT_THAT(stale.fenced(), HasSubstr("event-b11 at position 11 and the log event-a11"));
  EXPECT_TRUE(stale.status().fenced);
  EXPECT_EQ(stale.status().halted_reason, stale.fenced());
  current_.Append("b");
  EXPECT_TRUE(HasPublished(current, 12));
  EXPECT_EQ(current.fenced(), "");
  EXPECT_EQ(Stream().back(), *current_.Read(12));
}

TEST_F(BusFenceTest, TheWriterThatIsOvertakenWhileItPublishesStopsItself) {
  stale_.CutTo(10);
  Writer stale(&stale_, nats_);
  ASSERT_TRUE(HasPublished(stale, 10));
  {
    Writer current(&current_, nats_);
    ASSERT_TRUE(HasPublished(current, 11));
  }
  stale_.Append("a");
  EXPECT_TRUE(stale.IsFenced());
  EXPECT_EQ(Stream().size(), 11u);
  EXPECT_EQ(Stream().back(), *current_.Read(11));
}

// Where both have a window under way, events of both may come to stand in the stream; then neither
// may go on.
TEST_F(BusFenceTest, OfTwoThatRaceAtMostOneGoesOn) {
  stale_.CutTo(10);
  current_.CutTo(10);
  Writer one(&stale_, nats_);
  Writer other(&current_, nats_);
  ASSERT_TRUE(HasPublished(one, 10));
  ASSERT_TRUE(HasPublished(other, 10));
  for (int i = 0; i < 100; ++i) {
    stale_.Append("a");
    current_.Append("b");
  }
  const auto goes_on = [](const Writer& writer) {
    return writer.fenced().empty() && writer.status().published_position == 110;
  };
  ASSERT_TRUE(Eventually([&] {
    const bool first_stopped = !one.fenced().empty();
    const bool second_stopped = !other.fenced().empty();
    return (first_stopped && (second_stopped || goes_on(other))) ||
           (second_stopped && goes_on(one));
  }));
  const std::vector<std::string> stream = Stream();
  if (!one.fenced().empty() && !other.fenced().empty()) {
    EXPECT_TRUE(Recreate(one)) << "an administrator says which one is true";
    EXPECT_TRUE(HasPublished(one, 110));
    return;
  }
  const MemoryLog& winner = one.fenced().empty() ? stale_ : current_;
  ASSERT_EQ(stream.size(), 110u);
  for (int64_t position = 1; position <= 110; ++position) {
    ASSERT_EQ(stream[static_cast<size_t>(position - 1)], *winner.Read(position)) << position;
  }
}

TEST_F(BusFenceTest, NeitherARestartNorAnEmptiedStoreMakesItForget) {
  {
    Writer current(&current_, nats_);
    ASSERT_TRUE(HasPublished(current, 11));
    Writer stale(&stale_, nats_);
    ASSERT_TRUE(stale.IsFenced());
  }
  nats_.Stop();
  nats_.WipeStore();
  {
    Writer stale(&stale_, nats_);
    EXPECT_THAT(stale.fenced(), HasSubstr("position 11"));  // before the bus is reached
  }
  nats_.Start();
  Writer stale(&stale_, nats_);
  ASSERT_TRUE(Eventually([&] { return stale.status().comparison_count > 2; }));
  EXPECT_NE(stale.fenced(), "");
  EXPECT_EQ(Stream().size(), 0u);
}

TEST_F(BusFenceTest, AnIdleWriterSeesThatTheStreamGoesOnWithoutIt) {
  stale_.CutTo(10);
  Writer stale(&stale_, nats_);
  ASSERT_TRUE(HasPublished(stale, 10));
  Writer current(&current_, nats_);
  ASSERT_TRUE(stale.IsFenced());
  EXPECT_THAT(stale.fenced(), HasSubstr("to position 11 and the log only to 10"));
  EXPECT_EQ(stale_.fence(), 0);  // a restart may complete the log
  stale_.Append("b");            // which is the same as the other's
  EXPECT_TRUE(Eventually([&] { return stale.fenced().empty(); }));
}

TEST_F(BusFenceTest, GoesOnWhenItsOwnEventStandsInTheStream) {
  {
    Writer current(&current_, nats_);
    ASSERT_TRUE(HasPublished(current, 11));
  }
  Writer stale(&stale_, nats_);
  ASSERT_TRUE(stale.IsFenced());
  TestClient client(nats_.url());
  client.DeleteStream(plan_.name);
  ASSERT_TRUE(Eventually([&] { return client.Extent(plan_).last == 0; }));
  MemoryLog copy(10);
  copy.Append("a");
  Writer other_copy(&copy, nats_);
  EXPECT_TRUE(Eventually([&] { return stale.fenced().empty(); }));
  EXPECT_TRUE(HasPublished(stale, 11));
  EXPECT_FALSE(stale.status().fenced);
}

TEST_F(BusFenceTest, GoesOnWhenAnAdministratorSaysThatItsLogIsTheTrueOne) {
  {
    Writer current(&current_, nats_);
    ASSERT_TRUE(HasPublished(current, 11));
  }
  Writer stale(&stale_, nats_);
  ASSERT_TRUE(stale.IsFenced());
  ASSERT_TRUE(Recreate(stale));
  EXPECT_EQ(stale.fenced(), "");
  ASSERT_TRUE(HasPublished(stale, 11));
  EXPECT_EQ(Stream().back(), *stale_.Read(11));
  Writer current(&current_, nats_);  // and now the other one is
  EXPECT_TRUE(current.IsFenced());
}

TEST_F(BusFenceTest, AStrangersMessageHaltsPublicationAndFencesNobody) {
  for (const std::string& body : {std::string("not an event"), EventBytes(77)}) {
    TestClient client(nats_.url());
    MemoryLog log(3);
    Writer writer(&log, nats_);
    ASSERT_TRUE(HasPublished(writer, 3));
    client.Publish("fivestep.test.event.engagement.-.Stranger", body);
    log.Grow(1);
    ASSERT_TRUE(Eventually([&] { return writer.status().state == PublisherState::kHalted; }));
    EXPECT_EQ(writer.fenced(), "");
    client.DeleteStream(plan_.name);
  }
}

TEST_F(BusFenceTest, ADamagedCopyOfItsOwnEventFencesNobody) {
  TestClient client(nats_.url());
  client.AddOpenStream(plan_);
  std::string damaged = EventBytes(1);
  damaged.back() = 'y';  // the last byte of the payload
  client.Publish("fivestep.test.event.engagement.-.Damaged", damaged);
  MemoryLog log(2);
  Writer writer(&log, nats_);
  ASSERT_TRUE(Eventually([&] { return writer.status().state == PublisherState::kHalted; }));
  EXPECT_THAT(writer.status().halted_reason, HasSubstr("another event at position 1"));
  EXPECT_EQ(writer.fenced(), "");
}

}  // namespace
}  // namespace fivestep::testing
