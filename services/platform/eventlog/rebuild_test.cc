#include "platform/eventlog/rebuild.h"

#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <filesystem>
#include <map>

#include "platform/audit/checkpoint.h"
#include "platform/eventlog/checkpoint_store.h"
#include "platform/eventlog/keys.h"
#include "platform/eventlog/tree_store.h"
#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep {
namespace {

using testing::NotesModel;
using testing::TemporaryDirectory;
using testing::TestLog;
namespace tv1 = testing::v1;
namespace fs = std::filesystem;

// Everything that is stored, by family and key.
using Content = std::map<std::pair<int, std::string>, std::string>;

Content ContentOf(const EventLog& log) {
  Content content;
  for (int i = 0; i < kFamilyCount; ++i) {
    std::unique_ptr<rocksdb::Iterator> it(
        log.db()->NewIterator({}, log.family(static_cast<Family>(i))));
    for (it->SeekToFirst(); it->Valid(); it->Next()) {
      content[{i, it->key().ToString()}] = it->value().ToString();
    }
  }
  return content;
}

class Rebuilding : public ::testing::Test {
 protected:
  Rebuilding() {
    TestLog source(source_.path(), NotesModel("source"));
    Write(source, 3);
    TestLog log(directory_.path(), NotesModel("notes", "source"));
    log.IngestAll(source.log());
    Write(log, 300);
    const SigningKey key = *SigningKey::Generate("fivestep/test/notes");
    SignedHead head{{}, log.log().tree().size(), log.log().tree().range().Root(), Instant()};
    head.note = *SignCheckpoint({key.name(), head.size, head.root, {}}, key);
    EXPECT_TRUE(KeepHead(log.log(), head, "").ok());
    log.log().PutMetaNumber("confirmed", 7);
    before_ = ContentOf(log.log());
  }

