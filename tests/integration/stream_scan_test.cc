#include "platform/bus/stream_scan.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "bus_streams.h"
#include "platform/testing/nats_fixture.h"

namespace fivestep::testing {
namespace {

using Messages = std::vector<std::pair<int64_t, std::string>>;

class StreamScan : public ::testing::Test {
 protected:
  Result<int64_t> Scan(int64_t last, size_t most = 100) {
    ConnectionOptions options;
    options.urls = {nats_.url()};
    return ScanEventStream(options, "test", "notes", last,
                           [&](int64_t sequence, std::string_view bytes) {
                             messages_.emplace_back(sequence, bytes);
                             return messages_.size() < most;
                           });
  }
  void Publish(TestClient& client, const std::vector<std::string>& bodies) {
    for (const std::string& body : bodies) {
      client.Publish("fivestep.test.event.notes.p1.NoteWritten", body);
    }
  }

  NatsServer nats_;
  const StreamPlan plan_ = EventStreamPlan("test", "notes", 1);
  Messages messages_;
};

TEST_F(StreamScan, GivesEveryMessageInOrder) {
  TestClient client(nats_.url());
  (void)client.Extent(plan_);
  Publish(client, {"a", "b", "c"});
  const Result<int64_t> reached = Scan(3);
  ASSERT_TRUE(reached.ok()) << reached.status().ToString();
  EXPECT_EQ(*reached, 3);
  EXPECT_EQ(messages_, (Messages{{1, "a"}, {2, "b"}, {3, "c"}}));
}

TEST_F(StreamScan, EndsWhereTheStreamEndsThoughMoreWasWanted) {
  TestClient client(nats_.url());
  (void)client.Extent(plan_);
  Publish(client, {"a"});
  const Result<int64_t> reached = Scan(5);
  ASSERT_TRUE(reached.ok());
  EXPECT_EQ(*reached, 1);
}

TEST_F(StreamScan, ShowsAHoleByItsSequences) {
  TestClient client(nats_.url());
  client.AddOpenStream(plan_);
  Publish(client, {"a", "b", "c"});
  client.DeleteMessage(plan_.name, 2);
  ASSERT_TRUE(Scan(3).ok());
  EXPECT_EQ(messages_, (Messages{{1, "a"}, {3, "c"}}));
}

TEST_F(StreamScan, StopsWhenToldTo) {
  TestClient client(nats_.url());
  (void)client.Extent(plan_);
  Publish(client, {"a", "b", "c"});
  EXPECT_EQ(*Scan(3, 2), 2);
}

TEST_F(StreamScan, MakesNoStreamWhereThereIsNone) {
  EXPECT_EQ(Scan(3).status().code(), Code::kNotFound);
  EXPECT_EQ(Scan(3).status().code(), Code::kNotFound);
}

TEST_F(StreamScan, SaysThatTheBusIsNotThere) {
  nats_.Stop();
  EXPECT_EQ(Scan(3).status().code(), Code::kUnavailable);
}

}  // namespace
}  // namespace fivestep::testing
