#include "platform/sealing/key_backup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <memory>

#include "platform/sealing/key_record.h"
#include "platform/sealing/key_store.h"
#include "platform/sealing/test_folder.h"

namespace fivestep {
namespace {

using sealing::kKeyRecordBytes;
using testing::HasSubstr;

constexpr char kAlice[] = "programmes/p1/contributions/alice";
constexpr char kBob[] = "programmes/p1/contributions/bob";

// A store with the keys of Alice and of Bob, who is erased.
class KeyBackup : public testing::Test {
 protected:
  KeyBackup() {
    auto store = MustOpen(Keys());
    alice_ = store->KeyOf(kAlice)->id;
    alices_ = store->KeyOf(kAlice)->key;
    bob_ = store->KeyOf(kBob)->id;
    EXPECT_TRUE(store->Sync().ok());
    EXPECT_TRUE(store->Destroy(kBob).ok());
    digest_ = store->Secret("digest");
  }
  static Result<std::unique_ptr<KeyStore>> Open(const std::string& folder,
                                                const std::string& wrapping_key = "") {
    return KeyStore::Open(folder, wrapping_key);
  }
  static std::unique_ptr<KeyStore> MustOpen(const std::string& folder) {
    auto store = Open(folder);
    EXPECT_TRUE(store.ok()) << store.status().ToString();
    return std::move(store.value());
  }
  std::string Keys() const { return folder_.Path("keys"); }
  std::string Log() const { return folder_.Path("keys/keys.log"); }
  std::string Backup() const { return folder_.Path("backup"); }
  std::string GivenKey(const std::string& name, char digit) {
    TestFolder::Write(folder_.Path(name), std::string(64, digit));
    ::chmod(folder_.Path(name).c_str(), 0600);
    return folder_.Path(name);
  }
  void ExpectSame(const Result<std::unique_ptr<KeyStore>>& store) {
    ASSERT_TRUE(store.ok()) << store.status().ToString();
    EXPECT_EQ(store.value()->Find(alice_).value(), alices_);
    EXPECT_EQ(store.value()->Find(bob_).status().code(), Code::kNotFound);
    EXPECT_EQ(store.value()->KeyOf(kBob).status().code(), Code::kFailedPrecondition);
    EXPECT_EQ(store.value()->Secret("digest"), digest_);
  }

