// What becomes of records whose time is over.
#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <optional>
#include <thread>

#include "fivestep/platform/v1/people_service.pb.h"
#include "platform/eventlog/keys.h"
#include "platform/eventlog/row.h"
#include "platform/eventlog/row_upgrade.h"
#include "platform/eventlog/settling.h"
#include "platform/testing/given.h"
#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep {
namespace {

using testing::kNow;
using testing::NotesModel;
using testing::TemporaryDirectory;
using testing::TestLog;
namespace tv1 = testing::v1;
namespace v1 = platform::v1;

constexpr char kNote[] = "programmes/p1/notes/a";
// Notes are kept for five years, one of them a leap year.
constexpr std::chrono::hours kFiveYears{24 * (5 * 365 + 1)};

class Disposals : public ::testing::Test {
 protected:
  Disposals() { Open(); }

  void Open(std::chrono::milliseconds settling = std::chrono::milliseconds(0)) {
    CommitLoop::Options options;
    options.disposal_settling = settling;
    log_.emplace(directory_.path(), NotesModel("notes"), nullptr, options);
  }
  void Reopen(Instant now) {
    log_.reset();
    Open();
    log_->clock().Set(now);
  }
  void SetUp() override {
    tv1::StartProgrammeRequest start;
    start.set_programme_id("p1");
    ASSERT_TRUE(log_->Run(start).status.ok());
    ASSERT_TRUE(Write("a", "words").status.ok());
  }
  CommandResult Write(const std::string& id, const std::string& words) {
    tv1::WriteNoteRequest request;
    request.set_parent("programmes/p1");
    request.set_note_id(id);
    request.set_title("t");
    if (!words.empty()) request.mutable_words()->set_text(words);
    return log_->Run(request);
  }
  CommandResult Pin() {
    tv1::PinNoteRequest request;
    request.set_name(kNote);
    *request.mutable_pin_end_time() = ToTimestamp(log_->clock().Now() + kFiveYears * 20);
    return log_->Run(request);
  }
  CommandResult Hold(const std::string& id) {
    v1::PlaceLegalHoldRequest request;
    request.set_parent("programmes/p1");
    request.set_legal_hold_id(id);
    request.add_resources(kNote);
    request.set_reason("an inquiry");
    request.set_authority_role("head of legal services");
    return log_->Run(request);
  }
  CommandResult Release(const std::string& id) {
    v1::ReleaseLegalHoldRequest request;
    request.set_name("programmes/p1/legalHolds/" + id);
    request.set_reason("over");
    return log_->Run(request);
  }
  std::vector<v1::Disposal> All() {
    std::vector<v1::Disposal> found;
    log_->loop().Read({})->ScanRows("programmes/p1", "disposals", "", [&](RowSnapshot& row) {
      found.push_back(static_cast<const v1::Disposal&>(*row.resource));
      return true;
    });
    return found;
  }
  bool IsErased() {
    return log_->loop().Read({})->Get<tv1::Note>(kNote).value().has_personal_erase_time();
  }
  // Long enough for the loop to have looked at what is due.
  static void LetTheLoopLook() { std::this_thread::sleep_for(std::chrono::milliseconds(200)); }

