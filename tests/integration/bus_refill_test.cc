// A log that lost its end takes it back from its stream, from a real nats-server, and nothing else.
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <thread>

#include "bus_streams.h"
#include "fivestep/platform/v1/events.pb.h"
#include "platform/audit/checkpoint.h"
#include "platform/bus/bus.h"
#include "platform/bus/log_completion.h"
#include "platform/bus/subjects.h"
#include "platform/eventlog/log_backup.h"
#include "platform/eventlog/tree_store.h"
#include "platform/testing/nats_fixture.h"
#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep::testing {
namespace {

namespace fs = std::filesystem;

const SigningKey& TheKey() {
  static const SigningKey key = SigningKey::Generate(CheckpointOrigin("test", "notes")).value();
  return key;
}

std::string SignedHeadOf(EventLog& log) {
  CheckpointBody body;
  body.origin = CheckpointOrigin("test", "notes");
  body.size = log.tree().size();
  body.root = log.tree().range().Root();
  return SignCheckpoint(body, TheKey()).value();
}

// A log with its bus, as a service has them.
class Service {
 public:
  Service(const std::string& directory, const NatsServer& nats, std::string head = "")
      : log_(directory, NotesModel("notes")),
        completion_(
            &log_.log(), &log_.loop(),
            {[](std::string_view note) { return VerifyCheckpoint(note, {TheKey().verifier()}); },
             [head] { return head; }}),
        bus_(&log_.log(), &log_.loop(), nullptr, On(nats)) {
    if (const Status started = bus_.Start(); !started.ok()) {
      throw std::runtime_error(started.message());
    }
  }
  TestLog& log() { return log_; }
  Bus& bus() { return bus_; }
  int64_t end() { return log_.log().last_position(); }
  RestoreState restore() { return log_.loop().restore_state(); }
  bool Write(const std::string& id) {
    v1::WriteNoteRequest request;
    request.set_parent("programmes/p1");
    request.set_title("note");
    request.set_note_id(id);
    request.mutable_words()->set_text("private words");
    return log_.Run(request, "write-" + id).status.ok();
  }
  bool IsPublished() { return bus_.status().publisher.published_position == end(); }

