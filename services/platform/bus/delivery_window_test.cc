#include "platform/bus/delivery_window.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

namespace fivestep {
namespace {

using Advice = DeliveryWindow::Advice;
using ::testing::ElementsAre;

// Keeps what is handed in until the test answers it.
class PatientSink : public EventSink {
 public:
  void Ingest(ForeignEvent event, std::function<void(IngestOutcome, Status)> done) override {
    handed_in.push_back(event.position);
    waiting_.push_back(std::move(done));
  }
  int64_t LeastCursor(const std::string&) const override { return cursor; }

  void Answer(std::initializer_list<IngestOutcome> outcomes) {
    auto waiting = std::exchange(waiting_, {});
    size_t index = 0;
    for (const IngestOutcome outcome : outcomes) {
      waiting[index++](outcome, FailedPrecondition("as the test says"));
    }
    waiting_.assign(waiting.begin() + static_cast<std::ptrdiff_t>(index), waiting.end());
  }

  std::vector<int64_t> handed_in;
  int64_t cursor = 0;

 private:
  std::vector<std::function<void(IngestOutcome, Status)>> waiting_;
};

class DeliveryWindowTest : public ::testing::Test {
 protected:
  void Add(int count) {
    for (int i = 0; i < count; ++i) window_.Add({"analysis", window_.next(), "bytes"});
  }

  PatientSink sink_;
  DeliveryWindow window_{&sink_, "analysis", 11};
};

TEST_F(DeliveryWindowTest, HandsManyInBeforeAnyIsAnswered) {
  Add(3);
  window_.HandIn();
  EXPECT_THAT(sink_.handed_in, ElementsAre(11, 12, 13));
  EXPECT_EQ(window_.settled(), 10);
  EXPECT_EQ(window_.room(), kDeliveryWindow - 3);
}

TEST_F(DeliveryWindowTest, ForgetsWhatWasAppliedOrAlreadyThereOrParked) {
  Add(3);
  window_.HandIn();
  sink_.Answer({IngestOutcome::kApplied, IngestOutcome::kAlready, IngestOutcome::kParked});
  EXPECT_EQ(window_.Settle(), Advice::kGoOn);
  EXPECT_EQ(window_.settled(), 13);
  EXPECT_TRUE(window_.empty());
}

TEST_F(DeliveryWindowTest, HoldsFromAWaitingEventOnAndHandsThatInAgain) {
  Add(3);
  window_.HandIn();
  sink_.Answer({IngestOutcome::kApplied, IngestOutcome::kWaiting, IngestOutcome::kGap});
  EXPECT_EQ(window_.Settle(), Advice::kHold);
  EXPECT_EQ(window_.settled(), 11);
  window_.HandIn();
  EXPECT_EQ(sink_.handed_in.size(), 3u);
  window_.Retry();
  window_.HandIn();
  EXPECT_THAT(sink_.handed_in, ElementsAre(11, 12, 13, 12, 13));
}

TEST_F(DeliveryWindowTest, AdvisesNothingWhileAnswersAreDue) {
  Add(3);
  window_.HandIn();
  sink_.Answer({IngestOutcome::kWaiting, IngestOutcome::kGap});
  EXPECT_EQ(window_.Settle(), Advice::kGoOn);
  EXPECT_TRUE(window_.answers_due());
  window_.Retry();
  window_.HandIn();
  EXPECT_EQ(sink_.handed_in.size(), 3u);
  sink_.Answer({IngestOutcome::kGap});
  EXPECT_EQ(window_.Settle(), Advice::kHold);
}

TEST_F(DeliveryWindowTest, HandsInAgainAlsoWhatWasDealtWithBehindAHeldEvent) {
  Add(2);
  window_.HandIn();
  sink_.Answer({IngestOutcome::kWaiting, IngestOutcome::kAlready});
  EXPECT_EQ(window_.Settle(), Advice::kHold);
  window_.Retry();
  window_.HandIn();
  sink_.Answer({IngestOutcome::kApplied});
  EXPECT_EQ(window_.Settle(), Advice::kGoOn);
  EXPECT_EQ(window_.settled(), 11);
  sink_.Answer({IngestOutcome::kAlready});
  EXPECT_EQ(window_.Settle(), Advice::kGoOn);
  EXPECT_EQ(window_.settled(), 12);
}

TEST_F(DeliveryWindowTest, SeeksBackWhenTheSinksCursorWasPutBack) {
  Add(1);
  window_.HandIn();
  sink_.cursor = 3;
  sink_.Answer({IngestOutcome::kGap});
  EXPECT_EQ(window_.Settle(), Advice::kSeek);
  window_.StartAgain(4);
  EXPECT_EQ(window_.next(), 4);
  Add(1);
  window_.HandIn();
  EXPECT_THAT(sink_.handed_in, ElementsAre(11, 4));
}

TEST_F(DeliveryWindowTest, StopsWhenTheSinkHalts) {
  Add(2);
  window_.HandIn();
  sink_.Answer({IngestOutcome::kHalted, IngestOutcome::kHalted});
  EXPECT_EQ(window_.Settle(), Advice::kHalted);
  EXPECT_EQ(window_.reason().message(), "as the test says");
}

TEST(DeliveryWindow, MayBeGoneWhenTheAnswerComes) {
  PatientSink sink;
  {
    DeliveryWindow window(&sink, "analysis", 1);
    window.Add({"analysis", 1, "bytes"});
    window.HandIn();
  }
  sink.Answer({IngestOutcome::kApplied});
}

}  // namespace
}  // namespace fivestep
