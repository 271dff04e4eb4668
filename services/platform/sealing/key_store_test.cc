#include "platform/sealing/key_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <thread>
#include <vector>

#include "platform/sealing/aead.h"
#include "platform/sealing/key_record.h"
#include "platform/sealing/test_folder.h"

namespace fivestep {
namespace {

using sealing::AsView;
using sealing::kKeyRecordBytes;

using testing::HasSubstr;
using testing::Not;

constexpr char kAlice[] = "programmes/p1/contributions/alice";
constexpr char kBob[] = "programmes/p1/contributions/bob";

class KeyStoreTest : public testing::Test {
 protected:
  Status Open() {
    store_.reset();
    Result<std::unique_ptr<KeyStore>> opened = KeyStore::Open(Directory(), wrapping_key_file_);
    if (!opened.ok()) return opened.status();
    store_ = std::move(*opened);
    return OkStatus();
  }
  std::string Directory() const { return folder_.Path("keys"); }
  std::string LogFile() const { return folder_.Path("keys/keys.log"); }
  std::string WrappingFile() const { return folder_.Path("keys/wrapping.key"); }
  // One synced write with the keys of `subjects`; returns their ids.
  std::vector<std::string> Batch(const std::vector<std::string>& subjects) {
    std::vector<std::string> ids;
    for (const std::string& subject : subjects) ids.push_back(store_->KeyOf(subject)->id);
    EXPECT_TRUE(store_->Sync().ok());
    return ids;
  }
  // Changes the store's file as if the disk or a crash had done it.
  template <class Change>
  void ChangeFile(Change change) {
    store_.reset();
    std::string content = TestFolder::Read(LogFile());
    change(content);
    TestFolder::Write(LogFile(), content);
  }
  static void Damage(std::string& content, size_t record) {
    char& byte = content[record * kKeyRecordBytes + kKeyRecordBytes / 2];
    byte = static_cast<char>(byte ^ 1);
  }

