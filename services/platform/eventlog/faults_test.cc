#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <fstream>

#include "platform/audit/checkpoint.h"
#include "platform/eventlog/tree_store.h"
#include "platform/testing/faulty_file_system.h"
#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep {
namespace {

using testing::Faults;
using testing::MakeFaultyEnv;
using testing::NotesModel;
using testing::TemporaryDirectory;
using testing::TestLog;
namespace tv1 = testing::v1;

tv1::StartProgrammeRequest Start(const std::string& id) {
  tv1::StartProgrammeRequest request;
  request.set_programme_id(id);
  return request;
}

class FailingDisk : public ::testing::TestWithParam<std::atomic<bool> Faults::*> {};

TEST_P(FailingDisk, AnswersUnknownRefusesMoreAndRecoversToOneTruth) {
  TemporaryDirectory directory;
  Faults faults;
  const auto env = MakeFaultyEnv(&faults);
  {
    std::atomic<int> failures = 0;
    CommitLoop::Options options;
    options.on_failure = [&](const Status&) { ++failures; };
    TestLog log(directory.path(), NotesModel("notes"), env.get(), options);
    ASSERT_TRUE(log.Run(Start("before"), "r0").status.ok());
    faults.*GetParam() = true;
    const CommandResult unknown = log.Run(Start("during"), "r1");
    EXPECT_EQ(unknown.status.code(), Code::kUnavailable);
    EXPECT_EQ(unknown.status.reason(), "OUTCOME_UNKNOWN");
    faults.*GetParam() = false;
    EXPECT_EQ(log.Run(Start("after"), "r2").status.code(), Code::kUnavailable);
    EXPECT_FALSE(log.loop().health().ok());
    EXPECT_EQ(failures, 1);
  }
  TestLog again(directory.path(), NotesModel("notes"), env.get());
  // Whether the unknown command happened or not, its repeat gives the one true outcome.
  ASSERT_TRUE(again.Run(Start("during"), "r1").status.ok());
  ASSERT_TRUE(again.Run(Start("before"), "r0").repeated);
  EXPECT_EQ(again.log().last_position(), 2);
}

INSTANTIATE_TEST_SUITE_P(Wal, FailingDisk,
                         ::testing::Values(&Faults::sync_fails, &Faults::append_fails,
                                           &Faults::append_is_torn, &Faults::disk_full));

TEST(AlarmedLog, TakesNoMoreAndSaysSoOnce) {
  TemporaryDirectory directory;
  std::vector<Status> failures;
  CommitLoop::Options options;
  options.on_failure = [&](const Status& status) { failures.push_back(status); };
  TestLog log(directory.path(), NotesModel("notes"), nullptr, options);
  ASSERT_TRUE(log.Run(Start("before")).status.ok());
  log.loop().Fail(DataLoss("it is not what it was"));
  log.loop().Fail(DataLoss("and again"));
  EXPECT_EQ(log.Run(Start("after")).status.reason(), "OUTCOME_UNKNOWN");
  EXPECT_FALSE(log.loop().health().ok());
  log.loop().Stop();
  ASSERT_EQ(failures.size(), 1u);
  EXPECT_EQ(failures[0].message(), "it is not what it was");
  EXPECT_EQ(log.log().last_position(), 1);
}

TEST(DiskReserve, RefusesCommandsAndKeepsReads) {
  TemporaryDirectory directory;
  { TestLog log(directory.path(), NotesModel("notes")); }
  CommitLoop::Options options;
  options.disk_reserve_bytes = INT64_MAX;
  TestLog log(directory.path(), NotesModel("notes"), nullptr, options);
  const CommandResult refused = log.Run(Start("p1"));
  EXPECT_EQ(refused.status.code(), Code::kResourceExhausted);
  EXPECT_EQ(refused.status.reason(), "DISK_RESERVE_REACHED");
  EXPECT_GT(refused.status.retry_after().count(), 0);
  EXPECT_EQ(log.loop().Read({})->GetRow("programmes/p1").status().code(), Code::kNotFound);
}

std::filesystem::path NewestWal(const std::string& directory) {
  std::filesystem::path newest;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    if (entry.path().extension() == ".log" && entry.path() > newest) newest = entry.path();
  }
  return newest;
}

void FlipByte(const std::filesystem::path& path, uintmax_t at) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(static_cast<std::streamoff>(at));
  const int byte = file.get();
  file.seekp(static_cast<std::streamoff>(at));
  file.put(static_cast<char>(byte ^ 0x10));
}

TEST(DamagedLog, AFlippedByteInTheMiddleOfTheWalIsNotOpenedShort) {
  TemporaryDirectory directory, copy;
  TestLog log(directory.path(), NotesModel("notes"));
  for (int i = 0; i < 200; ++i) (void)log.Run(Start("p" + std::to_string(i)));
  // A copy of a running log, as after a power cut.
  std::filesystem::copy(directory / "log", copy / "log", std::filesystem::copy_options::recursive);
  const std::filesystem::path wal = NewestWal(copy / "log");
  const auto size = std::filesystem::file_size(wal);
  ASSERT_GT(size, 1000u);
  FlipByte(wal, size / 2);
  const auto opened = EventLog::Open({copy / "log", "test", "notes"});
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.status().code(), Code::kDataLoss);
  EXPECT_NE(opened.status().message().find("restore"), std::string::npos);
}

