// What an operator with every right on the machine can do to a log, and whether somebody notices
// who holds an earlier checkpoint.
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "platform/audit/merkle.h"
#include "platform/eventlog/keys.h"
#include "platform/eventlog/log_verifier.h"
#include "platform/testing/log_tampering.h"
#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep {
namespace {

using testing::LogTampering;
using testing::NotesModel;
using testing::TestLog;
namespace tv1 = testing::v1;

// Two full tiles of 256 and a part of a third.
constexpr int64_t kEvents = 611;
// Each command records its notes and one event of the programme.
constexpr int kTitlesAtOnce = 60;
constexpr int64_t kRows = 601;
// What the auditor holds.
constexpr int64_t kHeldSize = 580;

// One log, written once; each test tampers with a copy of it.
class Tampering : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    whole_ = new testing::TemporaryDirectory();
    TestLog log(whole_->path(), NotesModel("notes"));
    tv1::StartProgrammeRequest start;
    start.set_programme_id("p1");
    ASSERT_TRUE(log.Run(start).status.ok());
    for (int i = 1; i < kRows; i += kTitlesAtOnce) {
      tv1::WriteNotesRequest notes;
      notes.set_name("programmes/p1");
      for (int k = 0; k < kTitlesAtOnce; ++k) notes.add_titles("note " + std::to_string(i + k));
      ASSERT_TRUE(log.Run(notes, "request-" + std::to_string(i)).status.ok());
    }
    ASSERT_EQ(log.log().last_position(), kEvents);
  }
  static void TearDownTestSuite() { delete whole_; }

  Tampering() {
    std::filesystem::copy(*whole_ / "log", *copy_ / "log",
                          std::filesystem::copy_options::recursive);
    LogTampering log = Tamper();
    held_ = log.Sign(kHeldSize, key_);
    for (const int64_t size : {100, 400}) log.KeepHead(size, log.Sign(size, key_));
  }

  LogTampering Tamper() { return LogTampering(*copy_ / "log", "notes"); }

  // As an auditor would: looks at the directory, writes nothing.
  Verification Verify(bool held = true) {
    EventLog::Options inspect;
    inspect.directory = *copy_ / "log";
    inspect.inspect = true;
    const auto log = EventLog::Open(inspect);
    EXPECT_TRUE(log.ok()) << log.status().ToString();
    VerifyOptions options;
    options.model = &model_;
    options.keys = {key_.verifier()};
    if (held) options.held_checkpoints = {held_};
    const Result<Verification> result = VerifyLog(**log, options);
    EXPECT_TRUE(result.ok()) << result.status().ToString();
    return *result;
  }

  // Whether there is a finding of `check` about exactly [first, last].
  static ::testing::AssertionResult Finds(const Verification& result, const std::string& check,
                                          int64_t first, int64_t last) {
    std::string all;
    for (const auto& finding : result.findings) {
      const bool same = finding.check() == check && finding.first_position() == first &&
                        finding.last_position() == last;
      if (same) return ::testing::AssertionSuccess();
      all += "\n  " + finding.check() + " " + std::to_string(finding.first_position()) + "-" +
             std::to_string(finding.last_position()) + ": " + finding.message();
    }
    return ::testing::AssertionFailure() << "no finding `" << check << "` of " << first << " to "
                                         << last << "; there are:" << all;
  }

  static testing::TemporaryDirectory* whole_;
  const std::unique_ptr<testing::TemporaryDirectory> copy_ =
      std::make_unique<testing::TemporaryDirectory>();
  const SigningKey key_ =
      *SigningKey::FromSeed("fivestep/test/notes", std::string(kNoteKeyBytes, 'k'));
  const ServiceModel model_ = NotesModel("notes");
  std::string held_;
};
testing::TemporaryDirectory* Tampering::whole_ = nullptr;

TEST_F(Tampering, AnUntouchedLogHasNoFindings) {
  const Verification result = Verify();
  EXPECT_TRUE(result.findings.empty()) << result.findings[0].message();
  EXPECT_EQ(result.size, kEvents);
  EXPECT_EQ(result.checkpoint_count, 3);
  EXPECT_EQ(result.row_count, kRows);
}