  TestFolder folder_;
  std::string wrapping_key_file_;
  std::unique_ptr<KeyStore> store_;
};

TEST_F(KeyStoreTest, GivesEachSubjectOneKeyForEver) {
  ASSERT_TRUE(Open().ok());
  const NamedKey alice = *store_->KeyOf(kAlice);
  const NamedKey bob = *store_->KeyOf(kBob);
  EXPECT_EQ(store_->KeyOf(kAlice)->id, alice.id);
  EXPECT_NE(alice.id, bob.id);
  EXPECT_FALSE(alice.key == bob.key);
  ASSERT_TRUE(store_->Sync().ok());
  ASSERT_TRUE(Open().ok());
  EXPECT_EQ(store_->KeyOf(kAlice)->id, alice.id);
  EXPECT_TRUE(store_->KeyOf(kAlice)->key == alice.key);
  EXPECT_TRUE(*store_->Find(bob.id) == bob.key);
}

TEST_F(KeyStoreTest, FindsAKeyBeforeItIsSynced) {
  ASSERT_TRUE(Open().ok());
  const NamedKey alice = *store_->KeyOf(kAlice);
  EXPECT_TRUE(*store_->Find(alice.id) == alice.key);
}

TEST_F(KeyStoreTest, ForgetsAKeyThatWasNeverSynced) {
  ASSERT_TRUE(Open().ok());
  const std::string id = store_->KeyOf(kAlice)->id;
  ASSERT_TRUE(Open().ok());
  EXPECT_NE(store_->KeyOf(kAlice)->id, id);
}

TEST_F(KeyStoreTest, TellsAKeyThatItNeverHeldFromAnErasedOne) {
  ASSERT_TRUE(Open().ok());
  EXPECT_EQ(store_->Find(std::string(32, 'a')).status().code(), Code::kDataLoss);
  EXPECT_EQ(store_->Find("not hexadecimal").status().code(), Code::kDataLoss);
  EXPECT_EQ(store_->Find("").status().code(), Code::kDataLoss);
}

TEST_F(KeyStoreTest, WritesNeitherSubjectsNorKeysInTheClear) {
  ASSERT_TRUE(Open().ok());
  const NamedKey alice = *store_->KeyOf(kAlice);
  ASSERT_TRUE(store_->Sync().ok());
  ASSERT_TRUE(store_->Destroy(kBob).ok());
  const std::string everything = folder_.Everything();
  EXPECT_THAT(everything, Not(HasSubstr("alice")));
  EXPECT_THAT(everything, Not(HasSubstr("bob")));
  EXPECT_THAT(everything, Not(HasSubstr(std::string(AsView(alice.key)))));
}

TEST_F(KeyStoreTest, MakesFilesThatOnlyItsUserReads) {
  ASSERT_TRUE(Open().ok());
  for (const std::string& path : {WrappingFile(), LogFile()}) {
    struct stat facts {};
    ASSERT_EQ(::stat(path.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777, 0600u) << path;
  }
  struct stat facts {};
  ASSERT_EQ(::stat(Directory().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0700u);
}

TEST_F(KeyStoreTest, LetsNoSecondProcessIn) {
  ASSERT_TRUE(Open().ok());
  const Status second = KeyStore::Open(Directory(), "").status();
  EXPECT_EQ(second.code(), Code::kUnavailable);
  EXPECT_THAT(second.message(), HasSubstr("Another process"));
}

TEST_F(KeyStoreTest, DerivesSecretsThatLast) {
  ASSERT_TRUE(Open().ok());
  const Key one = store_->Secret("one");
  EXPECT_FALSE(one == store_->Secret("two"));
  ASSERT_TRUE(Open().ok());
  EXPECT_TRUE(one == store_->Secret("one"));
}

// --- The wrapping key

TEST_F(KeyStoreTest, RefusesAnotherWrappingKey) {
  ASSERT_TRUE(Open().ok());
  store_.reset();
  TestFolder::Write(WrappingFile(), std::string(64, '7') + "\n");
  const Status status = Open();
  EXPECT_EQ(status.code(), Code::kFailedPrecondition);
  EXPECT_THAT(status.message(), HasSubstr("does not open the keys"));
}

TEST_F(KeyStoreTest, NeverReplacesALostWrappingKey) {
  ASSERT_TRUE(Open().ok());
  store_.reset();
  std::filesystem::remove(WrappingFile());
  const Status status = Open();
  EXPECT_EQ(status.code(), Code::kFailedPrecondition);
  EXPECT_THAT(status.message(), HasSubstr("There is no wrapping key"));
}

TEST_F(KeyStoreTest, NeverMakesAWrappingKeyAtAPathThatWasNamed) {
  wrapping_key_file_ = folder_.Path("mistyped.key");
  EXPECT_EQ(Open().code(), Code::kFailedPrecondition);
  EXPECT_FALSE(std::filesystem::exists(wrapping_key_file_));
}

TEST_F(KeyStoreTest, TakesAWrappingKeyThatTheDeploymentGives) {
  wrapping_key_file_ = folder_.Path("given.key");
  TestFolder::Write(wrapping_key_file_, " " + std::string(64, 'A') + "\r\n");
  ::chmod(wrapping_key_file_.c_str(), 0400);
  ASSERT_TRUE(Open().ok());
  EXPECT_FALSE(std::filesystem::exists(WrappingFile()));
}

TEST_F(KeyStoreTest, RefusesAWrappingKeyThatOthersCanRead) {
  ASSERT_TRUE(Open().ok());
  for (const mode_t mode : {0640, 0604, 0620, 0602}) {
    store_.reset();
    ::chmod(WrappingFile().c_str(), mode);
    const Status status = Open();
    EXPECT_EQ(status.code(), Code::kFailedPrecondition) << mode;
    EXPECT_THAT(status.message(), HasSubstr("Set its mode to 0600"));
  }
}

TEST_F(KeyStoreTest, RefusesAWrappingKeyOfAnotherForm) {
  wrapping_key_file_ = folder_.Path("given.key");
  for (const std::string& text : {std::string(), std::string(63, 'a'), std::string(65, 'a'),
                                  std::string(66, 'a'), std::string(64, 'x')}) {
    TestFolder::Write(wrapping_key_file_, text);
    ::chmod(wrapping_key_file_.c_str(), 0600);
    EXPECT_THAT(Open().message(), HasSubstr("not 64 hexadecimal digits")) << text;
  }
}

// --- Crashes and damage. Record 0 is the root; the first key is record 1.

TEST_F(KeyStoreTest, DropsAHalfWrittenLastRecord) {
  ASSERT_TRUE(Open().ok());
  const std::string alice = Batch({kAlice})[0];
  for (const size_t extra : {size_t{1}, size_t{64}, kKeyRecordBytes - 1}) {
    ChangeFile([&](std::string& content) { content.append(extra, 'x'); });
    ASSERT_TRUE(Open().ok());
    EXPECT_EQ(store_->KeyOf(kAlice)->id, alice);
    EXPECT_EQ(std::filesystem::file_size(LogFile()), 2 * kKeyRecordBytes);
  }
}

TEST_F(KeyStoreTest, DropsATailOfZerosThatAPowerCutLeft) {
  ASSERT_TRUE(Open().ok());
  const std::string alice = Batch({kAlice})[0];
  ChangeFile([](std::string& content) { content.append(5 * kKeyRecordBytes, '\0'); });
  ASSERT_TRUE(Open().ok());
  EXPECT_EQ(store_->KeyOf(kAlice)->id, alice);
  const std::string bob = Batch({kBob})[0];
  ASSERT_TRUE(Open().ok());
  EXPECT_EQ(store_->KeyOf(kBob)->id, bob);
}

TEST_F(KeyStoreTest, KeepsTheRestOfABatchThatWasTornInItsMiddle) {
  ASSERT_TRUE(Open().ok());
  const std::string alice = Batch({kAlice})[0];
  const std::vector<std::string> ids = Batch({"b", "c", "d"});
  ChangeFile([](std::string& content) { Damage(content, 3); });
  for (int start = 0; start < 3; ++start) {
    ASSERT_TRUE(Open().ok());
    EXPECT_EQ(store_->KeyOf(kAlice)->id, alice);
    EXPECT_EQ(store_->KeyOf("b")->id, ids[0]);
    EXPECT_NE(store_->KeyOf("c")->id, ids[1]);
    EXPECT_EQ(store_->KeyOf("d")->id, ids[2]);
    Batch({"later " + std::to_string(start)});
  }
}

TEST_F(KeyStoreTest, ReportsDamageBeforeTheLastBatch) {
  ASSERT_TRUE(Open().ok());
  Batch({kAlice});
  Batch({kBob});
  ChangeFile([](std::string& content) { Damage(content, 1); });
  const Status status = Open();
  EXPECT_EQ(status.code(), Code::kDataLoss);
  EXPECT_THAT(status.message(), HasSubstr("Record 1"));
}

TEST_F(KeyStoreTest, ReportsRecordsThatWereExchanged) {
  ASSERT_TRUE(Open().ok());
  Batch({kAlice});
  Batch({kBob});
  Batch({"third"});
  ChangeFile([](std::string& content) {
    const std::string one = content.substr(kKeyRecordBytes, kKeyRecordBytes);
    const std::string two = content.substr(2 * kKeyRecordBytes, kKeyRecordBytes);
    content.replace(kKeyRecordBytes, 2 * kKeyRecordBytes, two + one);
  });
  EXPECT_EQ(Open().code(), Code::kDataLoss);
}

TEST_F(KeyStoreTest, RefusesAStoreOfANewerBuild) {
  ASSERT_TRUE(Open().ok());
  ChangeFile([](std::string& content) { content[2] = 2; });
  const Status status = Open();
  EXPECT_EQ(status.code(), Code::kFailedPrecondition);
  EXPECT_THAT(status.message(), HasSubstr("newer build"));
}

TEST_F(KeyStoreTest, StartsAgainAfterACrashWhileItWasMade) {
  std::filesystem::create_directories(Directory());
  TestFolder::Write(Directory() + "/tmp-0011", "half of a wrapping key");
  ASSERT_TRUE(Open().ok());
  EXPECT_FALSE(std::filesystem::exists(Directory() + "/tmp-0011"));
}

// --- Erasure

TEST_F(KeyStoreTest, DestroysAKeyForEver) {
  ASSERT_TRUE(Open().ok());
  const std::vector<std::string> ids = Batch({kAlice, kBob});
  ASSERT_TRUE(store_->Destroy(kAlice).ok());
  for (int start = 0; start < 3; ++start) {
    EXPECT_EQ(store_->Find(ids[0]).status().code(), Code::kNotFound);
    EXPECT_TRUE(store_->Find(ids[1]).ok());
    ASSERT_TRUE(Open().ok());
  }
}

TEST_F(KeyStoreTest, OverwritesTheWrappedKey) {
  ASSERT_TRUE(Open().ok());
  Batch({kAlice});
  const std::string before = TestFolder::Read(LogFile()).substr(kKeyRecordBytes, kKeyRecordBytes);
  ASSERT_TRUE(store_->Destroy(kAlice).ok());
  const std::string content = TestFolder::Read(LogFile());
  EXPECT_EQ(content.substr(kKeyRecordBytes, kKeyRecordBytes), std::string(kKeyRecordBytes, '\0'));
  EXPECT_THAT(content, Not(HasSubstr(before.substr(kKeyRecordBytes - 48))));
}

TEST_F(KeyStoreTest, NeverMakesAKeyForAnErasedSubjectAgain) {
  ASSERT_TRUE(Open().ok());
  Batch({kAlice});
  ASSERT_TRUE(store_->Destroy(kAlice).ok());
  ASSERT_TRUE(store_->Destroy(kBob).ok());  // never had one
  for (int start = 0; start < 2; ++start) {
    EXPECT_EQ(store_->KeyOf(kAlice).status().code(), Code::kFailedPrecondition);
    EXPECT_EQ(store_->KeyOf(kBob).status().code(), Code::kFailedPrecondition);
    EXPECT_TRUE(store_->Destroy(kAlice).ok());
    ASSERT_TRUE(Open().ok());
  }
}

TEST_F(KeyStoreTest, DestroysAKeyThatIsNotSyncedYet) {
  ASSERT_TRUE(Open().ok());
  const std::string id = store_->KeyOf(kAlice)->id;
  ASSERT_TRUE(store_->Destroy(kAlice).ok());
  ASSERT_TRUE(Open().ok());
  EXPECT_EQ(store_->Find(id).status().code(), Code::kNotFound);
}

// The state between the fence and the overwriting: the fence is there, the key too.
TEST_F(KeyStoreTest, FinishesAnErasureThatACrashInterrupted) {
  ASSERT_TRUE(Open().ok());
  const std::vector<std::string> ids = Batch({kAlice, kBob});
  const std::string before = TestFolder::Read(LogFile());
  ASSERT_TRUE(store_->Destroy(kAlice).ok());
  ChangeFile([&](std::string& content) { content.replace(0, before.size(), before); });
  ASSERT_TRUE(Open().ok());
  EXPECT_EQ(store_->Find(ids[0]).status().code(), Code::kNotFound);
  EXPECT_EQ(store_->KeyOf(kAlice).status().code(), Code::kFailedPrecondition);
  EXPECT_EQ(TestFolder::Read(LogFile()).substr(kKeyRecordBytes, kKeyRecordBytes),
            std::string(kKeyRecordBytes, '\0'));
}

TEST_F(KeyStoreTest, FinishesAnErasureWhoseOverwritingWasTorn) {
  ASSERT_TRUE(Open().ok());
  const std::vector<std::string> ids = Batch({kAlice, kBob});
  ASSERT_TRUE(store_->Destroy(kAlice).ok());
  Batch({"later"});
  ChangeFile([](std::string& content) { content[kKeyRecordBytes + 100] = 'x'; });
  ASSERT_TRUE(Open().ok());
  EXPECT_EQ(store_->Find(ids[0]).status().code(), Code::kNotFound);
  EXPECT_EQ(TestFolder::Read(LogFile())[kKeyRecordBytes + 100], '\0');
}

TEST_F(KeyStoreTest, ForgetsAnErasureWhoseFenceWasTorn) {
  ASSERT_TRUE(Open().ok());
  const std::string id = Batch({kAlice})[0];
  const std::string before = TestFolder::Read(LogFile());
  ASSERT_TRUE(store_->Destroy(kAlice).ok());
  ChangeFile([&](std::string& content) { content = before + content.substr(before.size(), 90); });
  ASSERT_TRUE(Open().ok());
  EXPECT_TRUE(store_->Find(id).ok());
}

// --- Many

TEST_F(KeyStoreTest, HoldsTenThousandKeysAndOpensFast) {
  ASSERT_TRUE(Open().ok());
  const auto begin = std::chrono::steady_clock::now();
  std::vector<std::string> ids;
  for (int batch = 0; batch < 100; ++batch) {
    std::vector<std::string> subjects;
    for (int i = 0; i < 100; ++i) subjects.push_back("s/" + std::to_string(batch * 100 + i));
    for (std::string& id : Batch(subjects)) ids.push_back(std::move(id));
  }
  ASSERT_TRUE(Open().ok());
  for (int i = 0; i < 10'000; ++i) {
    EXPECT_EQ(store_->KeyOf("s/" + std::to_string(i))->id, ids[static_cast<size_t>(i)]);
    EXPECT_TRUE(store_->Find(ids[static_cast<size_t>(i)]).ok());
  }
  // Generous for a sanitizer build on a busy machine: without one it takes about 0.2 s.
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST_F(KeyStoreTest, ServesSeveralThreads) {
  ASSERT_TRUE(Open().ok());
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([this, t] {
      for (int i = 0; i < 50; ++i) {
        const std::string subject = "s/" + std::to_string(i);
        const Result<NamedKey> key = store_->KeyOf(subject);
        if (key.ok()) static_cast<void>(store_->Find(key->id));
        EXPECT_TRUE(store_->Sync().ok());
        if (t != 0 || i % 10 != 0) continue;
        EXPECT_TRUE(store_->Destroy(subject).ok());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  ASSERT_TRUE(Open().ok());
  EXPECT_EQ(store_->KeyOf("s/10").status().code(), Code::kFailedPrecondition);
  EXPECT_TRUE(store_->KeyOf("s/11").ok());
}

}  // namespace
}  // namespace fivestep
