// Two services' logs joined by the bus and a real nats-server: what one records the other reacts
// to, once, through every kind of interruption.
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>

#include "bus_service.h"
#include "bus_streams.h"
#include "platform/testing/nats_fixture.h"
#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep::testing {
namespace {

class BusEventLogTest : public ::testing::Test {
 protected:
  BusEventLogTest() {
    OpenSource();
    OpenSink();
    v1::StartProgrammeRequest start;
    start.set_programme_id("p1");
    EXPECT_TRUE(source_->log().Run(start).status.ok());
  }
  void OpenSource() {
    source_.reset();
    source_ = std::make_unique<Service>(source_directory_.path(), NotesModel("source"), nats_);
  }
  void OpenSink() {
    sink_.reset();
    sink_ = std::make_unique<Service>(sink_directory_.path(), NotesModel("sink", "source"), nats_);
  }
  void WriteNotes(int count) {
    for (int i = 0; i < count; ++i) {
      v1::WriteNoteRequest request;
      request.set_parent("programmes/p1");
      request.set_title("note");
      request.set_note_id("n" + std::to_string(++written_));
      ASSERT_TRUE(source_->log().Run(request).status.ok());
    }
  }
  // The sink has read all of the source, and the bus has all of both.
  bool AllIsThere() {
    return sink_->log().loop().CursorOf("source") == source_->end() && IsPublished(*source_) &&
           IsPublished(*sink_);
  }
  static bool IsPublished(Service& service) {
    return service.bus().status().publisher.published_position == service.end();
  }
  bool Eventually() {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!AllIsThere() && std::chrono::steady_clock::now() < limit) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return AllIsThere();
  }
  // Every note was copied exactly once, and both streams are their logs.
  void ExpectOneCopyEach() {
    EXPECT_EQ(sink_->end(), written_);
    for (int i = 1; i <= written_; ++i) {
      const std::string name = "programmes/p1/notes/copy-of-n" + std::to_string(i);
      EXPECT_TRUE(sink_->log().loop().Read({})->Get<v1::Note>(name).ok()) << name;
    }
    ExpectStreamIsLog(*source_);
    ExpectStreamIsLog(*sink_);
  }
  void ExpectStreamIsLog(Service& service) {
    const StreamPlan plan = EventStreamPlan("test", service.log().log().context(), 1);
    TestClient client(nats_.url());
    ASSERT_EQ(client.Extent(plan).count, service.end());
    const std::vector<std::string> bodies = client.Bodies(plan.name, service.end());
    for (int64_t position = 1; position <= service.end(); ++position) {
      ASSERT_EQ(bodies[static_cast<size_t>(position - 1)],
                service.log().log().Read(position)->bytes);
    }
  }

  NatsServer nats_;
  TemporaryDirectory source_directory_;
  TemporaryDirectory sink_directory_;
  std::unique_ptr<Service> source_;
  std::unique_ptr<Service> sink_;
  int written_ = 0;
};

TEST_F(BusEventLogTest, AReactionFollowsWhatAnotherServiceRecorded) {
  WriteNotes(200);
  ASSERT_TRUE(Eventually());
  ExpectOneCopyEach();
  EXPECT_TRUE(source_->bus().status().connected);
}

TEST_F(BusEventLogTest, NothingIsLostOrDoubledWhenTheServerIsAwayKilledOrEmptied) {
  WriteNotes(50);
  nats_.Stop();
  WriteNotes(50);
  nats_.Start();
  WriteNotes(50);
  nats_.Kill();
  nats_.WipeStore();
  WriteNotes(50);
  nats_.Start();
  ASSERT_TRUE(Eventually()) << sink_->bus().status().subscriptions[0].last_error;
  ExpectOneCopyEach();
}

TEST_F(BusEventLogTest, NothingIsLostOrDoubledWhenEitherServiceStartsAnew) {
  WriteNotes(60);
  OpenSink();
  WriteNotes(60);
  OpenSource();
  WriteNotes(60);
  ASSERT_TRUE(Eventually()) << sink_->bus().status().subscriptions[0].last_error;
  ExpectOneCopyEach();
}

TEST_F(BusEventLogTest, ARebuiltViewOfAnotherLogIsTheSameAgain) {
  WriteNotes(100);
  ASSERT_TRUE(Eventually());
  const std::string before = sink_->log().loop().Read({})->GetViewValue("titles", "note");
  ASSERT_FALSE(before.empty());
  std::promise<Status> rebuilt;
  sink_->log().loop().RebuildView("titles", [&](Status status) { rebuilt.set_value(status); });
  ASSERT_TRUE(rebuilt.get_future().get().ok());
  EXPECT_TRUE(TestLog::Eventually(
      [&] { return sink_->log().loop().Read({})->GetViewValue("titles", "note") == before; }));
  ExpectOneCopyEach();
}

}  // namespace
}  // namespace fivestep::testing