  TestFolder folder_;
  std::string alice_;
  std::string bob_;
  Key alices_;
  Key digest_;
};

TEST_F(KeyBackup, HoldsTheKeysAndNotWhatUnwrapsThem) {
  TestFolder::Write(folder_.Path("keys/audit.key"), "PRIVATE+KEY+x");
  const auto store = MustOpen(Keys());                        // it may be in use
  ASSERT_EQ(BackUpKeys(Keys(), Backup(), false).value(), 4);  // root, two keys, a fence
  EXPECT_EQ(TestFolder::Read(Backup() + "/keys.log"), TestFolder::Read(Log()));
  EXPECT_FALSE(std::filesystem::exists(Backup() + "/wrapping.key"));
  EXPECT_FALSE(std::filesystem::exists(Backup() + "/audit.key"));
  struct stat facts {};
  ASSERT_EQ(::stat((Backup() + "/keys.log").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0077, 0u);
}

TEST_F(KeyBackup, HoldsTheAuditKeyAndTheListOfEarlierOnesWhereThatIsAskedFor) {
  TestFolder::Write(folder_.Path("keys/audit.key"), "PRIVATE+KEY+x");
  TestFolder::Write(folder_.Path("keys/audit.history"), "x\n");
  ASSERT_TRUE(BackUpKeys(Keys(), Backup(), true).ok());
  EXPECT_EQ(TestFolder::Read(Backup() + "/audit.key"), "PRIVATE+KEY+x");
  EXPECT_EQ(TestFolder::Read(Backup() + "/audit.history"), "x\n");
}

TEST_F(KeyBackup, ReplacesTheCopyBeforeItSoThatNoErasedKeyLingers) {
  auto store = MustOpen(Keys());
  ASSERT_TRUE(BackUpKeys(Keys(), Backup(), false).ok());
  const std::string before = TestFolder::Read(Backup() + "/keys.log");
  ASSERT_TRUE(store->Destroy(kAlice).ok());
  ASSERT_TRUE(BackUpKeys(Keys(), Backup(), false).ok());
  const std::string record = before.substr(kKeyRecordBytes, kKeyRecordBytes);
  EXPECT_EQ(folder_.Everything().find(record), std::string::npos);
}

TEST_F(KeyBackup, DoesNotOverwriteAnotherStoreOrAKeyFolder) {
  ASSERT_TRUE(Open(folder_.Path("others")).ok());
  ASSERT_TRUE(BackUpKeys(folder_.Path("others"), Backup(), false).ok());
  EXPECT_EQ(BackUpKeys(Keys(), Backup(), false).status().code(), Code::kFailedPrecondition);
  const Status status = BackUpKeys(Keys(), folder_.Path("others"), false).status();
  EXPECT_THAT(status.message(), HasSubstr("is a key folder itself"));
}

TEST_F(KeyBackup, OfAFolderWithoutKeysSaysSo) {
  EXPECT_EQ(BackUpKeys(folder_.Path("nothing"), Backup(), false).status().code(), Code::kNotFound);
  EXPECT_EQ(RestoreKeys(folder_.Path("nothing"), Keys()).status().code(), Code::kNotFound);
}

TEST_F(KeyBackup, RestoredWithItsWrappingKeyIsTheSameStore) {
  ASSERT_TRUE(BackUpKeys(Keys(), Backup(), false).ok());
  const std::string again = folder_.Path("again");
  ASSERT_EQ(RestoreKeys(Backup(), again).value(), 4);
  EXPECT_EQ(Open(again).status().code(), Code::kFailedPrecondition);  // no wrapping key yet
  std::filesystem::copy(folder_.Path("keys/wrapping.key"), again + "/wrapping.key");
  ExpectSame(Open(again));
}

TEST_F(KeyBackup, IsNotRestoredOverKeysThatAreThere) {
  ASSERT_TRUE(BackUpKeys(Keys(), Backup(), false).ok());
  EXPECT_EQ(RestoreKeys(Backup(), Keys()).status().code(), Code::kFailedPrecondition);
  ExpectSame(Open(Keys()));
}

TEST_F(KeyBackup, AnErasureAfterItIsUndoneByRestoringItAndMustBeAppliedAgain) {
  ASSERT_TRUE(BackUpKeys(Keys(), Backup(), false).ok());
  ASSERT_TRUE(Open(Keys()).value()->Destroy(kAlice).ok());
  const std::string again = folder_.Path("again");
  ASSERT_TRUE(RestoreKeys(Backup(), again).ok());
  std::filesystem::copy(folder_.Path("keys/wrapping.key"), again + "/wrapping.key");
  auto store = MustOpen(again);
  EXPECT_TRUE(store->Find(alice_).ok());
  ASSERT_TRUE(store->Destroy(kAlice).ok());  // as a service does from its log at each start
  EXPECT_EQ(store->Find(alice_).status().code(), Code::kNotFound);
}

// --- Rotation

TEST_F(KeyBackup, RotationInPlaceKeepsEveryKeyAndChangesTheWrappingKey) {
  const std::string old_key = TestFolder::Read(folder_.Path("keys/wrapping.key"));
  const std::string old_log = TestFolder::Read(Log());
  ASSERT_EQ(RotateWrappingKey({Keys(), "", "", nullptr}).value(), 4);
  EXPECT_NE(TestFolder::Read(folder_.Path("keys/wrapping.key")), old_key);
  EXPECT_NE(TestFolder::Read(Log()), old_log);
  ExpectSame(Open(Keys()));
  const std::string kept = GivenKey("old.key", '0');
  TestFolder::Write(kept, old_key);
  EXPECT_EQ(Open(Keys(), kept).status().code(), Code::kFailedPrecondition);
}

TEST_F(KeyBackup, RotationToAFileOfTheDeploymentLeavesNoOldKeyBehind) {
  const std::string given = GivenKey("new.key", 'A');
  ASSERT_TRUE(RotateWrappingKey({Keys(), "", given, nullptr}).ok());
  EXPECT_FALSE(std::filesystem::exists(folder_.Path("keys/wrapping.key")));
  ExpectSame(Open(Keys(), given));
  const std::string next = GivenKey("next.key", 'B');
  ASSERT_TRUE(RotateWrappingKey({Keys(), given, next, nullptr}).ok());
  ExpectSame(Open(Keys(), next));
  EXPECT_EQ(Open(Keys(), given).status().code(), Code::kFailedPrecondition);
}

TEST_F(KeyBackup, RotationKeepsATornRecordAndItsName) {
  std::string content = TestFolder::Read(Log());
  {
    auto store = MustOpen(Keys());
    (void)store->KeyOf("torn");
    (void)store->KeyOf("whole");
    ASSERT_TRUE(store->Sync().ok());
  }
  content = TestFolder::Read(Log());
  content[4 * kKeyRecordBytes + 90] ^=
      1;  // of the last batch: being written as the machine stopped
  TestFolder::Write(Log(), content);
  ASSERT_TRUE(RotateWrappingKey({Keys(), "", "", nullptr}).ok());
  EXPECT_EQ(TestFolder::Read(Log()).substr(4 * kKeyRecordBytes, kKeyRecordBytes),
            content.substr(4 * kKeyRecordBytes, kKeyRecordBytes));
  ExpectSame(Open(Keys()));
}

TEST_F(KeyBackup, RotationOfADamagedStoreChangesNothing) {
  {
    auto store = MustOpen(Keys());
    (void)store->KeyOf("later");
    ASSERT_TRUE(store->Sync().ok());
  }
  std::string content = TestFolder::Read(Log());
  content[1 * kKeyRecordBytes + 90] ^= 1;
  TestFolder::Write(Log(), content);
  EXPECT_EQ(RotateWrappingKey({Keys(), "", "", nullptr}).status().code(), Code::kDataLoss);
  EXPECT_EQ(TestFolder::Read(Log()), content);
}

TEST_F(KeyBackup, RotationIsRefusedWhileAServiceHasTheStoreOpen) {
  const auto store = MustOpen(Keys());
  EXPECT_EQ(RotateWrappingKey({Keys(), "", "", nullptr}).status().code(), Code::kUnavailable);
}

TEST_F(KeyBackup, RotationNeedsTheOldKeyAndDoesNotOverwriteAFileOfTheDeployment) {
  const std::string wrong = GivenKey("wrong.key", 'C');
  EXPECT_EQ(RotateWrappingKey({Keys(), wrong, wrong, nullptr}).status().code(),
            Code::kFailedPrecondition);
  const std::string given = GivenKey("given.key", 'D');
  ASSERT_TRUE(RotateWrappingKey({Keys(), "", given, nullptr}).ok());
  EXPECT_THAT(RotateWrappingKey({Keys(), given, "", nullptr}).status().message(),
              HasSubstr("Put the new key into another file"));
  ExpectSame(Open(Keys(), given));
}

// The process ends before the given step.
void RotateUntil(const std::string& keys, const std::string& new_key, std::string_view last) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    (void)RotateWrappingKey({keys, "", new_key, [last](std::string_view step) {
                               if (step == last) ::_exit(0);
                             }});
    ::_exit(1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_EQ(WEXITSTATUS(status), 0) << "the step " << last << " was not reached";
}

TEST_F(KeyBackup, AfterACrashAtAnyStepOfARotationInPlaceTheStoreOpens) {
  for (const char* step :
       {"make the new wrapping key", "write the keys", "put the new wrapping key into its place"}) {
    RotateUntil(Keys(), "", step);
    ExpectSame(Open(Keys()));
    EXPECT_FALSE(std::filesystem::exists(folder_.Path("keys/wrapping.key.new"))) << step;
  }
}

TEST_F(KeyBackup, AfterACrashAtAnyStepOfARotationToAFileOneOfTheTwoKeysOpensTheStore) {
  const std::string given = GivenKey("new.key", 'A');
  RotateUntil(Keys(), given, "write the keys");
  ExpectSame(Open(Keys()));
  RotateUntil(Keys(), given, "put the new wrapping key into its place");
  EXPECT_EQ(Open(Keys()).status().code(), Code::kFailedPrecondition);
  ExpectSame(Open(Keys(), given));
}

}  // namespace
}  // namespace fivestep
