#include "platform/eventlog/key_tie.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep {
namespace {

using testing::NotesModel;
using testing::TemporaryDirectory;
using testing::TestLog;
namespace tv1 = testing::v1;
namespace fs = std::filesystem;

class KeyTie : public ::testing::Test {
 protected:
  void WriteWords(const std::string& id) {
    TestLog log(directory_.path(), NotesModel("notes"));
    tv1::StartProgrammeRequest start;
    start.set_programme_id("p1");
    ASSERT_TRUE(log.Run(start, "start").status.ok());
    tv1::WriteNoteRequest write;
    write.set_parent("programmes/p1");
    write.set_note_id(id);
    write.mutable_words()->set_text("sealed");
    ASSERT_TRUE(log.Run(write).status.ok());
  }
  Status Tie() {
    notes_.clear();
    const auto keys = KeyStore::Open(directory_ / "keys", "");
    EXPECT_TRUE(keys.ok()) << keys.status().ToString();
    const auto log = EventLog::Open({directory_ / "log", "test", "notes"});
    EXPECT_TRUE(log.ok()) << log.status().ToString();
    return TieToKeyStore(**log, **keys,
                         [this](const std::string& note) { notes_.push_back(note); });
  }

  TemporaryDirectory directory_;
  std::vector<std::string> notes_;
};

TEST_F(KeyTie, HoldsForTheStoreThatTheLogWasWrittenWith) {
  WriteWords("n1");
  EXPECT_TRUE(Tie().ok());
  WriteWords("n2");
  EXPECT_TRUE(Tie().ok());
  EXPECT_TRUE(notes_.empty());
}

TEST_F(KeyTie, RefusesAnotherStoreWithWhatToDo) {
  WriteWords("n1");
  ASSERT_TRUE(Tie().ok());
  fs::remove_all(directory_ / "keys");
  const Status status = Tie();
  EXPECT_EQ(status.code(), Code::kFailedPrecondition);
  EXPECT_NE(status.message().find("restore that from its backup"), std::string::npos);
}

TEST_F(KeyTie, NoticesAnOlderCopyOfTheStore) {
  WriteWords("n1");
  ASSERT_TRUE(Tie().ok());
  fs::copy(directory_ / "keys", directory_ / "older", fs::copy_options::recursive);
  WriteWords("n2");
  fs::remove_all(directory_ / "keys");
  fs::rename(directory_ / "older", directory_ / "keys");
  EXPECT_TRUE(Tie().ok());
  ASSERT_EQ(notes_.size(), 1u);
  EXPECT_NE(notes_[0].find("lacks the last 1 records"), std::string::npos) << notes_[0];
}

}  // namespace
}  // namespace fivestep