TEST_F(Tampering, AFlippedByteIsNamedByItsPosition) {
  {
    LogTampering log = Tamper();
    std::string bytes = log.Event(300);
    bytes[bytes.size() / 2] ^= 1;
    log.PutEvent(300, bytes);
  }
  const Verification result = Verify();
  EXPECT_TRUE(Finds(result, "leaf hash", 300, 300));
  EXPECT_TRUE(Finds(result, "checkpoint", 101, 400));
}

TEST_F(Tampering, AnotherActorIsNoticedThoughTheTreeWasRewrittenToFit) {
  {
    LogTampering log = Tamper();
    log.ChangeEvent(300, [](auto& record) { record.mutable_actor()->set_id("somebody-else"); });
    log.RewriteTree();
  }
  const Verification result = Verify();
  EXPECT_TRUE(Finds(result, "checkpoint", 101, 400));
}

// Only the checkpoint that somebody else holds is left as a witness.
TEST_F(Tampering, AlterationAfterWhichAllIsSignedAnewIsNoticedByWhoHoldsACheckpoint) {
  {
    LogTampering log = Tamper();
    log.ChangeEvent(450, [](auto& record) { record.mutable_actor()->set_organisation("other"); });
    log.RewriteTree();
  }
  {
    LogTampering log = Tamper();
    for (const int64_t size : {100, 400, 580}) log.KeepHead(size, log.Sign(size, key_));
  }
  EXPECT_TRUE(Finds(Verify(), "checkpoint", 1, kHeldSize))
      << "its own head of the same size says otherwise";
  EXPECT_FALSE(Finds(Verify(/*held=*/false), "checkpoint", 1, kHeldSize));
}

TEST_F(Tampering, AnAlterationAfterTheLastCheckpointIsNotCovered) {
  {
    LogTampering log = Tamper();
    log.ChangeEvent(600, [](auto& record) { record.mutable_actor()->set_organisation("other"); });
    log.RewriteTree();
  }
  for (const auto& finding : Verify().findings) EXPECT_NE(finding.check(), "checkpoint");
}

TEST_F(Tampering, ARemovedEventLeavesAHoleThatIsNamed) {
  Tamper().Delete(Family::kEvents, keys::BigEndian(300));
  EXPECT_TRUE(Finds(Verify(), "position", 300, 300));
}

TEST_F(Tampering, ARemovedEventIsNoticedThoughTheOthersCloseUpAndTheTreeIsRewritten) {
  {
    LogTampering log = Tamper();
    log.RemoveAndCloseUp(300);
    log.RewriteTree();
  }
  EXPECT_TRUE(Finds(Verify(), "checkpoint", 101, 400));
}

TEST_F(Tampering, ARemovedEventShiftsAllLaterOnesAgainstTheStoredHashes) {
  Tamper().RemoveAndCloseUp(300);
  const Verification result = Verify();
  EXPECT_TRUE(Finds(result, "leaf hash", 300, 512)) << "as far as hashes are stored";
  EXPECT_TRUE(Finds(result, "checkpoint", 101, 400));
}

TEST_F(Tampering, TwoExchangedEventsAreNamedByTheirPositions) {
  {
    LogTampering log = Tamper();
    const std::string first = log.Event(200);
    log.PutEvent(200, log.Event(210));
    log.PutEvent(210, first);
  }
  const Verification result = Verify();
  for (const int64_t position : {200, 210}) {
    EXPECT_TRUE(Finds(result, "leaf hash", position, position));
    EXPECT_TRUE(Finds(result, "position", position, position));
  }
}

TEST_F(Tampering, TwoExchangedEventsAreNoticedThoughPositionsAndTreeWereMadeToFit) {
  {
    LogTampering log = Tamper();
    const std::string first = log.Event(200);
    log.PutEvent(200, log.Event(210));
    log.PutEvent(210, first);
    for (const int64_t at : {200, 210}) {
      log.ChangeEvent(at, [at](auto& record) { record.set_position(at); });
    }
    log.RewriteTree();
  }
  EXPECT_TRUE(Finds(Verify(), "checkpoint", 101, 400));
}

TEST_F(Tampering, ACutTailIsNoticedByTheCheckpointThatCoversIt) {
  {
    LogTampering log = Tamper();
    log.CutTail(550);
    log.RewriteTree();
  }
  EXPECT_TRUE(Finds(Verify(), "checkpoint", 551, kHeldSize));
}

