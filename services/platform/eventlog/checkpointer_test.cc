#include "platform/eventlog/checkpointer.h"

#include <gtest/gtest.h>
#include <rocksdb/db.h>
#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <future>

#include "platform/audit/checkpoint.h"
#include "platform/audit/tiles.h"
#include "platform/eventlog/audit_key.h"
#include "platform/eventlog/keys.h"
#include "platform/eventlog/log_verifier.h"
#include "platform/eventlog/tree_store.h"
#include "platform/testing/faulty_file_system.h"
#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep {
namespace {

using testing::NotesModel;
using testing::TemporaryDirectory;
using testing::TestLog;
namespace tv1 = testing::v1;
namespace fs = std::filesystem;

constexpr char kName[] = "fivestep/test/notes";

void StartProgramme(TestLog& log, const std::string& id) {
  tv1::StartProgrammeRequest request;
  request.set_programme_id(id);
  ASSERT_TRUE(log.Run(request, id).status.ok());
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A log with a checkpointer that signs on demand alone.
class Signed : public ::testing::Test {
 protected:
  Signed() { Open(); }
  ~Signed() override { checkpointer_.reset(); }

  std::string file() const { return directory_ / kCheckpointFileName; }
  std::string log_directory() const { return directory_ / "log"; }

  void Open() {
    log_ = std::make_unique<TestLog>(directory_.path(), NotesModel("notes"));
    MakeCheckpointer();
    const Status status = checkpointer_->Start();
    ASSERT_TRUE(status.ok()) << status.ToString();
  }
  void Close() {
    checkpointer_.reset();
    log_.reset();
  }
  void MakeCheckpointer() {
    Checkpointer::Options options;
    options.file = file();
    options.cadence = std::chrono::hours(1);
    options.on_checkpoint = [this](const SignedHead& head) {
      // Kept before anybody hears of it.
      EXPECT_EQ(ReadFile(file()), head.note);
      ++published_;
    };
    options.on_failure = [this](const Status& status) { alarms_.push_back(status); };
    options.refusal = [this] { return refusal_; };
    options.note = [this](const std::string& sentence) { notes_.push_back(sentence); };
    auto key = OpenOwnAuditKey(directory_ / "keys", kName);
    ASSERT_TRUE(key.ok()) << key.status().ToString();
    options.earlier_keys = ReadAuditHistory(directory_ / "keys", kName).value();
    checkpointer_ =
        std::make_unique<Checkpointer>(&log_->log(), *key, &log_->clock(), std::move(options));
  }
  Result<SignedHead> Fresh() {
    std::promise<Result<SignedHead>> promise;
    checkpointer_->Fresh([&promise](Result<SignedHead> head) { promise.set_value(head); });
    return promise.get_future().get();
  }
  Status Reopen() {
    EventLog::Options options{log_directory(), "test", "notes"};
    options.checkpoint_file = file();
    return EventLog::Open(options).status();
  }
  void ExpectDataLoss(const std::string& words) {
    Close();
    const Status status = Reopen();
    EXPECT_EQ(status.code(), Code::kDataLoss);
    EXPECT_NE(status.message().find(words), std::string::npos) << status.message();
  }

  TemporaryDirectory directory_;
  std::atomic<int> published_ = 0;
  Status refusal_;
  std::vector<Status> alarms_;
  std::vector<std::string> notes_;
  std::unique_ptr<TestLog> log_;
  std::unique_ptr<Checkpointer> checkpointer_;
};

TEST_F(Signed, ALogThatHasNotGrownGetsNoNewHead) {
  EXPECT_EQ(Fresh()->size, 0);
  StartProgramme(*log_, "p1");
  const SignedHead head = *Fresh();
  EXPECT_EQ(head.size, 1);
  EXPECT_EQ(Fresh()->note, head.note);
  EXPECT_EQ(published_, 1);
  EXPECT_EQ(ListHeads(log_->log(), 0, 10)->size(), 1u);
}

TEST_F(Signed, EachHeadIsVerifiedByTheKeyAndContinuesTheOneBefore) {
  std::vector<SignedHead> heads;
  for (int i = 0; i < 5; ++i) {
    StartProgramme(*log_, "p" + std::to_string(i));
    heads.push_back(*Fresh());
    const auto body = VerifyCheckpoint(heads.back().note, {checkpointer_->verifier()});
    ASSERT_TRUE(body.ok()) << body.status().ToString();
    EXPECT_EQ(body->size, i + 1);
    EXPECT_EQ(body->root, *RootAt(i + 1, log_->log().tree()));
  }
  const auto stored = *ListHeads(log_->log(), 2, 2);
  ASSERT_EQ(stored.size(), 2u);
  EXPECT_EQ(stored[0].note, heads[2].note);
  EXPECT_EQ(stored[0].sign_time, heads[2].sign_time);
  EXPECT_EQ(stored[1].note, heads[3].note);
}

TEST_F(Signed, TheCadenceSignsByItself) {
  checkpointer_.reset();
  Checkpointer::Options options;
  options.file = file();
  options.cadence = std::chrono::milliseconds(10);
  Checkpointer quick(&log_->log(), *OpenOwnAuditKey(directory_ / "keys", kName), &log_->clock(),
                     options);
  ASSERT_TRUE(quick.Start().ok());
  StartProgramme(*log_, "p1");
  EXPECT_TRUE(TestLog::Eventually([&] { return quick.newest().size == 1; }));
}

TEST_F(Signed, StoppingSignsWhatIsLeftAndRefusesMore) {
  StartProgramme(*log_, "p1");
  EXPECT_TRUE(checkpointer_->Stop().ok());
  EXPECT_EQ(checkpointer_->newest().size, 1);
  EXPECT_EQ(Fresh().status().code(), Code::kUnavailable);
}

TEST_F(Signed, NothingIsSignedWhileTheServiceSaysSo) {
  StartProgramme(*log_, "p1");
  refusal_ = Unavailable("another writer has taken the log over");
  EXPECT_EQ(Fresh().status().message(), "another writer has taken the log over");
  EXPECT_EQ(checkpointer_->newest().size, 0);
  EXPECT_FALSE(fs::exists(file()));
  refusal_ = OkStatus();
  EXPECT_EQ(Fresh()->size, 1);
}

TEST_F(Signed, ARestartTakesUpWhereTheNewestHeadLeftOff) {
  StartProgramme(*log_, "p1");
  const SignedHead head = *Fresh();
  Close();
  published_ = 0;
  Open();
  EXPECT_EQ(checkpointer_->newest().note, head.note);
  EXPECT_TRUE(TestLog::Eventually([&] { return published_ == 1; }));
  StartProgramme(*log_, "p2");
  EXPECT_EQ(Fresh()->size, 2);
  EXPECT_TRUE(notes_.empty());
}

TEST_F(Signed, AHeadThatOnlyTheFileHasIsTakenIntoTheLog) {
  StartProgramme(*log_, "p1");
  const SignedHead head = *Fresh();
  ASSERT_TRUE(log_->log()
                  .db()
                  ->Delete({}, log_->log().family(Family::kMerkle), keys::CheckpointKey(1))
                  .ok());
  Close();
  Open();
  EXPECT_EQ(checkpointer_->newest().note, head.note);
  EXPECT_EQ(ListHeads(log_->log(), 0, 10)->size(), 1u);
}

TEST_F(Signed, AMissingFileIsWrittenAgainAndSaidSo) {
  StartProgramme(*log_, "p1");
  const SignedHead head = *Fresh();
  Close();
  fs::remove(file());
  Open();
  EXPECT_EQ(ReadFile(file()), head.note);
  ASSERT_EQ(notes_.size(), 1u);
  EXPECT_NE(notes_[0].find("missing"), std::string::npos);
}

TEST_F(Signed, AHeadOfAnotherKeyIsBelievedAndTheKeyIsWarnedOf) {
  StartProgramme(*log_, "p1");
  (void)Fresh();
  Close();
  fs::remove(directory_ / "keys/audit.key");
  Open();
  ASSERT_EQ(notes_.size(), 1u);
  EXPECT_NE(notes_[0].find("another key"), std::string::npos);
  StartProgramme(*log_, "p2");
  EXPECT_EQ(Fresh()->size, 2);
}

TEST_F(Signed, AnEventThatReadsBackDifferentlyIsNotSignedAndStopsTheLog) {
  StartProgramme(*log_, "p1");
  (void)Fresh();
  StartProgramme(*log_, "p2");
  const std::string altered = log_->log().Read(2)->bytes + "x";
  ASSERT_TRUE(log_->log()
                  .db()
                  ->Put({}, log_->log().family(Family::kEvents), keys::BigEndian(2), altered)
                  .ok());
  const auto head = Fresh();
  EXPECT_EQ(head.status().code(), Code::kDataLoss);
  ASSERT_EQ(alarms_.size(), 1u);
  EXPECT_NE(alarms_[0].message().find("Nothing was signed"), std::string::npos);
  EXPECT_EQ(checkpointer_->newest().size, 1);
  EXPECT_EQ(ListHeads(log_->log(), 0, 10)->size(), 1u);
  EXPECT_EQ(Fresh().status().code(), Code::kDataLoss);
  EXPECT_EQ(alarms_.size(), 1u);
}

TEST_F(Signed, AFailedWriteOfTheFileServesNothingAndIsTriedAgain) {
  StartProgramme(*log_, "p1");
  const SignedHead first = *Fresh();
  StartProgramme(*log_, "p2");
  // A folder in the file's place cannot be replaced by a file.
  fs::remove(file());
  fs::create_directories(file() + "/in-the-way");
  EXPECT_EQ(Fresh().status().code(), Code::kUnavailable);
  EXPECT_EQ(checkpointer_->newest().note, first.note);
  EXPECT_EQ(published_, 1);
  EXPECT_TRUE(alarms_.empty());
  fs::remove_all(file());
  EXPECT_EQ(Fresh()->size, 2);
}

TEST_F(Signed, AStopThatCannotSignTheLastEventsSaysSoAndTheNextStartSignsThem) {
  StartProgramme(*log_, "p1");
  const SignedHead first = *Fresh();
  StartProgramme(*log_, "p2");
  fs::remove(file());
  fs::create_directories(file() + "/in-the-way");
  EXPECT_EQ(checkpointer_->Stop().code(), Code::kUnavailable);
  EXPECT_EQ(checkpointer_->newest().note, first.note);
  Close();
  fs::remove_all(file());
  Open();
  EXPECT_EQ(Fresh()->size, 2);
  EXPECT_TRUE(checkpointer_->Stop().ok());
}

TEST_F(Signed, AStopOfALogThatMayNotBeSignedIsNoFailure) {
  StartProgramme(*log_, "p1");
  refusal_ = Unavailable("another writer signs");
  EXPECT_TRUE(checkpointer_->Stop().ok());
  EXPECT_EQ(checkpointer_->newest().size, 0);
}

TEST_F(Signed, ALogThatLostItsEndDoesNotOpen) {
  for (int i = 0; i < 3; ++i) StartProgramme(*log_, "p" + std::to_string(i));
  (void)Fresh();
  Close();
  fs::remove_all(log_directory());
  const Status status = Reopen();
  EXPECT_EQ(status.code(), Code::kDataLoss);
  EXPECT_NE(status.message().find("events 1 to 3 are lost"), std::string::npos);
  EXPECT_NE(status.message().find("restore"), std::string::npos);
}

TEST_F(Signed, ALogWhoseWriteAheadLogWasDeletedDoesNotOpen) {
  Close();
  Open();  // so that what follows is in the write-ahead log alone
  StartProgramme(*log_, "p1");
  (void)Fresh();
  checkpointer_.reset();
  TemporaryDirectory copy;
  fs::copy(log_directory(), copy / "log", fs::copy_options::recursive);
  for (const auto& entry : fs::directory_iterator(copy / "log")) {
    if (entry.path().extension() == ".log") fs::remove(entry.path());
  }
  EventLog::Options options{copy / "log", "test", "notes"};
  options.checkpoint_file = file();
  EXPECT_EQ(EventLog::Open(options).status().code(), Code::kDataLoss);
}

TEST_F(Signed, ALogWithAnotherRootThanItsFileSaysDoesNotOpen) {
  StartProgramme(*log_, "p1");
  (void)Fresh();
  const auto key = *OpenOwnAuditKey(directory_ / "keys", kName);
  std::ofstream(file()) << *SignCheckpoint({kName, 1, LeafHash("other"), {}}, key);
  ExpectDataLoss("altered, removed or exchanged");
}

TEST_F(Signed, ALogWithAnotherRootThanItsStoredHeadSaysDoesNotOpen) {
  StartProgramme(*log_, "p1");
  SignedHead head = *Fresh();
  const auto key = *OpenOwnAuditKey(directory_ / "keys", kName);
  head.root = LeafHash("other");
  head.note = *SignCheckpoint({kName, 1, head.root, {}}, key);
  ASSERT_TRUE(KeepHead(log_->log(), head, "").ok());
  ExpectDataLoss("altered, removed or exchanged");
}

TEST_F(Signed, AFileThatIsNoCheckpointOfThisLogDoesNotPassForOne) {
  StartProgramme(*log_, "p1");
  (void)Fresh();
  std::ofstream(file()) << "nonsense";
  ExpectDataLoss("is not a checkpoint of this log");
  const auto other = *SigningKey::Generate("fivestep/test/other");
  std::ofstream(file()) << *SignCheckpoint({"fivestep/test/other", 1, LeafHash("x"), {}}, other);
  const Status status = Reopen();
  EXPECT_NE(status.message().find("fivestep/test/other"), std::string::npos);
}

TEST_F(Signed, ARestoredLogMayBeShorterButIsNotSignedBeforeItIsComplete) {
  StartProgramme(*log_, "p1");
  StartProgramme(*log_, "p2");
  (void)Fresh();
  const std::string note = ReadFile(file());
  Close();
  // An older copy of the log, of before anything was recorded.
  fs::remove_all(log_directory());
  fs::remove(file());
  log_ = std::make_unique<TestLog>(directory_.path(), NotesModel("notes"));
  ASSERT_TRUE(log_->log()
                  .db()
                  ->Put({}, log_->log().family(Family::kMeta), rocksdb::Slice(keys::kRestored),
                        keys::BigEndian(0))
                  .ok());
  std::ofstream(file()) << note;
  EXPECT_TRUE(CheckAgainstHead(log_->log(), **ReadCheckpointFile(log_->log(), file())).ok());
  MakeCheckpointer();
  ASSERT_TRUE(checkpointer_->Start().ok());
  StartProgramme(*log_, "other");
  EXPECT_EQ(Fresh().status().code(), Code::kUnavailable);
  EXPECT_TRUE(alarms_.empty());
  // It reaches the size of the head, but with other events than those that were signed.
  StartProgramme(*log_, "another");
  EXPECT_EQ(Fresh().status().code(), Code::kDataLoss);
  EXPECT_EQ(alarms_.size(), 1u);
}

TEST_F(Signed, HeadsOfTheKeyBeforeARotationAreKnownByTheListAndOnlyByIt) {
  StartProgramme(*log_, "p1");
  (void)Fresh();
  Close();
  const auto keys = RotateAuditKey(directory_ / "keys");
  ASSERT_TRUE(keys.ok()) << keys.status().ToString();
  Open();
  EXPECT_TRUE(notes_.empty()) << notes_[0];
  StartProgramme(*log_, "p2");
  EXPECT_TRUE(VerifyCheckpoint(Fresh()->note, {keys->back()}).ok());
  VerifyOptions options;
  options.keys = checkpointer_->verifiers();
  EXPECT_TRUE(VerifyLog(log_->log(), options)->findings.empty());
  options.keys = {keys->back()};
  EXPECT_EQ(VerifyLog(log_->log(), options)->findings.size(), 1u);
}

TEST(AuditKey, ARotationListsEveryKeyOfTheLogAndTheNewOneLast) {
  TemporaryDirectory directory;
  const auto first = OpenOwnAuditKey(directory.path(), kName);
  ASSERT_TRUE(first.ok());
  EXPECT_TRUE(ReadAuditHistory(directory.path(), kName)->empty());
  ASSERT_TRUE(RotateAuditKey(directory.path()).ok());
  const auto second = OpenOwnAuditKey(directory.path(), kName);
  ASSERT_TRUE(RotateAuditKey(directory.path()).ok());
  const auto third = OpenOwnAuditKey(directory.path(), kName);
  const std::vector<VerifierKey> all{first->verifier(), second->verifier(), third->verifier()};
  EXPECT_EQ(ReadAuditHistory(directory.path(), kName).value(), all);
  struct stat facts {};
  ASSERT_EQ(::stat((directory / "audit.key").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
}

TEST(AuditKey, ThatIsNotThereIsNotRotatedAndAListThatCannotBeReadIsKept) {
  TemporaryDirectory directory;
  EXPECT_EQ(RotateAuditKey(directory.path()).status().code(), Code::kFailedPrecondition);
  const auto key = OpenOwnAuditKey(directory.path(), kName);
  ASSERT_TRUE(key.ok());
  std::ofstream(directory / kAuditHistoryFileName) << "nonsense\n";
  EXPECT_EQ(RotateAuditKey(directory.path()).status().code(), Code::kFailedPrecondition);
  EXPECT_EQ(OpenOwnAuditKey(directory.path(), kName)->verifier(), key->verifier());
  EXPECT_EQ(ReadFile(directory / kAuditHistoryFileName), "nonsense\n");
  std::ofstream(directory / kAuditHistoryFileName) << key->verifier().ToText() << "\n";
  EXPECT_EQ(ReadAuditHistory(directory.path(), "fivestep/test/other").status().code(),
            Code::kFailedPrecondition);
}

TEST(AuditKey, IsMadeOnceReadableByItsOwnerAlone) {
  TemporaryDirectory directory;
  const auto made = OpenOwnAuditKey(directory / "keys", kName);
  ASSERT_TRUE(made.ok()) << made.status().ToString();
  struct stat facts {};
  ASSERT_EQ(::stat((directory / "keys/audit.key").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
  const auto again = OpenOwnAuditKey(directory / "keys", kName);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->verifier(), made->verifier());
}

TEST(AuditKey, ThatOthersCanReadIsMissingMalformedOrForeignIsRefused) {
  TemporaryDirectory directory;
  const std::string path = directory / "audit.key";
  EXPECT_NE(ReadAuditKey(path, kName).status().message().find("no audit key"), std::string::npos);
  ASSERT_TRUE(OpenOwnAuditKey(directory.path(), kName).ok());
  EXPECT_NE(ReadAuditKey(path, "fivestep/test/other").status().message().find("of the log"),
            std::string::npos);
  ::chmod(path.c_str(), 0640);
  EXPECT_NE(ReadAuditKey(path, kName).status().message().find("0600"), std::string::npos);
  std::ofstream(path) << "nonsense";
  ::chmod(path.c_str(), 0600);
  EXPECT_EQ(ReadAuditKey(path, kName).status().code(), Code::kFailedPrecondition);
}

}  // namespace
}  // namespace fivestep
