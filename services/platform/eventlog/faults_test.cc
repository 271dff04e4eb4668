#include <gtest/gtest.h>

#include <fstream>

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
                                           &Faults::disk_full));

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

TEST(DamagedLog, AFlippedByteInTheMiddleOfTheWalIsNotOpenedShort) {
  TemporaryDirectory directory, copy;
  TestLog log(directory.path(), NotesModel("notes"));
  for (int i = 0; i < 200; ++i) (void)log.Run(Start("p" + std::to_string(i)));
  // A copy of a running log, as after a power cut.
  std::filesystem::copy(directory / "log", copy / "log", std::filesystem::copy_options::recursive);
  const std::filesystem::path wal = NewestWal(copy / "log");
  const auto size = std::filesystem::file_size(wal);
  ASSERT_GT(size, 1000u);
  std::fstream file(wal, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(static_cast<std::streamoff>(size / 2));
  const int byte = file.get();
  file.seekp(static_cast<std::streamoff>(size / 2));
  file.put(static_cast<char>(byte ^ 0x10));
  file.close();
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

}  // namespace
}  // namespace fivestep
