// A log that was restored, or copied by hand, and takes back what it lacks.
#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <filesystem>
#include <future>
#include <map>

#include "fivestep/platform/v1/events.pb.h"
#include "fivestep/platform/v1/people_service.pb.h"
#include "platform/eventlog/row.h"
#include "platform/testing/given.h"
#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep {
namespace {

using testing::kNow;
using testing::NotesModel;
using testing::TemporaryDirectory;
using testing::TestLog;
namespace tv1 = testing::v1;

using Contents = std::map<std::string, std::string>;

Contents ContentsOf(EventLog& log, Family family) {
  Contents contents;
  std::unique_ptr<rocksdb::Iterator> it(log.db()->NewIterator({}, log.family(family)));
  for (it->SeekToFirst(); it->Valid(); it->Next()) {
    contents[it->key().ToString()] = it->value().ToString();
  }
  return contents;
}

// A log `sink` that copies notes of `source`, and a second directory of the same log, with its keys
// and nothing else.
class Refill : public ::testing::Test {
 protected:
  Refill() : source_(source_directory_.path(), NotesModel("source")) {
    OpenOriginal();
    tv1::StartProgrammeRequest start;
    start.set_programme_id("p1");
    (void)source_.Run(start);
    Write("n1", source_);
    Write("n2", source_);
    original_->IngestAll(source_.log());
    Write("own1", *original_);
    Pin("own1", *original_);
    Write("n3", source_);
    original_->IngestAll(source_.log());
    start.set_programme_id("own");
    EXPECT_TRUE(original_->Run(start).status.ok());
    EXPECT_TRUE(original_->Run(Several(), "several").status.ok());
    std::filesystem::copy(original_directory_ / "keys", directory_ / "keys",
                          std::filesystem::copy_options::recursive);
    Open();
  }
  void OpenOriginal() {
    original_.reset();
    original_ = std::make_unique<TestLog>(original_directory_.path(), NotesModel("sink", "source"));
  }
  void Open() {
    log_.reset();
    log_ = std::make_unique<TestLog>(directory_.path(), NotesModel("sink", "source"));
  }
  static tv1::WriteNotesRequest Several() {
    tv1::WriteNotesRequest several;
    several.set_name("programmes/own");
    several.add_titles("one of two");
    several.add_titles("two of two");
    return several;
  }
  static void Write(const std::string& id, TestLog& log) {
    tv1::WriteNoteRequest request;
    request.set_parent("programmes/p1");
    request.set_title(id);
    request.set_note_id(id);
    request.mutable_words()->set_text("private words of " + id);
    ASSERT_TRUE(log.Run(request, "write-" + id).status.ok());
  }
  static void Pin(const std::string& id, TestLog& log) {
    tv1::PinNoteRequest pin;
    pin.set_name("programmes/p1/notes/" + id);
    *pin.mutable_pin_end_time() = ToTimestamp(kNow + std::chrono::hours(1));
    ASSERT_TRUE(log.Run(pin).status.ok());
  }
  std::vector<std::string> Events(int64_t from, int64_t to) {
    std::vector<std::string> events;
    for (int64_t position = from; position <= to; ++position) {
      events.push_back(original_->log().Read(position)->bytes);
    }
    return events;
  }
  int64_t end() { return original_->log().last_position(); }
  Status Mark() {
    std::promise<Status> promise;
    log_->loop().MarkRestored([&](Status status) { promise.set_value(status); });
    return promise.get_future().get();
  }
  Status HandBack(int64_t first, std::vector<std::string> events) {
    std::promise<Status> promise;
    log_->loop().Refill(first, std::move(events),
                        [&](Status status) { promise.set_value(status); });
    return promise.get_future().get();
  }
  Result<int64_t> Finish() {
    std::promise<Result<int64_t>> promise;
    log_->loop().FinishRestore([&](Result<int64_t> result) { promise.set_value(result); });
    return promise.get_future().get();
  }
  void RefillAll() {
    ASSERT_TRUE(Mark().ok());
    ASSERT_TRUE(HandBack(1, Events(1, 2)).ok());
    ASSERT_TRUE(HandBack(3, Events(3, end())).ok());
  }
  CommandResult Command() {
    tv1::StartProgrammeRequest start;
    start.set_programme_id("p2");
    return log_->Run(start, "later");
  }

