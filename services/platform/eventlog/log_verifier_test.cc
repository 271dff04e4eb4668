#include "platform/eventlog/log_verifier.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "platform/audit/merkle.h"
#include "platform/eventlog/keys.h"
#include "platform/testing/log_tampering.h"
#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep {
namespace {

using testing::NotesModel;
using testing::TemporaryDirectory;
using testing::TestLog;
namespace tv1 = testing::v1;

tv1::WriteNoteRequest Write(const std::string& title, const std::string& id = "") {
  tv1::WriteNoteRequest request;
  request.set_parent("programmes/p1");
  request.set_title(title);
  request.set_note_id(id);
  return request;
}

class LogVerifier : public ::testing::Test {
 protected:
  LogVerifier() : log_(std::make_unique<TestLog>(directory_.path(), NotesModel("notes"))) {
    tv1::StartProgrammeRequest start;
    start.set_programme_id("p1");
    EXPECT_TRUE(log_->Run(start).status.ok());
  }

  static Verification Verify(const TestLog& log, VerifyOptions options = {}) {
    options.model = &log.model();
    const Result<Verification> result = VerifyLog(const_cast<TestLog&>(log).log(), options);
    EXPECT_TRUE(result.ok()) << result.status().ToString();
    for (const auto& finding : result->findings) {
      ADD_FAILURE() << finding.check() << ": " << finding.message();
    }
    return *result;
  }

  TemporaryDirectory directory_;
  std::unique_ptr<TestLog> log_;
};

TEST_F(LogVerifier, FindsNothingInALogWithCommandsRepeatsAndTimers) {
  EXPECT_TRUE(log_->Run(Write("first", "n1"), "r1").status.ok());
  EXPECT_TRUE(log_->Run(Write("first", "n1"), "r1").repeated);
  tv1::PinNoteRequest pin;
  pin.set_name("programmes/p1/notes/n1");
  pin.mutable_pin_end_time()->set_seconds(
      std::chrono::duration_cast<std::chrono::seconds>(log_->clock().Now().time_since_epoch())
          .count() +
      60);
  EXPECT_TRUE(log_->Run(pin).status.ok());
  EXPECT_EQ(Verify(*log_).size, 3);
  log_->clock().Advance(std::chrono::seconds(120));
  (void)log_->Run(Write("later"));
  EXPECT_TRUE(TestLog::Eventually([this] { return log_->log().last_position() >= 5; }));
  const Verification result = Verify(*log_);
  EXPECT_EQ(result.size, log_->log().last_position());
  EXPECT_EQ(result.row_count, 3);
}

TEST_F(LogVerifier, FindsNothingInALogThatFollowsAnother) {
  EXPECT_TRUE(log_->Run(Write("first")).status.ok());
  TemporaryDirectory other;
  TestLog sink(other.path(), NotesModel("sink", "notes"));
  sink.IngestAll(log_->log());
  EXPECT_GT(Verify(sink).size, 0);
}

TEST_F(LogVerifier, FindsNothingInAnEmptyLog) {
  TemporaryDirectory other;
  TestLog empty(other.path(), NotesModel("notes"));
  const Verification result = Verify(empty);
  EXPECT_EQ(result.size, 0);
  EXPECT_EQ(result.root, EmptyRoot());
}

TEST_F(LogVerifier, RunsWhileTheLogIsWrittenTo) {
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    while (!stop) (void)log_->Run(Write("note"));
  });
  for (int i = 0; i < 5; ++i) (void)Verify(*log_);
  stop = true;
  writer.join();
}

TEST_F(LogVerifier, SaysHowFarItIsAndStopsWhenTold) {
  VerifyOptions options;
  options.progress = [](const std::string& phase, int64_t, int64_t) {
    return phase != "comparing rows";
  };
  options.model = &log_->model();
  const Result<Verification> result = VerifyLog(log_->log(), options);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.status().code(), Code::kCancelled);
}

TEST_F(LogVerifier, ListsAtMostSoManyFindings) {
  for (int i = 0; i < 220; ++i) (void)log_->Run(Write("note"));
  log_.reset();
  {
    testing::LogTampering log(directory_ / "log", "notes");
    for (int64_t at = 1; at <= 220; at += 2) log.Delete(Family::kEvents, keys::BigEndian(at));
  }
  EventLog::Options inspect;
  inspect.directory = directory_ / "log";
  inspect.inspect = true;
  const auto log = EventLog::Open(inspect);
  ASSERT_TRUE(log.ok()) << log.status().ToString();
  const Result<Verification> result = VerifyLog(**log, {});
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->findings.size(), kMaxFindings);
}

}  // namespace
}  // namespace fivestep