  static void Write(TestLog& log, int notes) {
    tv1::StartProgrammeRequest start;
    start.set_programme_id("p-" + log.log().context());
    ASSERT_TRUE(log.Run(start, "start").status.ok());
    const std::string programme = "programmes/" + start.programme_id();
    tv1::WriteNoteRequest write;
    write.set_parent(programme);
    write.set_note_id("sealed");
    write.mutable_words()->set_text("words");
    ASSERT_TRUE(log.Run(write, "sealed").status.ok());
    tv1::PinNoteRequest pin;
    pin.set_name(programme + "/notes/sealed");
    pin.mutable_pin_end_time()->set_seconds(4'000'000'000);
    ASSERT_TRUE(log.Run(pin, "pin").status.ok());
    tv1::WriteNotesRequest many;
    many.set_name(programme);
    for (int i = 0; i < notes; ++i) many.add_titles("title " + std::to_string(i % 7));
    ASSERT_TRUE(log.Run(many, "many").status.ok());
  }
  std::string path() const { return directory_ / "log"; }
  Status Run() {
    const auto keys = KeyStore::Open(directory_ / "keys", "");
    EXPECT_TRUE(keys.ok()) << keys.status().ToString();
    Sealer sealer(keys->get());
    return Rebuild(path(), NotesModel("notes", "source"), &sealer,
                   [this](int64_t, int64_t) { ++told_; });
  }
  std::unique_ptr<EventLog> Open(bool inspect = false) {
    EventLog::Options options{path(), "test", "notes"};
    options.inspect = inspect;
    auto log = EventLog::Open(options);
    EXPECT_TRUE(log.ok()) << log.status().ToString();
    return std::move(*log);
  }
  void ExpectAsBefore() {
    const auto log = Open();
    const Content after = ContentOf(*log);
    EXPECT_EQ(after.size(), before_.size());
    for (const auto& [key, value] : before_) {
      const auto found = after.find(key);
      ASSERT_TRUE(found != after.end()) << key.first << " " << key.second;
      EXPECT_EQ(found->second, value) << key.first << " " << key.second;
    }
  }
  void Alter(Family family, const std::string& key, const std::string& value) {
    const auto log = Open();
    ASSERT_TRUE(log->db()->Put({}, log->family(family), key, value).ok());
  }
  std::string AnyKeyOf(Family family) const {
    return before_.lower_bound({static_cast<int>(family), ""})->first.second;
  }

  TemporaryDirectory source_, directory_;
  Content before_;
  int told_ = 0;
};

TEST_F(Rebuilding, GivesExactlyWhatTheCommitLoopHadWritten) {
  const Status status = Run();
  ASSERT_TRUE(status.ok()) << status.ToString();
  ExpectAsBefore();
  EXPECT_TRUE(fs::exists(path() + ".before-rebuild"));
  EXPECT_FALSE(fs::exists(path() + ".rebuilding"));
}

TEST_F(Rebuilding, MendsRowsOutcomesTimersViewsAndTheStreamIndex) {
  for (const Family family :
       {Family::kRows, Family::kOutcomes, Family::kTimers, Family::kStreams}) {
    Alter(family, AnyKeyOf(family), "altered");
  }
  Alter(Family::kViews, keys::Join("own-titles", "title 3"), "altered");
  Alter(Family::kViews, keys::Join("own-titles", "no such title"), "5");
  ASSERT_TRUE(Run().ok());
  ExpectAsBefore();
}

TEST_F(Rebuilding, MendsATreeWithWhichTheLogDoesNotOpen) {
  Alter(Family::kMerkle, keys::TileKey(0, 0), "altered");
  ASSERT_FALSE(EventLog::Open({path(), "test", "notes"}).ok());
  ASSERT_TRUE(Run().ok());
  ExpectAsBefore();
}

TEST_F(Rebuilding, TheServiceGoesOnWhereItWas) {
  ASSERT_TRUE(Run().ok());
  TestLog log(directory_.path(), NotesModel("notes", "source"));
  tv1::StartProgrammeRequest start;
  start.set_programme_id("p-notes");
  EXPECT_TRUE(log.Run(start, "start").repeated);
  start.set_programme_id("another");
  EXPECT_TRUE(log.Run(start, "another").status.ok());
  EXPECT_EQ(log.loop().Timers().size(), 2u) << "the pin runs out, and the note's time";
}

TEST_F(Rebuilding, AnEventThatIsNotWhatWasSignedIsNotMadeRight) {
  const std::string other = Open()->Read(3)->bytes;
  Alter(Family::kEvents, keys::BigEndian(2), other);
  EXPECT_EQ(Run().code(), Code::kDataLoss);
  EXPECT_FALSE(fs::exists(path() + ".before-rebuild"));
}

TEST_F(Rebuilding, AMissingEventIsNamedAndNothingIsReplaced) {
  {
    const auto log = Open();
    ASSERT_TRUE(log->db()->Delete({}, log->family(Family::kEvents), keys::BigEndian(5)).ok());
  }
  const Status status = Run();
  EXPECT_EQ(status.code(), Code::kDataLoss);
  EXPECT_NE(status.message().find("Event 5"), std::string::npos) << status.message();
  EXPECT_FALSE(fs::exists(path() + ".before-rebuild"));
}

TEST_F(Rebuilding, WhatAnInterruptedOneLeftIsNoHindrance) {
  fs::create_directories(path() + ".rebuilding/rest");
  ASSERT_TRUE(Run().ok());
  ExpectAsBefore();
}

TEST_F(Rebuilding, TheLogThatASecondOneWouldPushAsideIsKept) {
  ASSERT_TRUE(Run().ok());
  const Status second = Run();
  EXPECT_EQ(second.code(), Code::kFailedPrecondition);
  EXPECT_NE(second.message().find(".before-rebuild"), std::string::npos);
}

TEST_F(Rebuilding, ALogThatIsOpenIsLeftAlone) {
  TestLog log(directory_.path(), NotesModel("notes", "source"));
  const auto keys = KeyStore::Open(source_ / "keys", "");
  Sealer sealer(keys->get());
  EXPECT_EQ(Rebuild(path(), NotesModel("notes", "source"), &sealer, nullptr).code(),
            Code::kUnavailable);
}

TEST_F(Rebuilding, AFolderWithoutALogOrOfAnotherContextIsRefused) {
  const auto keys = KeyStore::Open(directory_ / "keys", "");
  Sealer sealer(keys->get());
  EXPECT_EQ(Rebuild(directory_ / "none", NotesModel("notes"), &sealer, nullptr).code(),
            Code::kFailedPrecondition);
  EXPECT_EQ(Rebuild(path(), NotesModel("other"), &sealer, nullptr).code(),
            Code::kFailedPrecondition);
}

}  // namespace
}  // namespace fivestep