 private:
  Bus::Options On(const NatsServer& nats) {
    Bus::Options options;
    options.connection.urls = {nats.url()};
    options.completion = &completion_;
    return options;
  }
  TestLog log_;
  CommitLoopCompletion completion_;
  Bus bus_;
};

class BusRefillTest : public ::testing::Test {
 protected:
  BusRefillTest() {
    Start();
    v1::StartProgrammeRequest start;
    start.set_programme_id("p1");
    EXPECT_TRUE(service_->log().Run(start).status.ok());
    Write(20);
  }
  void Start(const std::string& head = "") {
    service_.reset();
    service_ = std::make_unique<Service>(directory_.path(), nats_, head);
  }
  void Write(int count) {
    for (int i = 0; i < count; ++i) {
      ASSERT_TRUE(service_->Write("n" + std::to_string(++written_)));
    }
  }
  void BackUp() {
    LogBackup::Options options;
    options.directory = backups_.path();
    options.blob_directory = directory_ / "blobs";
    const Result<TakenBackup> taken = LogBackup(&service_->log().log(), options).Take(0);
    ASSERT_TRUE(taken.ok()) << taken.status().ToString();
    backup_position_ = taken->backup.position;
  }
  // Keeps what the log holds, waits until the stream has it, and loses the directory's log.
  void Lose() {
    ASSERT_TRUE(Eventually([this] { return service_->IsPublished(); }));
    events_.clear();
    for (int64_t position = 1; position <= service_->end(); ++position) {
      events_.push_back(service_->log().log().Read(position)->bytes);
    }
    head_ = SignedHeadOf(service_->log().log());
    service_.reset();
    fs::remove_all(directory_ / "log");
  }
  void Restore() {
    const auto restored = RestoreLog({backups_.path(), directory_.path(), 0, false});
    ASSERT_TRUE(restored.ok()) << restored.status().ToString();
  }
  int64_t lost_end() const { return static_cast<int64_t>(events_.size()); }
  void ExpectSameAsBefore() {
    for (int64_t position = 1; position <= lost_end(); ++position) {
      EXPECT_EQ(service_->log().log().Read(position)->bytes,
                events_[static_cast<size_t>(position - 1)]);
    }
  }
  void ExpectComplete() {
    ASSERT_TRUE(Eventually([this] { return !service_->restore().marked && Last().has_value(); }))
        << service_->restore().waiting_for;
    ExpectSameAsBefore();
    EXPECT_EQ(Last()->completed_position(), lost_end());
    EXPECT_TRUE(service_->Write("afterwards"));
    EXPECT_TRUE(Eventually([this] { return service_->IsPublished(); }));
  }
  // The LogRestored behind what was lost.
  std::optional<platform::v1::LogRestored> Last() {
    const Result<StoredEvent> stored = service_->log().log().Read(lost_end() + 1);
    platform::v1::RecordedEvent record;
    platform::v1::LogRestored event;
    if (!stored.ok() || !record.ParseFromString(stored->bytes)) return std::nullopt;
    if (record.type() != event.GetTypeName()) return std::nullopt;
    event.ParseFromString(record.payload());
    return event;
  }
  static bool Eventually(const std::function<bool()>& condition) {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!condition() && std::chrono::steady_clock::now() < limit) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return condition();
  }
  // The stream as it was, but with the event at `position` changed by `change`.
  template <class Change>
  void Forge(int64_t position, Change change) {
    const StreamPlan plan = EventStreamPlan("test", "notes", 1);
    nats_.Stop();
    nats_.WipeStore();
    nats_.Start();
    TestClient again(nats_.url());
    (void)again.Extent(plan);
    for (int64_t at = 1; at <= lost_end(); ++at) {
      platform::v1::RecordedEvent record;
      ASSERT_TRUE(record.ParseFromString(events_[static_cast<size_t>(at - 1)]));
      const std::string subject = EventSubject("test", "notes", record);
      if (at == position) change(record);
      again.Publish(subject, at == position ? record.SerializeAsString()
                                            : events_[static_cast<size_t>(at - 1)]);
    }
  }

  NatsServer nats_;
  TemporaryDirectory directory_;
  TemporaryDirectory backups_;
  std::unique_ptr<Service> service_;
  std::vector<std::string> events_;
  std::string head_;
  int64_t backup_position_ = 0;
  int written_ = 0;
};

TEST_F(BusRefillTest, ABackupTakenUnderLoadBecomesTheWholeLogAgain) {
  std::atomic<bool> stop{false};
  std::thread writer([&] {
    while (!stop) Write(1);
  });
  BackUp();
  stop = true;
  writer.join();
  Write(30);
  Lose();
  Restore();
  Start(head_);
  ExpectComplete();
  EXPECT_EQ(Last()->backup_position(), backup_position_);
  EXPECT_FALSE(Last()->accepted_without_stream());
}

TEST_F(BusRefillTest, AnEmptyDirectoryTakesEverythingBack) {
  Lose();
  Start();
  ExpectComplete();
  EXPECT_EQ(Last()->backup_position(), 0);
}

TEST_F(BusRefillTest, AnOldDirectoryThatWasCopiedByHandTakesItsEndBack) {
  service_.reset();
  fs::copy(directory_ / "log", backups_ / "copy", fs::copy_options::recursive);
  Start();
  Write(10);
  Lose();
  fs::copy(backups_ / "copy", directory_ / "log", fs::copy_options::recursive);
  Start(head_);
  ExpectComplete();
}

TEST_F(BusRefillTest, ABackupThatLacksNothingIsConfirmedByTheStream) {
  BackUp();
  Lose();
  Restore();
  Start(head_);
  ExpectComplete();
}

