// What commands of one and the same batch see of each other.
#include <gtest/gtest.h>

#include <future>

#include "platform/eventlog/descriptors.h"
#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep {
namespace {

using testing::NotesModel;
using testing::TemporaryDirectory;
using testing::TestLog;
namespace tv1 = testing::v1;

class OneBatch : public ::testing::Test {
 protected:
  // Holds the commit thread until Release, so that everything submitted meanwhile is one batch.
  void Hold() {
    tv1::StartProgrammeRequest start;
    start.set_programme_id("p1");
    platform::v1::LogPosition next;
    next.set_log("notes");
    next.set_position(1);
    const auto soon = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    log_.loop().WaitForPositions({next}, soon, [this](bool) { released_.get_future().wait(); });
    EXPECT_TRUE(log_.Run(start).status.ok());
  }
  void Release() { released_.set_value(); }

  std::future<CommandResult> Submit(const google::protobuf::Message& request,
                                    const std::string& request_id) {
    CommandCall call;
    call.rule = log_.model().FindCommand(request.GetDescriptor());
    call.request.reset(request.New());
    call.request->CopyFrom(request);
    call.request_bytes = SerialiseDeterministically(request);
    call.request_id = request_id;
    call.programme = "programmes/p1";
    auto promise = std::make_shared<std::promise<CommandResult>>();
    log_.loop().Submit(std::move(call), [this, promise, request_id](CommandResult result) {
      order_.push_back(request_id);
      promise->set_value(std::move(result));
    });
    return promise->get_future();
  }

  TemporaryDirectory directory_;
  std::promise<void> released_;
  std::vector<std::string> order_;  // of the answers, which come on one thread
  TestLog log_{directory_.path(), NotesModel("notes")};
};

TEST_F(OneBatch, ARepeatGivesTheOriginalAnswerOfARowThatMovedOnInTheSameBatch) {
  tv1::WriteNoteRequest write;
  write.set_parent("programmes/p1");
  write.set_title("once");
  write.set_note_id("n1");
  tv1::PinNoteRequest pin;
  pin.set_name("programmes/p1/notes/n1");
  pin.mutable_pin_end_time()->set_seconds(4'000'000'000);
  Hold();
  auto first = Submit(write, "r1");
  auto pinned = Submit(pin, "r2");
  auto again = Submit(write, "r1");
  Release();
  const CommandResult original = first.get();
  ASSERT_TRUE(pinned.get().status.ok());
  const CommandResult repeat = again.get();
  ASSERT_TRUE(repeat.status.ok()) << repeat.status.ToString();
  EXPECT_EQ(log_.loop().stats().last_batch_size, 3);
  EXPECT_TRUE(repeat.repeated);
  EXPECT_EQ(repeat.position, original.position);
  EXPECT_EQ(repeat.response->SerializeAsString(), original.response->SerializeAsString());
  EXPECT_EQ(order_, (std::vector<std::string>{"r1", "r2", "r1"}));
}

TEST_F(OneBatch, StopAnswersEverybodyFirst) {
  tv1::WriteNoteRequest write;
  write.set_parent("programmes/p1");
  write.set_title("last words");
  Hold();
  std::vector<std::future<CommandResult>> results;
  for (int i = 0; i < 5; ++i) results.push_back(Submit(write, "r" + std::to_string(i)));
  Release();
  log_.loop().Stop();
  for (auto& result : results) {
    ASSERT_EQ(result.wait_for(std::chrono::seconds(0)), std::future_status::ready);
    EXPECT_TRUE(result.get().status.ok());
  }
}

}  // namespace
}  // namespace fivestep