TEST(DamagedLog, ATornLastWriteIsDroppedAndEverythingBeforeItKept) {
  TemporaryDirectory directory, copy;
  TestLog log(directory.path(), NotesModel("notes"));
  for (int i = 0; i < 20; ++i) (void)log.Run(Start("p" + std::to_string(i)));
  std::filesystem::copy(directory / "log", copy / "log", std::filesystem::copy_options::recursive);
  const std::filesystem::path wal = NewestWal(copy / "log");
  std::filesystem::resize_file(wal, std::filesystem::file_size(wal) - 10);
  const auto opened = EventLog::Open({copy / "log", "test", "notes"});
  ASSERT_TRUE(opened.ok()) << opened.status().ToString();
  EXPECT_EQ((*opened)->last_position(), 19);
}

// RocksDB tells a damaged record by its checksum, but takes a damaged length at the end for a torn
// write and drops the record. The signed head knows better.
TEST(DamagedLog, NoFlippedByteOfTheWalIsOpenedSilentlyWhereASignedHeadCoversIt) {
  TemporaryDirectory directory;
  TestLog log(directory.path(), NotesModel("notes"));
  for (int i = 0; i < 20; ++i) (void)log.Run(Start("p" + std::to_string(i)));
  const SigningKey key = *SigningKey::Generate("fivestep/test/notes");
  const CheckpointBody head{key.name(), 20, log.log().tree().range().Root(), {}};
  const std::string note = *SignCheckpoint(head, key);
  const auto size = std::filesystem::file_size(NewestWal(directory / "log"));
  constexpr int kFlips = 40;
  for (int i = 0; i < kFlips; ++i) {
    TemporaryDirectory copy;
    std::filesystem::copy(directory / "log", copy / "log",
                          std::filesystem::copy_options::recursive);
    FlipByte(NewestWal(copy / "log"), size - 1 - size * static_cast<uintmax_t>(i) / kFlips);
    std::ofstream(copy / "checkpoint") << note;
    EventLog::Options options{copy / "log", "test", "notes"};
    options.checkpoint_file = copy / "checkpoint";
    const auto opened = EventLog::Open(options);
    ASSERT_FALSE(opened.ok()) << i;
    EXPECT_EQ(opened.status().code(), Code::kDataLoss);
    EXPECT_NE(opened.status().message().find("restore the directory"), std::string::npos)
        << opened.status().message();
  }
}

// What is written so far goes from the write-ahead log into tables.
void FlushTables(const EventLog& log) {
  std::vector<rocksdb::ColumnFamilyHandle*> families;
  for (int i = 0; i < kFamilyCount; ++i) families.push_back(log.family(static_cast<Family>(i)));
  ASSERT_TRUE(log.db()->Flush(rocksdb::FlushOptions(), families).ok());
}

class DamagedTable : public ::testing::Test {
 protected:
  DamagedTable() {
    TestLog log(directory_.path(), NotesModel("notes"));
    for (int i = 0; i < 300; ++i) (void)log.Run(Start("p" + std::to_string(i)));
    FlushTables(log.log());
  }
  TemporaryDirectory directory_;
};

TEST_F(DamagedTable, AnEventWithAFlippedByteIsNeverGivenOut) {
  for (const auto& entry : std::filesystem::directory_iterator(directory_ / "log")) {
    if (entry.path().extension() != ".sst") continue;
    if (std::filesystem::file_size(entry) > 50'000) FlipByte(entry.path(), 20'000);
  }
  const auto opened = EventLog::Open({directory_ / "log", "test", "notes"});
  ASSERT_TRUE(opened.ok()) << opened.status().ToString();
  int64_t read = 0;
  const Status scanned = (*opened)->Scan(1, 0, [&read](int64_t, std::string_view) {
    ++read;
    return true;
  });
  EXPECT_EQ(scanned.code(), Code::kDataLoss);
  EXPECT_LT(read, 300);
  const std::string position = "position " + std::to_string(read + 1);
  EXPECT_NE(scanned.message().find(position), std::string::npos) << scanned.message();
  EXPECT_NE(scanned.message().find("estore"), std::string::npos) << scanned.message();
  EXPECT_EQ((*opened)->Read(read + 1).status().code(), Code::kDataLoss);
}

class FailingRead : public DamagedTable,
                    public ::testing::WithParamInterface<std::atomic<bool> Faults::*> {};

TEST_P(FailingRead, StopsTheServiceBeforeAnythingIsDecidedOnIt) {
  Faults faults;
  const auto env = MakeFaultyEnv(&faults);
  std::atomic<int> failures = 0;
  CommitLoop::Options options;
  options.on_failure = [&](const Status& status) {
    EXPECT_EQ(status.code(), Code::kDataLoss);
    ++failures;
  };
  TestLog log(directory_.path(), NotesModel("notes"), env.get(), options);
  faults.*GetParam() = true;
  tv1::WriteNoteRequest write;
  write.set_parent("programmes/p7");
  write.set_note_id("n1");
  const CommandResult result = log.Run(write, "r1");
  EXPECT_EQ(result.status.reason(), "OUTCOME_UNKNOWN");
  EXPECT_EQ(failures, 1);
  EXPECT_FALSE(log.loop().health().ok());
  EXPECT_EQ(log.log().last_position(), 300);
}

INSTANTIATE_TEST_SUITE_P(Tables, FailingRead,
                         ::testing::Values(&Faults::read_fails, &Faults::read_flips));

}  // namespace
}  // namespace fivestep