TEST_F(BusRefillTest, WithoutTheBusALogStaysMarkedUntilAnAdministratorAcceptsIt) {
  BackUp();
  Write(5);
  Lose();
  nats_.Stop();
  Restore();
  Start();
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  EXPECT_TRUE(service_->restore().marked);
  EXPECT_FALSE(service_->Write("too-early"));
  EXPECT_TRUE(service_->log().loop().Read({})->Get<v1::Note>("programmes/p1/notes/n1").ok());
  std::promise<Result<int64_t>> accepted;
  service_->log().loop().AcceptRestored(
      "the stream is lost", {}, [&](Result<int64_t> result) { accepted.set_value(result); });
  ASSERT_TRUE(accepted.get_future().get().ok());
  EXPECT_TRUE(service_->Write("in-time"));
}

TEST_F(BusRefillTest, TheMarkWaitsForTheBusToComeBack) {
  BackUp();
  Write(5);
  Lose();
  nats_.Stop();
  Restore();
  Start(head_);
  EXPECT_FALSE(service_->Write("too-early"));
  nats_.Start();
  ExpectComplete();
}

TEST_F(BusRefillTest, AStreamThatWasAlteredIsRefusedWithASentenceAndNothingIsTakenBack) {
  BackUp();
  Write(5);
  Lose();
  Forge(lost_end() - 1, [](platform::v1::RecordedEvent& record) {
    v1::NoteWritten note;
    ASSERT_TRUE(note.ParseFromString(record.payload()));
    note.set_title("forged");
    record.set_payload(note.SerializeAsString());
  });
  Restore();
  Start(head_);
  ASSERT_TRUE(Eventually([this] {
    return service_->restore().waiting_for.find("does not hold what this log recorded") !=
           std::string::npos;
  })) << service_->restore().waiting_for;
  EXPECT_EQ(service_->end(), backup_position_);
  EXPECT_FALSE(service_->Write("no"));
}

TEST_F(BusRefillTest, AStreamThatNoHeadCoversIsStillRefusedWhereItDoesNotContinueTheLog) {
  BackUp();
  Write(5);
  Lose();
  Forge(lost_end() - 1, [](platform::v1::RecordedEvent& record) { record.set_stream_version(7); });
  Restore();
  Start();
  ASSERT_TRUE(Eventually([this] {
    return service_->restore().waiting_for.find("does not continue this log") != std::string::npos;
  })) << service_->restore().waiting_for;
  EXPECT_FALSE(service_->Write("no"));
}

TEST_F(BusRefillTest, AStreamThatWasLostAsWellCannotSayThatNothingIsMissing) {
  BackUp();
  Write(5);
  Lose();
  nats_.Stop();
  nats_.WipeStore();
  nats_.Start();
  Restore();
  Start();
  ASSERT_TRUE(Eventually([this] {
    return service_->restore().waiting_for.find("cannot say what is missing") != std::string::npos;
  })) << service_->restore().waiting_for;
  EXPECT_FALSE(service_->Write("no"));
  TestClient client(nats_.url());
  EXPECT_EQ(client.Extent(EventStreamPlan("test", "notes", 1)).last, 0);
}

TEST_F(BusRefillTest, ASignedHeadBeyondTheStreamShowsThatMoreIsMissing) {
  BackUp();
  Lose();
  CheckpointBody body = VerifyCheckpoint(head_, {TheKey().verifier()}).value();
  body.size += 3;
  Restore();
  Start(SignCheckpoint(body, TheKey()).value());
  ASSERT_TRUE(Eventually([this] {
    return service_->restore().waiting_for.find("a signed head of the log over") !=
           std::string::npos;
  })) << service_->restore().waiting_for;
  EXPECT_FALSE(service_->Write("no"));
}

}  // namespace
}  // namespace fivestep::testing