  TemporaryDirectory source_directory_;
  TemporaryDirectory original_directory_;
  TemporaryDirectory directory_;
  TestLog source_;
  std::unique_ptr<TestLog> original_;
  std::unique_ptr<TestLog> log_;
};

TEST_F(Refill, AnEmptyDirectoryBecomesTheSameLogToTheByte) {
  RefillAll();
  for (const Family family : {Family::kEvents, Family::kStreams, Family::kRows, Family::kTimers}) {
    EXPECT_EQ(ContentsOf(log_->log(), family), ContentsOf(original_->log(), family));
  }
  Open();
  EXPECT_EQ(ContentsOf(log_->log(), Family::kRows), ContentsOf(original_->log(), Family::kRows));
}

TEST_F(Refill, OnceOtherLogsAreReadAgainEverythingElseIsTheSameToo) {
  RefillAll();
  ASSERT_TRUE(Finish().ok());
  log_->IngestAll(source_.log());
  for (const Family family : {Family::kOutcomes, Family::kParked}) {
    EXPECT_EQ(ContentsOf(log_->log(), family), ContentsOf(original_->log(), family));
  }
  Contents views = ContentsOf(log_->log(), Family::kViews);
  EXPECT_EQ(views, ContentsOf(original_->log(), Family::kViews));
  EXPECT_EQ(log_->log().last_position(), end() + 1);  // LogRestored, and no copy twice
}

TEST_F(Refill, AMarkedLogRefusesCommandsAndSaysWhenToComeBack) {
  ASSERT_TRUE(Mark().ok());
  const CommandResult result = Command();
  EXPECT_EQ(result.status.code(), Code::kUnavailable);
  EXPECT_EQ(result.status.reason(), "LOG_RESTORED");
  EXPECT_GT(result.status.retry_after().count(), 0);
  EXPECT_FALSE(log_->loop().health().ok());
}

TEST_F(Refill, TheMarkOutlivesARestart) {
  ASSERT_TRUE(Mark().ok());
  Open();
  EXPECT_TRUE(log_->loop().restore_state().marked);
  EXPECT_EQ(Command().status.reason(), "LOG_RESTORED");
}

TEST_F(Refill, AMarkedLogTakesNoEventOfAnotherLog) {
  ASSERT_TRUE(Mark().ok());
  const auto [outcome, status] = log_->Ingest("source", 1, source_.log().Read(1)->bytes);
  EXPECT_EQ(outcome, IngestOutcome::kWaiting);
  EXPECT_EQ(log_->loop().CursorOf("source"), 0);
}

TEST_F(Refill, AMarkedLogRunsNoTimer) {
  RefillAll();
  log_->clock().Advance(std::chrono::hours(2));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_EQ(log_->log().last_position(), end());
  ASSERT_TRUE(Finish().ok());
  // The rule needs the programme, which is the other log's: it waits until that is known again.
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_EQ(log_->log().last_position(), end() + 1);
  log_->IngestAll(source_.log());
  EXPECT_TRUE(TestLog::Eventually([&] { return log_->log().last_position() == end() + 2; }));
}

TEST_F(Refill, AMarkedLogRecordsNoOpenedDisclosure) {
  ASSERT_TRUE(Mark().ok());
  std::promise<Status> promise;
  log_->loop().RecordDisclosure({}, {}, [&](Status status) { promise.set_value(status); });
  EXPECT_EQ(promise.get_future().get().reason(), "LOG_RESTORED");
}

TEST_F(Refill, ARepeatOfACommandWhoseEventsCameBackGetsItsFirstAnswer) {
  RefillAll();
  ASSERT_TRUE(Finish().ok());
  const int64_t last = log_->log().last_position();
  const CommandResult again = log_->Run(Several(), "several");
  ASSERT_TRUE(again.status.ok()) << again.status.ToString();
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(log_->log().last_position(), last);
}

TEST_F(Refill, ACommandWhoseLastEventsAreLostIsNotDoneAgain) {
  ASSERT_TRUE(Mark().ok());
  ASSERT_TRUE(HandBack(1, Events(1, end() - 1)).ok());
  ASSERT_TRUE(Finish().ok());
  EXPECT_TRUE(log_->Run(Several(), "several").repeated);
}

TEST_F(Refill, WhatAReactionRefusedBeforeIsNotDoneNow) {
  // The stream kept nothing of the copies, but an event that had seen their causes.
  ASSERT_TRUE(Mark().ok());
  platform::v1::RecordedEvent first;
  ASSERT_TRUE(first.ParseFromString(Events(1, 1).front()));
  auto* seen = first.mutable_seen()->size() > 0 ? first.mutable_seen(0) : first.add_seen();
  seen->set_log("source");
  seen->set_position(3);
  ASSERT_TRUE(HandBack(1, {first.SerializeAsString()}).ok());
  ASSERT_TRUE(Finish().ok());
  const int64_t before = log_->log().last_position();
  log_->IngestAll(source_.log());
  EXPECT_EQ(log_->log().last_position(), before + 1);  // of n3, which nothing had seen
  int refused = 0;
  for (const auto& outcome : log_->loop().ReactionOutcomes()) {
    refused += outcome.refusal_reason() == "LOG_RESTORED" ? 1 : 0;
  }
  EXPECT_EQ(refused, 1);
}

TEST_F(Refill, FinishingRecordsWhatCameBackAndTakesCommands) {
  RefillAll();
  const Result<int64_t> position = Finish();
  ASSERT_TRUE(position.ok());
  platform::v1::RecordedEvent record;
  ASSERT_TRUE(record.ParseFromString(log_->log().Read(*position)->bytes));
  platform::v1::LogRestored event;
  ASSERT_TRUE(event.ParseFromString(record.payload()));
  EXPECT_EQ(event.backup_position(), 0);
  EXPECT_EQ(event.completed_position(), end());
  EXPECT_FALSE(event.accepted_without_stream());
  Open();
  EXPECT_FALSE(log_->loop().restore_state().marked);
  EXPECT_TRUE(Command().status.ok());
}

TEST_F(Refill, AnAdministratorsWordIsOnTheRecord) {
  ASSERT_TRUE(Mark().ok());
  std::promise<Result<int64_t>> promise;
  Caller caller;
  caller.id = "admin-1";
  log_->loop().AcceptRestored("the stream was lost with the disk", caller,
                              [&](Result<int64_t> result) { promise.set_value(result); });
  const Result<int64_t> position = promise.get_future().get();
  ASSERT_TRUE(position.ok()) << position.status().ToString();
  platform::v1::RecordedEvent record;
  ASSERT_TRUE(record.ParseFromString(log_->log().Read(*position)->bytes));
  EXPECT_EQ(record.actor().id(), "admin-1");
  platform::v1::LogRestored event;
  ASSERT_TRUE(event.ParseFromString(record.payload()));
  EXPECT_TRUE(event.accepted_without_stream());
  EXPECT_EQ(event.reason(), "the stream was lost with the disk");
  EXPECT_TRUE(Command().status.ok());
}

// The keys that came with the backup still open what was erased after it was taken.
TEST_F(Refill, AnErasureThatComesBackDestroysTheKeysBeforeAnybodyHearsOfIt) {
  constexpr char kPerson[] = "programmes/own/people/x7k2";
  constexpr char kNote[] = "programmes/own/notes/theirs";
  platform::v1::RegisterPersonRequest person;
  person.set_parent("programmes/own");
  person.set_person_id("x7k2");
  person.mutable_details()->set_display_name("Ada");
  ASSERT_TRUE(original_->Run(person).status.ok());
  tv1::WriteNoteRequest note;
  note.set_parent("programmes/own");
  note.set_note_id("theirs");
  note.set_title("theirs");
  note.set_person(kPerson);
  note.mutable_words()->set_text("private words");
  ASSERT_TRUE(original_->Run(note).status.ok());
  log_.reset();
  std::filesystem::copy(
      original_directory_ / "keys", directory_ / "keys",
      std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
  Open();
  platform::v1::ErasePersonRequest erase;
  erase.set_name(kPerson);
  erase.set_ground(platform::v1::ERASURE_GROUND_OBJECTION);
  erase.set_reason("objected");
  ASSERT_TRUE(original_->Run(erase).status.ok());

  RefillAll();
  EXPECT_TRUE(log_->loop().Read({})->Get<tv1::Note>(kNote)->has_personal_erase_time());
  log_.reset();
  const auto keys = KeyStore::Open(directory_ / "keys", "");
  ASSERT_TRUE(keys.ok());
  for (const char* erased : {kPerson, kNote}) {
    EXPECT_EQ((*keys)->KeyOf(erased).status().code(), Code::kFailedPrecondition) << erased;
  }
  EXPECT_TRUE((*keys)->KeyOf("programmes/p1/notes/own1").ok());
}

TEST_F(Refill, ALogThatIsNotMarkedTakesNothingBackAndHasNothingToAccept) {
  EXPECT_EQ(HandBack(1, Events(1, 1)).reason(), "LOG_NOT_RESTORED");
  EXPECT_EQ(Finish().status().reason(), "LOG_NOT_RESTORED");
  EXPECT_EQ(log_->log().last_position(), 0);
}

TEST_F(Refill, EventsThatDoNotContinueTheLogAreRefusedWhole) {
  ASSERT_TRUE(Mark().ok());
  EXPECT_EQ(HandBack(2, Events(2, 3)).code(), Code::kDataLoss);
  std::vector<std::string> swapped = Events(1, 4);
  std::swap(swapped[2], swapped[3]);
  EXPECT_EQ(HandBack(1, swapped).code(), Code::kDataLoss);
  std::vector<std::string> cut = Events(1, 2);
  cut[1].resize(cut[1].size() / 2);
  EXPECT_EQ(HandBack(1, cut).code(), Code::kDataLoss);
  EXPECT_EQ(log_->log().last_position(), 0);
  EXPECT_TRUE(ContentsOf(log_->log(), Family::kRows).empty());
  EXPECT_TRUE(HandBack(1, Events(1, end())).ok());
}

TEST_F(Refill, AnEventOfAnUnknownTypeAsksForANewerProgram) {
  ASSERT_TRUE(Mark().ok());
  platform::v1::RecordedEvent record;
  ASSERT_TRUE(record.ParseFromString(Events(1, 1).front()));
  record.set_type("fivestep.testing.v1.FromTheFuture");
  const Status status = HandBack(1, {record.SerializeAsString()});
  EXPECT_EQ(status.code(), Code::kFailedPrecondition);
  EXPECT_NE(status.message().find("newer version"), std::string::npos);
}

TEST_F(Refill, AHeldLogTakesCommandsOnceItIsReleased) {
  log_.reset();
  CommitLoop::Options options;
  options.hold_at_start = true;
  log_ =
      std::make_unique<TestLog>(directory_.path(), NotesModel("sink", "source"), nullptr, options);
  EXPECT_EQ(Command().status.reason(), "LOG_RESTORED");
  log_->loop().Release();
  EXPECT_TRUE(Command().status.ok());
}

}  // namespace
}  // namespace fivestep
