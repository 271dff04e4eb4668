// Events of other logs as a broken writer or a damaged stream may bring them: each is applied or
// set aside, and the events after it are handled all the same.
#include <google/protobuf/descriptor.h>

#include <map>
#include <memory>

#include "analysis/analysis_service.h"
#include "codesign/codesign_service.h"
#include "engagement/engagement_service.h"
#include "fivestep/platform/v1/record.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "fuzz/fuzz.h"
#include "metrics/metrics_service.h"
#include "platform/eventlog/descriptors.h"
#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"
#include "programme/programme_service.h"
#include "system/calls.h"
#include "system/requests.h"

namespace fivestep::testing {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using platform::v1::RecordedEvent;

// A sink is made anew after so many events: a log takes no more when too many are set aside.
constexpr int64_t kEventsPerSink = 2'000;
// How often a sink is opened again, in inputs: that takes as long as a hundred of them.
constexpr uint64_t kInputsPerOpening = 300;

// A log that follows others, in a directory of its own.
class Sink {
 public:
  explicit Sink(ServiceModel model) : model_(std::move(model)) { Open(); }

  // As after a restart of its service, whatever was set aside before.
  void Reopen() {
    const size_t parked = log_->loop().ParkedEvents().size();
    log_.reset();
    ASSERT_NO_THROW(Open());
    EXPECT_EQ(log_->loop().ParkedEvents().size(), parked);
  }
  int64_t Next(const std::string& source) { return log_->loop().CursorOf(source) + 1; }
  // Hands in a good event as the next one; its bytes say so.
  void TakeGood(const std::string& source, RecordedEvent record) {
    record.set_position(Next(source));
    const auto [outcome, status] =
        log_->Ingest(source, record.position(), record.SerializeAsString());
    ASSERT_EQ(outcome, IngestOutcome::kApplied) << record.type() << ": " << status.ToString();
  }
  // Hands in bytes that once were the good event `record`, and that event itself if they wait for
  // others.
  void TakeMutant(const std::string& source, const RecordedEvent& record,
                  const std::string& bytes) {
    const int64_t position = Next(source);
    const auto [outcome, status] = log_->Ingest(source, position, bytes);
    if (outcome == IngestOutcome::kWaiting) return TakeGood(source, record);
    ASSERT_TRUE(outcome == IngestOutcome::kApplied || outcome == IngestOutcome::kParked)
        << record.type() << ": " << status.ToString();
    ASSERT_EQ(Next(source), position + 1);
  }
  TestLog& log() { return *log_; }

 private:
  void Open() {
    CommitLoop::Options options;
    options.park_after_attempts = 1;
    log_ = std::make_unique<TestLog>(directory_.path(), model_, nullptr, options);
  }

