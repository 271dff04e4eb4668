// What can happen to a nats-server and the way to it: in each case the stream ends without a gap
// and is the log, byte for byte.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "bus_fakes.h"
#include "bus_streams.h"
#include "platform/bus/publisher.h"
#include "platform/bus/subjects.h"
#include "platform/testing/nats_fixture.h"
#include "platform/testing/nats_proxy.h"

namespace fivestep::testing {
namespace {

using std::chrono::milliseconds;
using Acknowledgements = NatsProxy::Acknowledgements;

// Longer than the 100 ms for which a server of ours remembers message ids.
constexpr milliseconds kBeyondDuplicateWindow{400};

class BusFaultsTest : public ::testing::Test {
 protected:
  void Start() {
    Publisher::Options options;
    options.connection.urls = {proxy_.url()};
    options.connection.connect_timeout = milliseconds(500);
    options.connection.answer_timeout = milliseconds(500);
    options.acknowledgement_limit = milliseconds(500);
    options.recheck = milliseconds(300);
    options.longest_pause = milliseconds(100);
    publisher_ = std::make_unique<Publisher>(&log_, options);
    ASSERT_TRUE(publisher_->Start().ok());
  }
  bool Reaches(int64_t position) {
    return Eventually([&] { return publisher_->status().published_position >= position; },
                      std::chrono::seconds(30));
  }
  void ExpectStreamIsLog() {
    ASSERT_TRUE(Reaches(log_.last_position()))
        << publisher_->status().halted_reason << publisher_->status().last_error;
    TestClient client(nats_.url());
    const StreamExtent extent = client.Extent(plan_);
    ASSERT_EQ(extent.last, log_.last_position());
    ASSERT_EQ(extent.count, log_.last_position());
    const std::vector<std::string> bodies = client.Bodies(plan_.name, extent.last);
    for (int64_t position = 1; position <= extent.last; ++position) {
      ASSERT_EQ(bodies[static_cast<size_t>(position - 1)], *log_.Read(position)) << position;
    }
    EXPECT_FALSE(publisher_->status().fenced);
    EXPECT_EQ(publisher_->status().halted_reason, "");
  }

  NatsServer nats_;
  NatsProxy proxy_{nats_.port()};
  const StreamPlan plan_ = EventStreamPlan(kDeployment, "engagement", 1);
  MemoryLog log_;
  std::unique_ptr<Publisher> publisher_;
};

TEST_F(BusFaultsTest, TheServerIsAwayForLongerThanItsDuplicateWindow) {
  log_.Grow(20'000);
  Start();
  ASSERT_TRUE(Reaches(500));
  nats_.Kill();  // in the middle of a window, of which the answers are lost
  log_.Grow(100);
  std::this_thread::sleep_for(kBeyondDuplicateWindow);
  nats_.Start();
  log_.Grow(100);
  ExpectStreamIsLog();
}

TEST_F(BusFaultsTest, TheServerComesBackWithAnEmptiedStore) {
  log_.Grow(2'000);
  Start();
  ASSERT_TRUE(Reaches(2'000));
  nats_.Stop();
  nats_.WipeStore();
  log_.Grow(10);
  nats_.Start();
  ExpectStreamIsLog();
}

TEST_F(BusFaultsTest, TheServersStoreIsRestoredFromAnOlderCopy) {
  log_.Grow(300);
  Start();
  ASSERT_TRUE(Reaches(300));
  nats_.Stop();
  nats_.KeepStore();
  nats_.Start();
  log_.Grow(700);
  ASSERT_TRUE(Reaches(1'000));
  nats_.Stop();
  nats_.BringStoreBack();
  log_.Grow(5);
  nats_.Start();
  ExpectStreamIsLog();
}

TEST_F(BusFaultsTest, AcknowledgementsAreLostWhileTheConnectionLives) {
  proxy_.Set(Acknowledgements::kDrop);
  log_.Grow(1'500);
  Start();
  ASSERT_TRUE(Eventually([&] { return proxy_.dropped_count() > 500; }));
  // What is stored is found there by looking, and only what is not is sent again.
  EXPECT_TRUE(Reaches(1'024));
  proxy_.Set(Acknowledgements::kPass);
  log_.Grow(10);
  ExpectStreamIsLog();
}

TEST_F(BusFaultsTest, SingleAcknowledgementsAreLostAgainAndAgain) {
  log_.Grow(500);
  Start();
  ASSERT_TRUE(Reaches(500));
  for (int i = 0; i < 5; ++i) {
    const int64_t dropped = proxy_.dropped_count();
    proxy_.Set(Acknowledgements::kDrop);
    log_.Grow(1);
    ASSERT_TRUE(Eventually([&] { return proxy_.dropped_count() > dropped; }));
    proxy_.Set(Acknowledgements::kPass);
    log_.Grow(20);
    ASSERT_TRUE(Reaches(log_.last_position()));
  }
  ExpectStreamIsLog();
}

TEST_F(BusFaultsTest, AcknowledgementsComeAfterTheirEventsWereLookedFor) {
  log_.Grow(200);
  Start();
  ASSERT_TRUE(Reaches(200));
  proxy_.Set(Acknowledgements::kHold);
  log_.Grow(200);
  ASSERT_TRUE(Reaches(400));  // by looking
  log_.Grow(50);
  proxy_.Set(Acknowledgements::kPass);  // those of an earlier run come now
  log_.Grow(50);
  ExpectStreamIsLog();
}

TEST_F(BusFaultsTest, ThePathIsPartedInTheMiddleOfAWindow) {
  log_.Grow(20'000);
  Start();
  ASSERT_TRUE(Reaches(500));
  proxy_.Partition(true);
  log_.Grow(100);
  ASSERT_TRUE(Eventually([&] { return !publisher_->status().last_error.empty(); },
                         std::chrono::seconds(30)));
  const int64_t parted_at = publisher_->status().published_position;
  EXPECT_LT(parted_at, log_.last_position());
  proxy_.Partition(false);
  ExpectStreamIsLog();
}

TEST_F(BusFaultsTest, ConnectionsAreCutInTheMiddleOfMessagesAgainAndAgain) {
  log_.Grow(15'000);
  Start();
  for (const int64_t position : {100, 3'000, 6'000, 9'000, 12'000}) {
    ASSERT_TRUE(Reaches(position));
    proxy_.Cut();
  }
  ExpectStreamIsLog();
}

TEST_F(BusFaultsTest, AMessageIsRefusedToAnOperatorWhoWouldDeleteIt) {
  log_.Grow(3);
  Start();
  ASSERT_TRUE(Reaches(3));
  TestClient client(nats_.url());
  EXPECT_THROW(client.DeleteMessage(plan_.name, 2), std::runtime_error);
  EXPECT_THROW(client.Purge(plan_.name), std::runtime_error);
  ExpectStreamIsLog();
}

}  // namespace
}  // namespace fivestep::testing
