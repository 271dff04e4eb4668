#include <gtest/gtest.h>

#include "platform/eventlog/row.h"
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

class Timers : public ::testing::Test {
 protected:
  Timers() {
    Open();
    tv1::StartProgrammeRequest start;
    start.set_programme_id("p1");
    (void)log_->Run(start);
    tv1::WriteNoteRequest write;
    write.set_parent("programmes/p1");
    write.set_note_id("n1");
    write.set_title("n1");
    (void)log_->Run(write);
    tv1::PinNoteRequest pin;
    pin.set_name("programmes/p1/notes/n1");
    *pin.mutable_pin_end_time() = ToTimestamp(kNow + std::chrono::hours(1));
    EXPECT_TRUE(log_->Run(pin).status.ok());
  }
  void Open() {
    log_.reset();
    log_ = std::make_unique<TestLog>(directory_.path(), NotesModel("notes"));
  }
  tv1::Note Note() { return *log_->loop().Read({})->Get<tv1::Note>("programmes/p1/notes/n1"); }

  TemporaryDirectory directory_;
  std::unique_ptr<TestLog> log_;
};

TEST_F(Timers, FireOnceWhenDue) {
  ASSERT_EQ(log_->loop().Timers().size(), 1u);
  log_->clock().Advance(std::chrono::hours(1));
  EXPECT_TRUE(TestLog::Eventually([&] { return Note().state() == tv1::Note::STATE_UNPINNED; }));
  EXPECT_TRUE(log_->loop().Timers().empty());
  log_->clock().Advance(std::chrono::hours(1));
  (void)log_->Run(tv1::StartProgrammeRequest());
  EXPECT_EQ(Note().reminder_count(), 1);
}

TEST_F(Timers, SurviveARestartAndFireAfterItWhenTheyCameDueMeanwhile) {
  Open();
  EXPECT_EQ(Note().state(), tv1::Note::STATE_PINNED);
  log_->clock().Set(kNow + std::chrono::hours(5));
  EXPECT_TRUE(TestLog::Eventually([&] { return Note().reminder_count() == 1; }));
  Open();
  log_->clock().Set(kNow + std::chrono::hours(9));
  (void)log_->Run(tv1::StartProgrammeRequest());
  EXPECT_EQ(Note().reminder_count(), 1);
}

TEST_F(Timers, DoNotFireBeforeTheirTime) {
  log_->clock().Advance(std::chrono::hours(1) - std::chrono::microseconds(1));
  (void)log_->Run(tv1::StartProgrammeRequest());
  EXPECT_EQ(Note().state(), tv1::Note::STATE_PINNED);
}

}  // namespace
}  // namespace fivestep
