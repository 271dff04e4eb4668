#include <gtest/gtest.h>

#include <future>

#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep {
namespace {

using testing::NotesModel;
using testing::TemporaryDirectory;
using testing::TestLog;
namespace tv1 = testing::v1;

class Ingest : public ::testing::Test {
 protected:
  Ingest() : source_(source_directory_.path(), NotesModel("source")) {
    OpenSink();
    tv1::StartProgrammeRequest start;
    start.set_programme_id("p1");
    (void)source_.Run(start);
  }
  void OpenSink() {
    sink_.reset();
    CommitLoop::Options options;
    options.park_after_attempts = 3;
    sink_ = std::make_unique<TestLog>(sink_directory_.path(), NotesModel("sink", "source"), nullptr,
                                      options);
  }
  void Write(const std::string& title, const std::string& id) {
    tv1::WriteNoteRequest request;
    request.set_parent("programmes/p1");
    request.set_title(title);
    request.set_note_id(id);
    ASSERT_TRUE(source_.Run(request).status.ok());
  }
  void Pin(const std::string& id) {
    tv1::PinNoteRequest request;
    request.set_name("programmes/p1/notes/" + id);
    request.mutable_pin_end_time()->set_seconds(4'000'000'000);
    ASSERT_TRUE(source_.Run(request).status.ok());
  }
  Result<tv1::Note> Copy(const std::string& id) {
    return sink_->loop().Read({})->Get<tv1::Note>("programmes/p1/notes/copy-of-" + id);
  }
  std::pair<IngestOutcome, Status> Hand(int64_t position) {
    return sink_->Ingest("source", position, source_.log().Read(position)->bytes);
  }
  TemporaryDirectory source_directory_;
  TemporaryDirectory sink_directory_;
  TestLog source_;
  std::unique_ptr<TestLog> sink_;
};

TEST_F(Ingest, AReactionRunsOnceHoweverOftenTheEventArrives) {
  Write("hello", "n1");
  sink_->IngestAll(source_.log());
  ASSERT_TRUE(Copy("n1").ok());
  const int64_t end = sink_->log().last_position();
  EXPECT_EQ(Hand(2).first, IngestOutcome::kAlready);
  OpenSink();
  EXPECT_EQ(Hand(2).first, IngestOutcome::kAlready);
  EXPECT_EQ(sink_->log().last_position(), end);
}

TEST_F(Ingest, AnEffectNamesItsCause) {
  Write("hello", "n1");
  sink_->IngestAll(source_.log());
  platform::v1::RecordedEvent effect;
  effect.ParseFromString(sink_->log().Read(1)->bytes);
  EXPECT_EQ(effect.causation().log(), "source");
  EXPECT_EQ(effect.causation().position(), 2);
  EXPECT_EQ(effect.hop(), 1);
  EXPECT_EQ(effect.command().method(), "reaction/copy-note");
  platform::v1::RecordedEvent cause;
  cause.ParseFromString(source_.log().Read(2)->bytes);
  EXPECT_EQ(effect.correlation_id(), cause.correlation_id());
  ASSERT_EQ(effect.seen_size(), 1);
  EXPECT_EQ(effect.seen(0).position(), 1);
}

TEST_F(Ingest, AGapIsNotSteppedOver) {
  Write("hello", "n1");
  EXPECT_EQ(Hand(2).first, IngestOutcome::kGap);
  EXPECT_EQ(Hand(1).first, IngestOutcome::kApplied);
  EXPECT_EQ(Hand(2).first, IngestOutcome::kApplied);
}

TEST_F(Ingest, APoisonedEventIsParkedAndLaterEventsOfItsStreamWaitBehindIt) {
  Write("poison", "bad");
  Write("fine", "good");
  Pin("bad");
  sink_->IngestAll(source_.log());
  const auto parked = sink_->loop().ParkedEvents();
  ASSERT_EQ(parked.size(), 2u);
  EXPECT_EQ(parked[0].error(), "it could not be handled: this note cannot be copied");
  EXPECT_EQ(parked[0].attempt_count(), 3);
  EXPECT_TRUE(parked[1].behind_another());
  EXPECT_TRUE(Copy("good").ok());
  OpenSink();
  EXPECT_EQ(sink_->loop().ParkedEvents().size(), 2u);
}

TEST_F(Ingest, ASkippedEventIsOnTheRecordAndThoseBehindItCanBeRetried) {
  Write("poison", "bad");
  Pin("bad");
  sink_->IngestAll(source_.log());
  const auto parked = sink_->loop().ParkedEvents();
  std::promise<Result<platform::v1::SkipParkedEventResponse>> skipped;
  sink_->loop().SkipParked(parked[0].source(), "known bad note", {},
                           [&](auto result) { skipped.set_value(result); });
  const auto skip = skipped.get_future().get();
  ASSERT_TRUE(skip.ok()) << skip.status().ToString();
  platform::v1::RecordedEvent record;
  record.ParseFromString(sink_->log().Read(skip->position())->bytes);
  EXPECT_EQ(record.type(), "fivestep.platform.v1.ParkedEventSkipped");
  std::promise<Result<platform::v1::RetryParkedEventResponse>> retried;
  sink_->loop().RetryParked(parked[1].source(), [&](auto result) { retried.set_value(result); });
  EXPECT_EQ(retried.get_future().get()->handled_count(), 1);
  EXPECT_TRUE(sink_->loop().ParkedEvents().empty());
}

TEST_F(Ingest, ARefusedReactionIsAnOutcomeAndNotRetried) {
  Write("hello", "n1");
  sink_->IngestAll(source_.log());
  tv1::EndProgrammeRequest end;
  end.set_name("programmes/p1");
  ASSERT_TRUE(source_.Run(end).status.ok() || true);
  const auto outcomes = sink_->loop().ReactionOutcomes();
  ASSERT_EQ(outcomes.size(), 1u);
  EXPECT_EQ(outcomes[0].refusal_reason(), "");
}

TEST_F(Ingest, ARebuiltViewOfAnotherLogDoesNotRunReactionsAgain) {
  for (int i = 0; i < 5; ++i) Write("hello", "n" + std::to_string(i));
  sink_->IngestAll(source_.log());
  const int64_t end = sink_->log().last_position();
  std::promise<Status> done;
  sink_->loop().RebuildView("titles", [&](Status status) { done.set_value(status); });
  ASSERT_TRUE(done.get_future().get().ok());
  EXPECT_EQ(sink_->loop().Read({})->GetViewValue("titles", "hello"), "");
  for (int64_t p = 1; p <= source_.log().last_position(); ++p) {
    EXPECT_EQ(Hand(p).first, IngestOutcome::kApplied);
  }
  EXPECT_EQ(sink_->loop().Read({})->GetViewValue("titles", "hello"), "5");
  EXPECT_EQ(sink_->log().last_position(), end);
}

TEST_F(Ingest, ARebuiltViewOfTheOwnLogEqualsTheOldOne) {
  for (int i = 0; i < 50; ++i) Write("hello", "n" + std::to_string(i));
  std::promise<Status> done;
  source_.loop().RebuildView("own-titles", [&](Status status) { done.set_value(status); });
  ASSERT_TRUE(done.get_future().get().ok());
  Write("hello", "late");
  EXPECT_TRUE(TestLog::Eventually(
      [&] { return source_.loop().Read({})->GetViewValue("own-titles", "hello") == "51"; }));
}

TEST_F(Ingest, AnEventWaitsForTheCausesThatItHasSeen) {
  // A third log that had read `source` up to 2 when it decided; the sink follows both.
  ServiceModel model = NotesModel("third", "sink");
  model.Follow("source");
  TemporaryDirectory directory;
  TestLog third(directory.path(), std::move(model));
  Write("hello", "n1");
  sink_->IngestAll(source_.log());
  tv1::WriteNoteRequest own;
  own.set_parent("programmes/p1");
  own.set_title("knows position 2");
  ASSERT_TRUE(sink_->Run(own).status.ok());
  EXPECT_EQ(third.Ingest("sink", 1, sink_->log().Read(1)->bytes).first, IngestOutcome::kWaiting);
  EXPECT_EQ(third.Ingest("source", 1, source_.log().Read(1)->bytes).first, IngestOutcome::kApplied);
  EXPECT_EQ(third.Ingest("sink", 1, sink_->log().Read(1)->bytes).first, IngestOutcome::kApplied);
  EXPECT_EQ(third.Ingest("sink", 2, sink_->log().Read(2)->bytes).first, IngestOutcome::kWaiting);
  (void)third.Ingest("source", 2, source_.log().Read(2)->bytes);
  EXPECT_EQ(third.Ingest("sink", 2, sink_->log().Read(2)->bytes).first, IngestOutcome::kApplied);
}

TEST_F(Ingest, ACallCanWaitForAPositionAndGivesUpAtItsDeadline) {
  platform::v1::LogPosition wanted;
  wanted.set_log("source");
  wanted.set_position(1);
  std::promise<bool> reached;
  sink_->loop().WaitForPositions({wanted},
                                 std::chrono::steady_clock::now() + std::chrono::seconds(4),
                                 [&](bool ok) { reached.set_value(ok); });
  EXPECT_EQ(Hand(1).first, IngestOutcome::kApplied);
  EXPECT_TRUE(reached.get_future().get());
  wanted.set_position(99);
  std::promise<bool> late;
  sink_->loop().WaitForPositions({wanted},
                                 std::chrono::steady_clock::now() + std::chrono::milliseconds(60),
                                 [&](bool ok) { late.set_value(ok); });
  EXPECT_FALSE(late.get_future().get());
}

TEST_F(Ingest, AReferenceToAnotherLogIsKnownOnceItsNewsIsHere) {
  tv1::WriteNoteRequest request;
  request.set_parent("programmes/p1");
  request.set_title("x");
  EXPECT_EQ(sink_->Run(request).status.reason(), "RESOURCE_NOT_FOUND");
  (void)Hand(1);
  EXPECT_TRUE(sink_->Run(request).status.ok());
}

}  // namespace
}  // namespace fivestep