  const ServiceModel model_;
  TemporaryDirectory directory_;
  std::unique_ptr<TestLog> log_;
};

class FuzzEvents : public Fuzz {
 protected:
  // A mutant of the record as it would come next, or a good envelope around a mutant payload.
  std::string MutantRecord(RecordedEvent record, const RecordedEvent& other, int64_t position) {
    record.set_position(position);
    if (chance_.OneIn(2)) {
      record.set_payload(Mutate(record.payload(), other.payload(), chance_));
      return record.SerializeAsString();
    }
    return Mutate(record.SerializeAsString(), other.SerializeAsString(), chance_);
  }
};

class FuzzNotes : public FuzzEvents {
 protected:
  FuzzNotes() {
    TestLog source(directory_.path(), NotesModel("source"));
    v1::StartProgrammeRequest start;
    start.set_programme_id("p1");
    (void)source.Run(start);
    Write(source, "n1", "");
    Write(source, "n2", "programmes/p1/notes/n1");
    v1::PinNoteRequest pin;
    pin.set_name("programmes/p1/notes/n1");
    pin.mutable_pin_end_time()->set_seconds(4'000'000'000);
    (void)source.Run(pin);
    for (int64_t i = 1; i <= source.log().last_position(); ++i) {
      EXPECT_TRUE(records_.emplace_back().ParseFromString(source.log().Read(i)->bytes));
    }
    EXPECT_EQ(records_.size(), 4u);
  }

  static void Write(TestLog& source, const std::string& id, const std::string& answers) {
    v1::WriteNoteRequest request;
    request.set_parent("programmes/p1");
    request.set_note_id(id);
    request.set_title("A note");
    request.mutable_words()->set_text("words that are sealed");
    request.set_answers(answers);
    ASSERT_TRUE(source.Run(request).status.ok());
  }

  void OpenSink() {
    sink_ = std::make_unique<Sink>(NotesModel("sink", "source"));
    sink_->TakeGood("source", records_[0]);
  }

  // A good event of a stream of its own must have its effect.
  void ExpectCopied(const std::string& id) {
    v1::NoteWritten written;
    written.set_note("programmes/p1/notes/" + id);
    written.set_title("A good note");
    RecordedEvent record = records_[1];
    record.set_stream("note/" + id);
    record.set_payload(written.SerializeAsString());
    sink_->TakeGood("source", record);
    const std::string copy = "programmes/p1/notes/copy-of-" + id;
    EXPECT_TRUE(sink_->log().loop().Read({})->Get<v1::Note>(copy).ok()) << copy;
  }

  TemporaryDirectory directory_;
  std::vector<RecordedEvent> records_;
  std::unique_ptr<Sink> sink_;
};

TEST_F(FuzzNotes, AreAppliedOrSetAsideAndLaterOnesAreHandled) {
  Run([&] {
    if (sink_ == nullptr || sink_->Next("source") > kEventsPerSink) OpenSink();
    const int64_t position = sink_->Next("source");
    const RecordedEvent& record = chance_.Pick(records_);
    const std::string mutant = MutantRecord(record, chance_.Pick(records_), position);
    sink_->TakeMutant("source", record, mutant);
    ExpectCopied("good-" + std::to_string(position));
    if (chance_.OneIn(kInputsPerOpening)) sink_->Reopen();
  });
}

// Every event type of a context, filled in by its description.
std::vector<RecordedEvent> FilledEvents(const std::string& context) {
  const auto* file =
      DescriptorPool::generated_pool()->FindFileByName("fivestep/" + context + "/v1/events.proto");
  std::vector<RecordedEvent> records;
  for (int i = 0; i < file->message_type_count(); ++i) {
    const Descriptor* type = file->message_type(i);
    const auto event = FilledRequest(type, "programmes/p1");
    if (SubjectOf(*event).empty() || type->name() == "ProgrammeClosed") continue;
    RecordedEvent& record = records.emplace_back();
    record.set_stream("filled/" + std::to_string(i));
    record.set_stream_version(1);
    record.set_id("00000000-0000-7000-8000-000000000000");
    record.set_type(type->full_name());
    record.mutable_recorded_time()->set_seconds(1'772'445'600);
    record.set_programme("programmes/p1");
    record.set_correlation_id("fuzz");
    record.set_payload(event->SerializeAsString());
  }
  return records;
}

RecordedEvent OpenedProgramme(const std::vector<RecordedEvent>& events) {
  for (const RecordedEvent& event : events) {
    if (event.type() == programme::v1::ProgrammeOpened::descriptor()->full_name()) return event;
  }
  throw std::logic_error("no ProgrammeOpened among the events of programme");
}

const std::vector<ServiceModel>& Models() {
  static const std::vector<ServiceModel> models{programme::MakeModel(), engagement::MakeModel(),
                                                analysis::MakeModel(), codesign::MakeModel(),
                                                metrics::MakeModel()};
  return models;
}

// The five contexts, each following the others.
class FuzzContexts : public FuzzEvents {
 protected:
  FuzzContexts() {
    for (const char* context : kContexts) events_[context] = FilledEvents(context);
  }

  Sink& OpenSink(const ServiceModel& model) {
    auto& sink = sinks_[model.context()];
    if (sink != nullptr && count_[model.context()]++ < kEventsPerSink) return *sink;
    count_[model.context()] = 0;
    sink.reset();
    sink = std::make_unique<Sink>(model);
    for (const std::string& followed : model.followed_logs()) {
      if (followed == "programme") sink->TakeGood(followed, OpenedProgramme(events_[followed]));
    }
    return *sink;
  }

  std::map<std::string, std::vector<RecordedEvent>> events_;
  std::map<std::string, std::unique_ptr<Sink>> sinks_;
  std::map<std::string, int64_t> count_;
};

TEST_F(FuzzContexts, ApplyOrSetAsideEveryEventOfTheOthers) {
  Run([&] {
    const ServiceModel& model = chance_.Pick(Models());
    Sink& sink = OpenSink(model);
    const std::string source = chance_.Pick(model.followed_logs());
    const std::vector<RecordedEvent>& events = events_.at(source);
    const RecordedEvent& other = chance_.Pick(events);
    RecordedEvent record = chance_.Pick(events);
    // A stream of its own: one whose earlier events were set aside would wait behind them.
    record.set_stream("fuzz/" + std::to_string(sink.Next(source)));
    sink.TakeMutant(source, record, MutantRecord(record, other, sink.Next(source)));
    record.set_stream("good/" + std::to_string(sink.Next(source)));
    sink.TakeGood(source, record);
    if (chance_.OneIn(kInputsPerOpening)) sink.Reopen();
  });
}

}  // namespace
}  // namespace fivestep::testing