  TemporaryDirectory directory_;
  std::optional<TestLog> log_;
};

TEST_F(Disposals, ComeOnceWhenTheTimeIsOverAndLeaveAStub) {
  log_->clock().Set(kNow + kFiveYears - std::chrono::microseconds(1));
  LetTheLoopLook();
  EXPECT_TRUE(All().empty());
  log_->clock().Set(kNow + kFiveYears);
  ASSERT_TRUE(TestLog::Eventually([this] { return !All().empty(); }));
  LetTheLoopLook();
  ASSERT_EQ(All().size(), 1u);
  const v1::Disposal disposal = All().front();
  EXPECT_EQ(disposal.record(), kNote);
  EXPECT_EQ(disposal.retention_class(), "note");
  EXPECT_EQ(disposal.years(), 5);
  EXPECT_EQ(ToInstant(disposal.retention_start_time()), kNow);
  EXPECT_TRUE(IsErased());
}

TEST_F(Disposals, AreNotRepeatedAfterARestart) {
  log_->clock().Set(kNow + kFiveYears);
  ASSERT_TRUE(TestLog::Eventually([this] { return !All().empty(); }));
  Reopen(kNow + kFiveYears * 2);
  LetTheLoopLook();
  EXPECT_EQ(All().size(), 1u);
}

TEST_F(Disposals, CountFromTheNewestEventThatStartsTheTime) {
  log_->clock().Set(kNow + std::chrono::hours(24));
  ASSERT_TRUE(Pin().status.ok());
  log_->clock().Set(kNow + kFiveYears);
  LetTheLoopLook();
  EXPECT_TRUE(All().empty());
  log_->clock().Set(kNow + kFiveYears + std::chrono::hours(24));
  ASSERT_TRUE(TestLog::Eventually([this] { return All().size() == 1; }));
}

TEST_F(Disposals, DoNotMindThatTheProgrammeIsClosed) {
  tv1::EndProgrammeRequest end;
  end.set_name("programmes/p1");
  ASSERT_TRUE(log_->Run(end).status.ok());
  log_->clock().Set(kNow + kFiveYears);
  EXPECT_TRUE(TestLog::Eventually([this] { return All().size() == 1; }));
}

TEST_F(Disposals, LeaveRecordsAloneThatHoldNothingPersonal) {
  ASSERT_TRUE(Write("b", "").status.ok());
  log_->clock().Set(kNow + kFiveYears);
  ASSERT_TRUE(TestLog::Eventually([this] { return !All().empty(); }));
  LetTheLoopLook();
  EXPECT_EQ(All().size(), 1u);
}

TEST_F(Disposals, WaitForALegalHoldAndGoOnWhenItIsReleased) {
  ASSERT_TRUE(Hold("h1").status.ok());
  log_->clock().Set(kNow + kFiveYears);
  LetTheLoopLook();
  EXPECT_TRUE(All().empty());
  Reopen(kNow + kFiveYears);
  LetTheLoopLook();
  EXPECT_TRUE(All().empty());
  EXPECT_FALSE(IsErased());
  ASSERT_TRUE(Release("h1").status.ok());
  EXPECT_TRUE(TestLog::Eventually([this] { return All().size() == 1; }));
}

TEST_F(Disposals, WaitForTheLastOfSeveralHolds) {
  ASSERT_TRUE(Hold("h1").status.ok());
  ASSERT_TRUE(Hold("h2").status.ok());
  log_->clock().Set(kNow + kFiveYears);
  LetTheLoopLook();
  ASSERT_TRUE(Release("h1").status.ok());
  LetTheLoopLook();
  EXPECT_TRUE(All().empty());
  ASSERT_TRUE(Release("h2").status.ok());
  EXPECT_TRUE(TestLog::Eventually([this] { return All().size() == 1; }));
}

TEST_F(Disposals, OfAHeldRecordWhoseTimeBeganAnewComeAtTheNewTime) {
  ASSERT_TRUE(Hold("h1").status.ok());
  log_->clock().Set(kNow + kFiveYears);
  LetTheLoopLook();
  ASSERT_TRUE(Pin().status.ok());
  ASSERT_TRUE(Release("h1").status.ok());
  LetTheLoopLook();
  EXPECT_TRUE(All().empty());
  log_->clock().Set(kNow + kFiveYears * 3);
  EXPECT_TRUE(TestLog::Eventually([this] { return All().size() == 1; }));
}

TEST_F(Disposals, WaitUntilAClockThatJumpedHasSettled) {
  log_.reset();
  Open(std::chrono::hours(1));
  log_->clock().Set(kNow + kFiveYears);
  LetTheLoopLook();
  EXPECT_TRUE(All().empty());
  log_->clock().Set(kNow);
  LetTheLoopLook();
  EXPECT_FALSE(IsErased());
}

TEST_F(Disposals, AreListedWithTheTimers) {
  const auto timers = log_->loop().Timers();
  ASSERT_EQ(timers.size(), 1u);
  EXPECT_EQ(timers[0].rule(), "_dispose");
  EXPECT_EQ(timers[0].resource(), kNote);
  EXPECT_EQ(ToInstant(timers[0].due_time()), kNow + kFiveYears);
}

// As a program wrote it that knew of no retention.
TEST_F(Disposals, ComeForRecordsOfAnOlderLogToo) {
  {
    EventLog& log = log_->log();
    LoadedRow row = EmptyRow(log_->model(), kNote);
    std::string bytes;
    ASSERT_TRUE(log.db()->Get({}, log.family(Family::kRows), row.key, &bytes).ok());
    const std::string as_made_now = bytes;
    ASSERT_TRUE(ParseRow(bytes, row));
    row.stored.clear_retention_start_time();
    ASSERT_TRUE(log.db()->Put({}, log.family(Family::kRows), row.key, SerialiseRow(row)).ok());
    const std::string prefix = keys::Join(keys::kDisposalsView, "");
    std::unique_ptr<rocksdb::Iterator> it(log.db()->NewIterator({}, log.family(Family::kViews)));
    for (it->Seek(prefix); it->Valid() && it->key().starts_with(prefix); it->Next()) {
      ASSERT_TRUE(log.db()->Delete({}, log.family(Family::kViews), it->key()).ok());
    }
    ASSERT_TRUE(
        log.db()->Delete({}, log.family(Family::kMeta), std::string(keys::kRowVersion)).ok());
    it.reset();
    Reopen(kNow);
    EventLog& again = log_->log();
    ASSERT_TRUE(again.db()->Get({}, again.family(Family::kRows), row.key, &bytes).ok());
    EXPECT_EQ(bytes, as_made_now);
  }
  log_->clock().Set(kNow + kFiveYears);
  EXPECT_TRUE(TestLog::Eventually([this] { return All().size() == 1; }));
}

TEST(Settling, IsNotYetWhenItIsFirstLookedAt) {
  Settling settling(std::chrono::hours(1));
  const Settling::Steady start{};
  EXPECT_FALSE(settling.Look(kNow, start));
  EXPECT_FALSE(settling.Look(kNow + std::chrono::minutes(59), start + std::chrono::minutes(59)));
  EXPECT_TRUE(settling.Look(kNow + std::chrono::minutes(60), start + std::chrono::minutes(60)));
}

TEST(Settling, BeginsAgainWhenTheClockIsSetForwardOrBack) {
  using std::chrono::hours;
  for (const hours step : {hours(24 * 365), hours(-24 * 365)}) {
    Settling settling(hours(1));
    const Settling::Steady start{};
    (void)settling.Look(kNow, start);
    EXPECT_TRUE(settling.Look(kNow + hours(2), start + hours(2)));
    EXPECT_FALSE(settling.Look(kNow + hours(3) + step, start + hours(3)));
    EXPECT_TRUE(settling.Look(kNow + hours(4) + step, start + hours(4)));
  }
}

TEST(Settling, TakesNoNoticeOfAClockThatIsSlewed) {
  Settling settling(std::chrono::hours(1));
  const Settling::Steady start{};
  for (int minute = 0; minute <= 120; ++minute) {
    const bool settled =
        settling.Look(kNow + std::chrono::minutes(minute) + std::chrono::milliseconds(30 * minute),
                      start + std::chrono::minutes(minute));
    EXPECT_EQ(settled, minute >= 60) << minute;
  }
}

}  // namespace
}  // namespace fivestep
