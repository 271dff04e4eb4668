#include "platform/eventlog/log_backup.h"

#include <gtest/gtest.h>
#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep {
namespace {

namespace fs = std::filesystem;
using testing::NotesModel;
using testing::TemporaryDirectory;
using testing::TestLog;
namespace tv1 = testing::v1;

// A disk on which no new file fits while `full` is set.
class FullDisk : public rocksdb::FileSystemWrapper {
 public:
  explicit FullDisk(const std::atomic<bool>* full)
      : FileSystemWrapper(rocksdb::FileSystem::Default()), full_(full) {}
  const char* Name() const override { return "FullDisk"; }
  rocksdb::IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override {
    if (*full_) return rocksdb::IOStatus::NoSpace("no space left on device");
    return target()->NewWritableFile(name, options, file, debug);
  }

 private:
  const std::atomic<bool>* full_;
};

class Backups : public ::testing::Test {
 protected:
  Backups() {
    log_ = std::make_unique<TestLog>(data_.path(), NotesModel("notes"));
    tv1::StartProgrammeRequest start;
    start.set_programme_id("p1");
    EXPECT_TRUE(log_->Run(start).status.ok());
    backup_ = std::make_unique<LogBackup>(&log_->log(), OptionsWith(nullptr));
  }
  LogBackup::Options OptionsWith(rocksdb::Env* env) {
    LogBackup::Options options;
    options.directory = backups_.path();
    options.blob_directory = data_ / "blobs";
    options.checkpoint_file = data_ / "checkpoint";
    options.env = env;
    return options;
  }
  void Write(int count) {
    for (int i = 0; i < count; ++i) {
      tv1::WriteNoteRequest request;
      request.set_parent("programmes/p1");
      request.set_title("n" + std::to_string(++written_));
      request.mutable_words()->set_text("private");
      ASSERT_TRUE(log_->Run(request).status.ok());
    }
  }
  Result<BackupFacts> Restore(const std::string& to, int64_t id = 0, bool replace = false) {
    return RestoreLog({backups_.path(), to, id, replace});
  }
  // The restored log, opened as a service would; its keys are the original's.
  std::unique_ptr<TestLog> Open(const std::string& directory) {
    fs::copy(data_ / "keys", directory + "/keys", fs::copy_options::recursive);
    return std::make_unique<TestLog>(directory, NotesModel("notes"));
  }
  static std::string Read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::string AllBackupBytes() {
    std::string all;
    for (const auto& entry : fs::recursive_directory_iterator(backups_.path())) {
      if (entry.is_regular_file()) all += Read(entry.path());
    }
    return all;
  }

