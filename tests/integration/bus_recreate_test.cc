// A stream that lacks messages, holds others or has wrong settings: thrown away on the record, and
// the log's again, while others follow it.
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>

#include "bus_fakes.h"
#include "bus_service.h"
#include "bus_streams.h"
#include "fivestep/platform/v1/events.pb.h"

namespace fivestep::testing {
namespace {

class BusRecreateTest : public ::testing::Test {
 protected:
  BusRecreateTest() { OpenSource(); }
  void OpenSource() {
    source_.reset();
    source_ = std::make_unique<Service>(source_directory_.path(), NotesModel("source"), nats_);
  }
  void StartProgramme() {
    v1::StartProgrammeRequest start;
    start.set_programme_id("p1");
    ASSERT_TRUE(source_->log().Run(start).status.ok());
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
  PublisherStatus Publication() { return source_->bus().status().publisher; }
  bool IsPublished() {
    return Eventually([&] {
      const PublisherStatus status = Publication();
      return status.published_position == source_->end() && status.halted_reason.empty();
    });
  }
  bool IsHalted() {
    return Eventually([&] { return Publication().state == PublisherState::kHalted; });
  }
  // As AdminService does it.
  Result<int64_t> Recreate() {
    std::promise<Result<int64_t>> answer;
    CommitLoop& loop = source_->log().loop();
    source_->bus().RecreateStream(
        {[&loop](int64_t count) {
           std::promise<Status> recorded;
           loop.RecordStreamRecreated("it was broken", count, {}, [&](Result<int64_t> position) {
             recorded.set_value(position.status());
           });
           return recorded.get_future().get();
         },
         [&answer](Result<int64_t> count) { answer.set_value(std::move(count)); }});
    return answer.get_future().get();
  }
  void ExpectStreamIsLog() {
    ASSERT_TRUE(IsPublished()) << Publication().halted_reason << Publication().last_error;
    TestClient client(nats_.url());
    ASSERT_EQ(client.Extent(plan_).count, source_->end());
    EXPECT_EQ(client.Extent(plan_).difference, "");
    const std::vector<std::string> bodies = client.Bodies(plan_.name, source_->end());
    for (int64_t position = 1; position <= source_->end(); ++position) {
      ASSERT_EQ(bodies[static_cast<size_t>(position - 1)],
                source_->log().log().Read(position)->bytes);
    }
  }

  NatsServer nats_;
  TemporaryDirectory source_directory_;
  std::unique_ptr<Service> source_;
  const StreamPlan plan_ = EventStreamPlan("test", "source", 1);
  int written_ = 0;
};

TEST_F(BusRecreateTest, AStreamThatLacksMessagesIsNamedAndMended) {
  source_.reset();
  TestClient client(nats_.url());
  client.AddOpenStream(plan_);
  OpenSource();
  StartProgramme();
  WriteNotes(20);
  ASSERT_TRUE(IsPublished());
  for (const int64_t position : {1, 2, 11}) client.DeleteMessage(plan_.name, position);
  OpenSource();
  ASSERT_TRUE(IsHalted());
  EXPECT_NE(Publication().halted_reason.find("1 to 2, 11"), std::string::npos);
  WriteNotes(1);  // goes on meanwhile
  const Result<int64_t> old_message_count = Recreate();
  ASSERT_TRUE(old_message_count.ok()) << old_message_count.status().message();
  EXPECT_EQ(*old_message_count, 18);
  ExpectStreamIsLog();
}

TEST_F(BusRecreateTest, AStreamWhoseSettingsCanLoseEventsIsMadeAsItMustBe) {
  source_.reset();
  TestClient(nats_.url()).AddOpenStream(plan_, /*max_age=*/int64_t{3'600} * 1'000'000'000);
  OpenSource();
  StartProgramme();
  ASSERT_TRUE(IsHalted());
  EXPECT_EQ(*Recreate(), 0);
  ExpectStreamIsLog();
}

TEST_F(BusRecreateTest, AStreamWithAStrangersMessageIsTheLogAgain) {
  StartProgramme();
  WriteNotes(3);
  ASSERT_TRUE(IsPublished());
  TestClient(nats_.url()).Publish("fivestep.test.event.source.-.Stranger", "not an event");
  WriteNotes(2);
  ASSERT_TRUE(IsHalted());
  EXPECT_TRUE(Recreate().ok());
  ExpectStreamIsLog();
}

TEST_F(BusRecreateTest, AHealthyStreamMayBeRecreatedTooAndTheReasonIsOnTheRecord) {
  StartProgramme();
  WriteNotes(3);
  ASSERT_TRUE(IsPublished());
  EXPECT_EQ(*Recreate(), 4);
  ExpectStreamIsLog();
  platform::v1::RecordedEvent record;
  ASSERT_TRUE(record.ParseFromString(source_->log().log().Read(5)->bytes));
  platform::v1::StreamRecreated event;
  ASSERT_TRUE(event.ParseFromString(record.payload()));
  EXPECT_EQ(event.reason(), "it was broken");
  EXPECT_EQ(event.old_message_count(), 4);
}

TEST_F(BusRecreateTest, FollowersGoOnWhereTheyStood) {
  TemporaryDirectory sink_directory;
  Service sink(sink_directory.path(), NotesModel("sink", "source"), nats_);
  StartProgramme();
  WriteNotes(50);
  CommitLoop& loop = sink.log().loop();
  ASSERT_TRUE(Eventually([&] { return loop.CursorOf("source") == source_->end(); }));
  ASSERT_TRUE(Recreate().ok());
  WriteNotes(50);
  EXPECT_TRUE(Eventually([&] { return loop.CursorOf("source") == source_->end(); }));
  EXPECT_EQ(sink.end(), 100);  // every note copied once
  ExpectStreamIsLog();
}

TEST_F(BusRecreateTest, AFencedServiceTakesCommandsAgainOnlyOnceItsLogIsSaidToBeTheTrueOne) {
  StartProgramme();
  WriteNotes(2);
  ASSERT_TRUE(IsPublished());
  TestClient(nats_.url()).Publish("fivestep.test.event.source.-.Other", EventBytes(4, "other"));
  WriteNotes(1);  // the last that it acknowledges
  ASSERT_TRUE(Eventually([&] { return source_->log().loop().fenced(); }));
  v1::WriteNoteRequest request;
  request.set_parent("programmes/p1");
  request.set_title("note");
  for (int start = 0; start < 2; ++start) {
    const Status refused = source_->log().Run(request).status;
    EXPECT_EQ(refused.code(), Code::kUnavailable);
    EXPECT_EQ(refused.reason(), "LOG_FENCED");
    EXPECT_NE(refused.message().find("position 4"), std::string::npos) << refused.message();
    EXPECT_FALSE(source_->log().loop().health().ok());
    OpenSource();
  }
  EXPECT_EQ(source_->end(), 4);
  ASSERT_TRUE(Eventually([&] { return Publication().connected; }));
  ASSERT_TRUE(Recreate().ok());
  EXPECT_TRUE(source_->log().loop().health().ok());
  WriteNotes(1);
  ExpectStreamIsLog();
}

TEST_F(BusRecreateTest, IsRefusedAndNotRecordedWhileTheBusIsAway) {
  StartProgramme();
  ASSERT_TRUE(IsPublished());
  nats_.Stop();
  ASSERT_TRUE(Eventually([&] { return !Publication().connected; }));
  EXPECT_EQ(Recreate().status().code(), Code::kUnavailable);
  EXPECT_EQ(source_->end(), 1);
}

TEST_F(BusRecreateTest, DeletesNothingThatIsNotOnTheRecord) {
  StartProgramme();
  WriteNotes(3);
  ASSERT_TRUE(IsPublished());
  const auto created = [&] { return TestClient(nats_.url()).Created(plan_.name); };
  const int64_t before = created();
  std::promise<Result<int64_t>> answer;
  source_->bus().RecreateStream(
      {[](int64_t) { return Unavailable("the disk is full"); },
       [&answer](Result<int64_t> count) { answer.set_value(std::move(count)); }});
  EXPECT_EQ(answer.get_future().get().status().message(), "the disk is full");
  EXPECT_EQ(created(), before);
  ExpectStreamIsLog();
}

}  // namespace
}  // namespace fivestep::testing
