#include "platform/eventlog/tree_store.h"

#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <atomic>
#include <thread>

#include "platform/eventlog/keys.h"
#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep {
namespace {

using testing::NotesModel;
using testing::TemporaryDirectory;
using testing::TestLog;
namespace tv1 = testing::v1;

// What one WriteNotes records: a note for each title, and how many there were.
constexpr int kTitles = 99;
constexpr int kEventsOfWriteNotes = kTitles + 1;

void Start(TestLog& log) {
  tv1::StartProgrammeRequest request;
  request.set_programme_id("p1");
  ASSERT_TRUE(log.Run(request).status.ok());
}

void WriteNotes(TestLog& log, int times) {
  tv1::WriteNotesRequest request;
  request.set_name("programmes/p1");
  for (int i = 0; i < kTitles; ++i) request.add_titles("note");
  for (int i = 0; i < times; ++i) {
    const CommandResult result = log.Run(request);
    ASSERT_TRUE(result.status.ok()) << result.status.ToString();
  }
}

CompactRange RangeOfEvents(const EventLog& log, int64_t size) {
  CompactRange range;
  const Status scanned = log.Scan(1, size, [&range](int64_t, std::string_view bytes) {
    range.Append(LeafHash(bytes));
    return true;
  });
  EXPECT_TRUE(scanned.ok() || size == 0) << scanned.ToString();
  return range;
}

std::string View(const Sha256Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::vector<std::string> Views(const std::vector<Sha256Digest>& digests) {
  std::vector<std::string> views;
  for (const Sha256Digest& digest : digests) views.push_back(View(digest));
  return views;
}

Result<std::unique_ptr<EventLog>> OpenAgain(const TemporaryDirectory& directory) {
  return EventLog::Open({directory / "log", "test", "notes"});
}

void PutRaw(const EventLog& log, Family family, const std::string& key, const std::string& value) {
  ASSERT_TRUE(log.db()->Put({}, log.family(family), key, value).ok());
}

TEST(TreeOfALog, OfNoEventsIsEmpty) {
  TemporaryDirectory directory;
  TestLog log(directory.path(), NotesModel("notes"));
  EXPECT_EQ(log.log().tree().size(), 0);
  EXPECT_EQ(log.log().tree().range().Root(), EmptyRoot());
}

TEST(TreeOfALog, HasTheRootThatTheStoredEventsGiveAtEverySize) {
  TemporaryDirectory directory;
  TestLog log(directory.path(), NotesModel("notes"));
  Start(log);
  WriteNotes(log, 6);
  const TreeStore& tree = log.log().tree();
  ASSERT_EQ(tree.size(), 1 + 6 * kEventsOfWriteNotes);
  EXPECT_EQ(tree.range().Root(), RangeOfEvents(log.log(), tree.size()).Root());
  for (const int64_t size : {1, 2, 255, 256, 257, 511, 512, 513, 600}) {
    EXPECT_EQ(*RootAt(size, tree), RangeOfEvents(log.log(), size).Root()) << size;
  }
}

TEST(TreeOfALog, HoldsNoLeafOfARefusedCommand) {
  TemporaryDirectory directory;
  TestLog log(directory.path(), NotesModel("notes"));
  Start(log);
  tv1::WriteNoteRequest write;
  write.set_parent("programmes/p1");
  write.set_note_id("n1");
  write.set_title(std::string(70'000, 'x'));
  EXPECT_EQ(log.Run(write).status.reason(), "RECORD_TOO_LARGE");
  write.set_title("short");
  ASSERT_TRUE(log.Run(write).status.ok());
  EXPECT_EQ(log.log().tree().size(), 2);
  EXPECT_EQ(log.log().tree().range().Root(), RangeOfEvents(log.log(), 2).Root());
}

TEST(TreeOfALog, GrowsOnAfterARestartAsIfNothingHadHappened) {
  TemporaryDirectory directory;
  {
    TestLog log(directory.path(), NotesModel("notes"));
    Start(log);
    WriteNotes(log, 3);
  }
  TestLog log(directory.path(), NotesModel("notes"));
  EXPECT_EQ(log.log().tree().size(), 1 + 3 * kEventsOfWriteNotes);
  WriteNotes(log, 3);
  const TreeStore& tree = log.log().tree();
  ASSERT_EQ(tree.size(), 1 + 6 * kEventsOfWriteNotes);
  EXPECT_EQ(*RootAt(tree.size(), tree), RangeOfEvents(log.log(), tree.size()).Root());
}

TEST(TreeOfALog, ProvesEventsWhileItGrows) {
  TemporaryDirectory directory;
  TestLog log(directory.path(), NotesModel("notes"));
  Start(log);
  const TreeStore& tree = log.log().tree();
  std::atomic<bool> done = false;
  std::atomic<int> proofs = 0;
  std::thread reader([&] {
    for (int64_t i = 0; !done; ++i) {
      const CompactRange range = tree.range();
      const int64_t index = (i * 37) % range.size();
      const auto leaf = LeafAt(index, tree);
      const auto proof = InclusionProof(index, range.size(), tree);
      ASSERT_TRUE(leaf.ok() && proof.ok());
      ASSERT_TRUE(VerifyInclusion(static_cast<uint64_t>(index), static_cast<uint64_t>(range.size()),
                                  View(*leaf), Views(*proof), View(range.Root())));
      ++proofs;
    }
  });
  WriteNotes(log, 12);
  done = true;
  reader.join();
  EXPECT_GT(proofs, 0);
}

// What a log of format 1 looks like: no tree, and the older number.
void MakeFormat1(const EventLog& log) {
  rocksdb::DB* db = log.db();
  const std::string end = keys::TileKey(kMaxTileLevels, 0);
  ASSERT_TRUE(db->DeleteRange({}, log.family(Family::kMerkle), "t", end).ok());
  ASSERT_TRUE(db->Delete({}, log.family(Family::kMeta), rocksdb::Slice(keys::kTree)).ok());
  PutRaw(log, Family::kMeta, std::string(keys::kFormat), "1");
}

TEST(ALogOfFormat1, GetsItsTreeOutOfItsEventsAndIsOfFormat2FromThenOn) {
  TemporaryDirectory directory;
  Sha256Digest root;
  {
    TestLog log(directory.path(), NotesModel("notes"));
    Start(log);
    WriteNotes(log, 3);
    root = log.log().tree().range().Root();
    MakeFormat1(log.log());
  }
  for (const int64_t notes : {2, 0}) {  // the second time there is nothing to do, nor to say
    int64_t said = 0;
    EventLog::Options options{directory / "log", "test", "notes"};
    options.note = [&said](const std::string&) { ++said; };
    const auto log = EventLog::Open(options);
    ASSERT_TRUE(log.ok()) << log.status().ToString();
    EXPECT_EQ((*log)->tree().range().Root(), root);
    EXPECT_EQ(*RootAt(300, (*log)->tree()), RangeOfEvents(**log, 300).Root());
    EXPECT_EQ(said, notes);
  }
}

TEST(ALogOfANewerFormat, IsRefusedWithWhatToDo) {
  TemporaryDirectory directory;
  {
    TestLog log(directory.path(), NotesModel("notes"));
    PutRaw(log.log(), Family::kMeta, std::string(keys::kFormat),
           std::to_string(kLogFormatVersion + 1));
  }
  const auto opened = OpenAgain(directory);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.status().code(), Code::kFailedPrecondition);
  EXPECT_NE(opened.status().message().find("newer version"), std::string::npos);
}

class DamagedTree : public ::testing::Test {
 protected:
  DamagedTree() {
    Start(log_);
    WriteNotes(log_, 3);
  }
  void ExpectRefused() {
    log_holder_.reset();
    const auto opened = OpenAgain(directory_);
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.status().code(), Code::kDataLoss);
    EXPECT_NE(opened.status().message().find("restore"), std::string::npos);
  }

  TemporaryDirectory directory_;
  std::unique_ptr<TestLog> log_holder_ =
      std::make_unique<TestLog>(directory_.path(), NotesModel("notes"));
  TestLog& log_ = *log_holder_;
};

TEST_F(DamagedTree, WithAnAlteredTileDoesNotOpen) {
  PutRaw(log_.log(), Family::kMerkle, keys::TileKey(0, 0), std::string(8'192, 'x'));
  ExpectRefused();
}

TEST_F(DamagedTree, WithATileTooShortDoesNotOpen) {
  PutRaw(log_.log(), Family::kMerkle, keys::TileKey(0, 0), "short");
  ExpectRefused();
}

TEST_F(DamagedTree, WithoutATileDoesNotOpen) {
  ASSERT_TRUE(
      log_.log().db()->Delete({}, log_.log().family(Family::kMerkle), keys::TileKey(0, 0)).ok());
  ExpectRefused();
}

TEST_F(DamagedTree, WithAnotherStateDoesNotOpen) {
  CompactRange other;
  for (int i = 0; i < 301; ++i) other.Append(LeafHash("x"));
  PutRaw(log_.log(), Family::kMeta, std::string(keys::kTree), other.Encode());
  ExpectRefused();
}

TEST_F(DamagedTree, WithAStateOfAnotherSizeDoesNotOpen) {
  PutRaw(log_.log(), Family::kMeta, std::string(keys::kTree), CompactRange().Encode());
  ExpectRefused();
}

TEST_F(DamagedTree, WithAnAlteredLastEventDoesNotOpen) {
  const StoredEvent event = *log_.log().Read(301);
  PutRaw(log_.log(), Family::kEvents, keys::BigEndian(301), event.bytes + "x");
  ExpectRefused();
}

}  // namespace
}  // namespace fivestep