  TemporaryDirectory data_;
  TemporaryDirectory backups_;
  TemporaryDirectory target_;
  int written_ = 0;
  std::unique_ptr<TestLog> log_;
  std::unique_ptr<LogBackup> backup_;
};

TEST_F(Backups, TakenUnderLoadIsTheLogAsOfOnePosition) {
  std::atomic<bool> stop{false};
  std::thread writer([&] {
    while (!stop) Write(1);
  });
  const Result<TakenBackup> taken = backup_->Take(0);
  stop = true;
  writer.join();
  ASSERT_TRUE(taken.ok()) << taken.status().ToString();
  ASSERT_TRUE(Restore(target_ / "data").ok());
  const auto restored = Open(target_ / "data");
  EXPECT_EQ(restored->log().last_position(), taken->backup.position);
  EXPECT_GE(taken->backup.position, 1);
  for (int64_t position = 1; position <= taken->backup.position; ++position) {
    EXPECT_EQ(restored->log().Read(position)->bytes, log_->log().Read(position)->bytes);
  }
}

TEST_F(Backups, ARestoredLogIsMarked) {
  Write(2);
  ASSERT_TRUE(backup_->Take(0).ok());
  ASSERT_TRUE(Restore(target_ / "data").ok());
  const auto restored = Open(target_ / "data");
  EXPECT_TRUE(restored->loop().restore_state().marked);
  EXPECT_EQ(restored->loop().restore_state().backup_position, 3);
  tv1::StartProgrammeRequest start;
  start.set_programme_id("p2");
  EXPECT_EQ(restored->Run(start).status.reason(), "LOG_RESTORED");
}

TEST_F(Backups, AreIncremental) {
  Write(400);
  const Result<TakenBackup> first = backup_->Take(0);
  ASSERT_TRUE(first.ok());
  Write(1);
  const Result<TakenBackup> second = backup_->Take(0);
  ASSERT_TRUE(second.ok());
  EXPECT_LT(second->written_bytes, first->written_bytes / 2);
  EXPECT_EQ(second->backup.position, first->backup.position + 1);
  EXPECT_EQ(backup_->List()->size(), 2u);
}

TEST_F(Backups, HoldTheBlobsAndCopyEachOnce) {
  const fs::path folder = fs::path(data_ / "blobs") / "ab";
  fs::create_directories(folder);
  // The SHA-256 of nothing.
  const std::string digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  fs::create_directories(fs::path(data_ / "blobs") / digest.substr(0, 2));
  std::ofstream(fs::path(data_ / "blobs") / digest.substr(0, 2) / digest.substr(2));
  EXPECT_EQ(backup_->Take(0)->backup.blob_count, 1);
  ASSERT_TRUE(Restore(target_ / "data").ok());
  EXPECT_TRUE(fs::exists(target_ / ("data/blobs/e3/" + digest.substr(2))));
}

TEST_F(Backups, NameADamagedBlobAndKeepEverythingElse) {
  fs::create_directories(data_ / "blobs/ab");
  std::ofstream(data_ / "blobs/ab/cdef") << "something else";
  const Result<TakenBackup> taken = backup_->Take(0);
  EXPECT_EQ(taken.status().code(), Code::kDataLoss);
  EXPECT_NE(taken.status().message().find("ab/cdef"), std::string::npos);
  EXPECT_TRUE(Restore(target_ / "data").ok());
}

TEST_F(Backups, HoldNoKey) {
  Write(5);
  ASSERT_TRUE(backup_->Take(0).ok());
  const std::string all = AllBackupBytes();
  const std::string keys = Read(data_ / "keys/keys.log");
  ASSERT_GT(keys.size(), 128u);
  // What follows a record's public part is the wrapped key.
  for (size_t at = 0; at + 128 <= keys.size(); at += 128) {
    EXPECT_EQ(all.find(keys.substr(at + 80, 16)), std::string::npos);
  }
  EXPECT_EQ(all.find(Read(data_ / "keys/wrapping.key").substr(0, 32)), std::string::npos);
}

TEST_F(Backups, KeepTheSignedHeadOfTheirTimeAndLeaveANewerOne) {
  std::ofstream(data_ / "checkpoint") << "head of the backup";
  ASSERT_TRUE(backup_->Take(0).ok());
  EXPECT_EQ(Read(backups_ / "checkpoints/1"), "head of the backup");
}

TEST_F(Backups, BeyondTheNumberToKeepAreDropped) {
  for (int i = 0; i < 4; ++i) {
    Write(1);
    ASSERT_TRUE(backup_->Take(2).ok());
  }
  const auto backups = backup_->List();
  ASSERT_TRUE(backups.ok());
  ASSERT_EQ(backups->size(), 2u);
  EXPECT_EQ(backups->front().id, 3);
  EXPECT_FALSE(fs::exists(backups_ / "contents/1"));
  EXPECT_TRUE(Restore(target_ / "data", 3).ok());
}

TEST_F(Backups, OfAnyNumberCanBeRestored) {
  ASSERT_TRUE(backup_->Take(0).ok());
  Write(3);
  ASSERT_TRUE(backup_->Take(0).ok());
  EXPECT_EQ(Restore(target_ / "first", 1)->position, 1);
  EXPECT_EQ(Restore(target_ / "newest")->position, 4);
  const Status unknown = Restore(target_ / "none", 7).status();
  EXPECT_EQ(unknown.code(), Code::kNotFound);
  EXPECT_NE(unknown.message().find("1, 2"), std::string::npos);
}

TEST_F(Backups, AreNotRestoredOverALogThatIsThere) {
  ASSERT_TRUE(backup_->Take(0).ok());
  ASSERT_TRUE(Restore(target_ / "data").ok());
  EXPECT_EQ(Restore(target_ / "data").status().code(), Code::kFailedPrecondition);
  ASSERT_TRUE(Restore(target_ / "data", 0, /*replace=*/true).ok());
  EXPECT_TRUE(fs::exists(target_ / "data/log.before-restore-1"));
  EXPECT_EQ(Open(target_ / "data")->log().last_position(), 1);
}

TEST_F(Backups, AreNotRestoredUnderARunningService) {
  ASSERT_TRUE(backup_->Take(0).ok());
  const Status status = Restore(data_.path(), 0, /*replace=*/true).status();
  EXPECT_EQ(status.code(), Code::kUnavailable);
  EXPECT_NE(status.message().find("Stop the service"), std::string::npos);
}

TEST_F(Backups, ThatAreDamagedAreRefusedBeforeAnythingIsWritten) {
  Write(20);
  ASSERT_TRUE(backup_->Take(0).ok());
  for (const auto& file : fs::directory_iterator(backups_ / "log/shared_checksum")) {
    std::fstream bytes(file.path(), std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(30);
    bytes.put('!');
  }
  const Status status = Restore(target_ / "data").status();
  EXPECT_EQ(status.code(), Code::kDataLoss) << status.ToString();
  EXPECT_FALSE(fs::exists(target_ / "data/log"));
}

TEST_F(Backups, OfAWrongFolderSayThatThereIsNone) {
  const Status status = RestoreLog({target_ / "nothing", target_ / "data", 0, false}).status();
  EXPECT_EQ(status.code(), Code::kNotFound);
}

TEST_F(Backups, AreTakenOneAtATime) {
  Write(200);
  std::atomic<int> refused{0};
  std::atomic<int> taken{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      const Result<TakenBackup> result = backup_->Take(0);
      taken += result.ok() ? 1 : 0;
      refused += result.status().reason() == "ALREADY_RUNNING" ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(taken + refused, 4);
  EXPECT_GE(taken, 1);
}

TEST_F(Backups, OnAFullDiskFailWithASentenceAndLeaveTheEarlierOnesUsable) {
  std::atomic<bool> full{false};
  const auto env = rocksdb::NewCompositeEnv(std::make_shared<FullDisk>(&full));
  LogBackup backup(&log_->log(), OptionsWith(env.get()));
  ASSERT_TRUE(backup.Take(0).ok());
  Write(20);
  full = true;
  const Status failed = backup.Take(1).status();
  EXPECT_EQ(failed.code(), Code::kUnavailable);
  EXPECT_NE(failed.message().find("has space"), std::string::npos);
  full = false;
  ASSERT_EQ(backup.List()->size(), 1u);
  EXPECT_EQ(Restore(target_ / "data")->position, 1);
  EXPECT_EQ(backup.Take(0)->backup.position, 21);
}

TEST_F(Backups, StoppedTakeNoMore) {
  backup_->Stop();
  EXPECT_EQ(backup_->Take(0).status().reason(), "STOPPING");
}

}  // namespace
}  // namespace fivestep