TEST_F(Tampering, ACutTailIsNoticedByTheStoredTreeWhereThatWasForgotten) {
  Tamper().CutTail(550);
  EXPECT_TRUE(Finds(Verify(/*held=*/false), "position", 551, kEvents));
}

TEST_F(Tampering, ARewrittenHashOfTheTreeIsNoEventsFault) {
  {
    LogTampering log = Tamper();
    std::string tile = log.Get(Family::kMerkle, keys::TileKey(0, 0));
    tile[32 * 49] ^= 1;
    log.Put(Family::kMerkle, keys::TileKey(0, 0), tile);
  }
  const Verification result = Verify();
  EXPECT_TRUE(Finds(result, "tree", 50, 50));
  EXPECT_EQ(result.findings.size(), 1u);
}

TEST_F(Tampering, ALostTileIsNamedByTheEventsItCovers) {
  Tamper().Delete(Family::kMerkle, keys::TileKey(0, 1));
  EXPECT_TRUE(Finds(Verify(), "tree", 257, 512));
}

TEST_F(Tampering, AHeadSignedWithAnotherKeyIsRefused) {
  const SigningKey other =
      *SigningKey::FromSeed("fivestep/test/notes", std::string(kNoteKeyBytes, 'o'));
  {
    LogTampering log = Tamper();
    log.KeepHead(400, log.Sign(400, other));
  }
  EXPECT_TRUE(Finds(Verify(), "checkpoint", 400, 400));
}

TEST_F(Tampering, AnAlteredRowIsNamedByItsEvents) {
  {
    LogTampering log = Tamper();
    const std::string key = log.FirstKey(Family::kRows, std::string("programmes\0", 11));
    log.Put(Family::kRows, key, log.Get(Family::kRows, key) + std::string("\x10\x07", 2));
  }
  const Verification result = Verify();
  ASSERT_EQ(result.findings.size(), 1u);
  EXPECT_EQ(result.findings[0].check(), "row");
  EXPECT_EQ(result.findings[0].first_position(), 1);
}

TEST_F(Tampering, AMissingRowIsNamed) {
  {
    LogTampering log = Tamper();
    log.Delete(Family::kRows, log.FirstKey(Family::kRows, std::string("programmes\0", 11)));
  }
  EXPECT_TRUE(Finds(Verify(), "row", 1, 1));
}

TEST_F(Tampering, ALostOutcomeIsNamedSinceARepeatWouldBeCarriedOutAgain) {
  {
    LogTampering log = Tamper();
    log.Delete(Family::kOutcomes, log.FirstKey(Family::kOutcomes, std::string("c\0", 2)));
  }
  const Verification result = Verify();
  ASSERT_EQ(result.findings.size(), 1u);
  EXPECT_EQ(result.findings[0].check(), "outcome");
}

TEST_F(Tampering, AnAlteredStreamIndexIsNamed) {
  {
    LogTampering log = Tamper();
    log.Put(Family::kStreams, log.FirstKey(Family::kStreams), keys::BigEndian(500));
  }
  const Verification result = Verify();
  ASSERT_FALSE(result.findings.empty());
  EXPECT_EQ(result.findings[0].check(), "stream version");
}

TEST_F(Tampering, AnAlteredViewIsNamed) {
  {
    LogTampering log = Tamper();
    log.Put(Family::kViews, log.FirstKey(Family::kViews, std::string("own-titles\0", 11)), "7");
  }
  const Verification result = Verify();
  ASSERT_EQ(result.findings.size(), 1u);
  EXPECT_EQ(result.findings[0].check(), "view");
}

TEST_F(Tampering, ACheckpointOfAnotherHistoryIsRefused) {
  held_ = *SignCheckpoint({"fivestep/test/notes", kHeldSize, LeafHash("another"), {}}, key_);
  EXPECT_TRUE(Finds(Verify(), "checkpoint", 401, kHeldSize));
  held_ = "no checkpoint\n";
  EXPECT_TRUE(Finds(Verify(), "checkpoint", 0, 0));
}

}  // namespace
}  // namespace fivestep
