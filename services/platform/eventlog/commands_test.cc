#include <gtest/gtest.h>

#include "platform/eventlog/descriptors.h"
#include "platform/eventlog/row.h"
#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep {
namespace {

using testing::NotesModel;
using testing::TemporaryDirectory;
using testing::TestLog;
namespace tv1 = testing::v1;

tv1::StartProgrammeRequest Start(const std::string& id) {
  tv1::StartProgrammeRequest request;
  request.set_programme_id(id);
  return request;
}

tv1::WriteNoteRequest Write(const std::string& title, const std::string& id = "") {
  tv1::WriteNoteRequest request;
  request.set_parent("programmes/p1");
  request.set_title(title);
  request.set_note_id(id);
  return request;
}

const tv1::Note& NoteOf(const CommandResult& result) {
  return static_cast<const tv1::Note&>(*result.response);
}

class Commands : public ::testing::Test {
 protected:
  Commands() {
    Open();
    EXPECT_TRUE(log_->Run(Start("p1")).status.ok());
  }
  void Open() {
    log_.reset();
    log_ = std::make_unique<TestLog>(directory_.path(), NotesModel("notes"));
  }
  TemporaryDirectory directory_;
  std::unique_ptr<TestLog> log_;
};

TEST_F(Commands, AnswerWithTheRowAndItsPosition) {
  const CommandResult result = log_->Run(Write("first", "n1"));
  ASSERT_TRUE(result.status.ok()) << result.status.ToString();
  EXPECT_EQ(result.position, 2);
  EXPECT_EQ(NoteOf(result).name(), "programmes/p1/notes/n1");
  EXPECT_EQ(NoteOf(result).etag(), "1");
  EXPECT_TRUE(NoteOf(result).has_create_time());
}

TEST_F(Commands, StoreDensePositionsAndStreamVersions) {
  for (int i = 0; i < 20; ++i) (void)log_->Run(Write("note"));
  int64_t expected = 0;
  const Status status = log_->log().Scan(1, 0, [&](int64_t position, std::string_view bytes) {
    platform::v1::RecordedEvent record;
    EXPECT_TRUE(record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
    EXPECT_EQ(position, ++expected);
    EXPECT_EQ(record.position(), position);
    EXPECT_EQ(record.stream_version(), 1);
    EXPECT_EQ(record.programme(), "programmes/p1");
    return true;
  });
  EXPECT_TRUE(status.ok());
  EXPECT_EQ(expected, 21);
}

TEST_F(Commands, ARepeatIsAnsweredFromTheEventsAndRecordsNothing) {
  const CommandResult first = log_->Run(Write("once"), "r1");
  const CommandResult repeat = log_->Run(Write("once"), "r1");
  ASSERT_TRUE(repeat.status.ok()) << repeat.status.ToString();
  EXPECT_TRUE(repeat.repeated);
  EXPECT_EQ(repeat.response->SerializeAsString(), first.response->SerializeAsString());
  EXPECT_EQ(log_->log().last_position(), first.position);
}

TEST_F(Commands, ARepeatGivesTheOriginalAnswerAfterTheRowMovedOnAndTheServiceRestarted) {
  const CommandResult first = log_->Run(Write("once", "n1"), "r1");
  tv1::PinNoteRequest pin;
  pin.set_name("programmes/p1/notes/n1");
  pin.mutable_pin_end_time()->set_seconds(4'000'000'000);
  ASSERT_TRUE(log_->Run(pin).status.ok());
  Open();
  const CommandResult repeat = log_->Run(Write("once", "n1"), "r1");
  EXPECT_TRUE(repeat.repeated);
  EXPECT_EQ(NoteOf(repeat).state(), tv1::Note::STATE_WRITTEN);
  EXPECT_EQ(repeat.response->SerializeAsString(), first.response->SerializeAsString());
}

TEST_F(Commands, TheSameRequestIdWithAnotherBodyIsRefused) {
  (void)log_->Run(Write("once"), "r1");
  const CommandResult other = log_->Run(Write("twice"), "r1");
  EXPECT_EQ(other.status.code(), Code::kInvalidArgument);
  EXPECT_EQ(other.status.reason(), "REQUEST_ID_REUSED");
}

TEST_F(Commands, TheSameRequestIdOfAnotherActorIsAnotherRequest) {
  (void)log_->Run(Write("once"), "r1");
  Caller other;
  other.id = "somebody-else";
  EXPECT_FALSE(log_->Run(Write("once"), "r1", other).repeated);
}

TEST_F(Commands, TheSameIdInTwoProgrammesIsTwoStreams) {
  (void)log_->Run(Start("p2"));
  const CommandResult first = log_->Run(Write("of p1", "n1"), "r1");
  tv1::WriteNoteRequest other = Write("of p2", "n1");
  other.set_parent("programmes/p2");
  ASSERT_TRUE(log_->Run(other).status.ok());
  tv1::PinNoteRequest pin;
  pin.set_name("programmes/p1/notes/n1");
  pin.mutable_pin_end_time()->set_seconds(4'000'000'000);
  ASSERT_TRUE(log_->Run(pin).status.ok());
  const CommandResult repeat = log_->Run(Write("of p1", "n1"), "r1");
  EXPECT_EQ(NoteOf(repeat).title(), "of p1");
  EXPECT_EQ(repeat.response->SerializeAsString(), first.response->SerializeAsString());
}

TEST_F(Commands, AManyEventCommandIsAtomicAndRepeatable) {
  tv1::WriteNotesRequest request;
  request.set_name("programmes/p1");
  for (const char* title : {"a", "b", "c"}) request.add_titles(title);
  const CommandResult first = log_->Run(request, "r1");
  ASSERT_TRUE(first.status.ok()) << first.status.ToString();
  EXPECT_EQ(static_cast<const tv1::WriteNotesResponse&>(*first.response).notes_size(), 3);
  EXPECT_EQ(first.position, 5);
  const CommandResult repeat = log_->Run(request, "r1");
  EXPECT_EQ(repeat.response->SerializeAsString(), first.response->SerializeAsString());
}

TEST_F(Commands, ATooLargeRecordLeavesNothingBehind) {
  tv1::WriteNotesRequest request;
  request.set_name("programmes/p1");
  request.add_titles("small");
  request.add_titles(std::string(70'000, 'x'));
  const CommandResult result = log_->Run(request);
  EXPECT_EQ(result.status.reason(), "RECORD_TOO_LARGE");
  EXPECT_EQ(log_->log().last_position(), 1);
  EXPECT_TRUE(log_->Run(Write("after", "n1")).status.ok());
  EXPECT_EQ(log_->log().last_position(), 2);
}

TEST_F(Commands, RefusalsNameWhatIsWrongAndRecordNothing) {
  tv1::PinNoteRequest pin;
  pin.set_name("programmes/p1/notes/none");
  EXPECT_EQ(log_->Run(pin).status.reason(), "RESOURCE_NOT_FOUND");
  tv1::WriteNoteRequest answer = Write("answer");
  answer.set_answers("programmes/p1/notes/none");
  EXPECT_EQ(log_->Run(answer).status.code(), Code::kNotFound);
  // It is not there before it is written, so it cannot answer itself.
  tv1::WriteNoteRequest itself = Write("itself", "n1");
  itself.set_answers("programmes/p1/notes/n1");
  EXPECT_EQ(log_->Run(itself).status.reason(), "RESOURCE_NOT_FOUND");
  (void)log_->Run(Write("there", "n1"));
  EXPECT_EQ(log_->Run(Write("again", "n1")).status.reason(), "RESOURCE_EXISTS");
  pin.set_name("programmes/p1/notes/n1");
  pin.set_etag("7");
  EXPECT_EQ(log_->Run(pin).status.code(), Code::kAborted);
  tv1::WriteNoteRequest unknown = Write("x");
  unknown.set_parent("programmes/unknown");
  EXPECT_EQ(log_->Run(unknown).status.reason(), "RESOURCE_NOT_FOUND");
  EXPECT_EQ(log_->log().last_position(), 2);
}

TEST_F(Commands, AClosedProgrammeTakesNoNewRecords) {
  tv1::EndProgrammeRequest end;
  end.set_name("programmes/p1");
  ASSERT_TRUE(log_->Run(end).status.ok());
  EXPECT_EQ(log_->Run(Write("late")).status.reason(), "PROGRAMME_CLOSED");
}

TEST_F(Commands, RecordedTimesNeverGoBackWhenTheClockDoes) {
  (void)log_->Run(Write("now"));
  log_->clock().Advance(-std::chrono::hours(1));
  (void)log_->Run(Write("earlier"));
  platform::v1::RecordedEvent second, third;
  second.ParseFromString(log_->log().Read(2)->bytes);
  third.ParseFromString(log_->log().Read(3)->bytes);
  EXPECT_GE(ToInstant(third.recorded_time()), ToInstant(second.recorded_time()));
}

TEST_F(Commands, PersonalWordsAreSealedAndOpenOnlyWithTheKey) {
  tv1::WriteNoteRequest request = Write("title", "n1");
  request.mutable_words()->set_text("I was told to wait outside.");
  const CommandResult result = log_->Run(request);
  ASSERT_TRUE(result.status.ok());
  EXPECT_FALSE(NoteOf(result).has_words());
  platform::v1::RecordedEvent record;
  const std::string bytes = log_->log().Read(2)->bytes;
  EXPECT_EQ(bytes.find("told to wait"), std::string::npos);
  record.ParseFromString(bytes);
  ASSERT_EQ(record.sealed_size(), 1);
  tv1::NoteWritten event;
  event.ParseFromString(record.payload());
  EXPECT_FALSE(event.has_words());
  ASSERT_TRUE(log_->sealer().Open(record, event).ok());
  EXPECT_EQ(event.words().text(), "I was told to wait outside.");
}

TEST_F(Commands, SurviveARestartWithRowsViewsAndPositions) {
  (void)log_->Run(Write("kept", "n1"));
  Open();
  EXPECT_EQ(log_->log().last_position(), 2);
  const auto read = log_->loop().Read({});
  EXPECT_EQ(read->Get<tv1::Note>("programmes/p1/notes/n1")->title(), "kept");
  EXPECT_EQ(read->GetViewValue("own-titles", "kept"), "1");
  EXPECT_TRUE(log_->Run(Write("more")).status.ok());
}

TEST_F(Commands, ADeadlineThatHasPassedWritesNothing) {
  CommandCall call;
  const tv1::WriteNoteRequest request = Write("late");
  call.rule = log_->model().FindCommand(request.GetDescriptor());
  call.request = std::make_unique<tv1::WriteNoteRequest>(request);
  call.programme = "programmes/p1";
  call.deadline = std::chrono::steady_clock::now() - std::chrono::seconds(1);
  std::atomic<bool> done = false;
  log_->loop().Submit(std::move(call), [&](CommandResult result) {
    EXPECT_EQ(result.status.code(), Code::kDeadlineExceeded);
    done = true;
  });
  EXPECT_TRUE(TestLog::Eventually([&] { return done.load(); }));
  EXPECT_EQ(log_->log().last_position(), 1);
}

TEST(OpeningALog, RefusesAnotherContextAndAnotherDeployment) {
  TemporaryDirectory directory;
  { TestLog log(directory.path(), NotesModel("notes")); }
  const auto other = EventLog::Open({directory / "log", "test", "engagement"});
  EXPECT_EQ(other.status().code(), Code::kFailedPrecondition);
  const auto deployment = EventLog::Open({directory / "log", "elsewhere", "notes"});
  EXPECT_NE(deployment.status().message().find("deployment"), std::string::npos);
}

TEST(OpeningALog, RefusesASecondProcess) {
  TemporaryDirectory directory;
  TestLog log(directory.path(), NotesModel("notes"));
  EXPECT_EQ(EventLog::Open({directory / "log", "test", "notes"}).status().code(),
            Code::kUnavailable);
}

}  // namespace
}  // namespace fivestep
