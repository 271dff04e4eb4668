#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "fivestep/platform/v1/audit_service.pb.h"
#include "platform/rpc/running_notes.h"

namespace fivestep::testing {
namespace {

class ServerCommands : public RunningNotes {
 protected:
  void SetUp() override {
    RunningNotes::SetUp();
    ASSERT_TRUE(StartProgramme("p1").status.ok());
  }
};

TEST_F(ServerCommands, AnswerWithTheResourceAndItsPlaceInTheLog) {
  v1::Note note;
  const CallOutcome outcome = Write(NoteRequest("first", "n-1"), &note);
  ASSERT_TRUE(outcome.status.ok()) << outcome.status.ToString();
  EXPECT_EQ(note.name(), "programmes/p1/notes/n-1");
  EXPECT_EQ(note.title(), "first");
  EXPECT_FALSE(note.etag().empty());
  EXPECT_EQ(outcome.Get(kPositionKey), "notes=2");
  EXPECT_FALSE(outcome.Get(kCorrelationKey).empty());
  EXPECT_EQ(outcome.Get(kRepeatedKey), "");
}

TEST_F(ServerCommands, CarryTheCallersCorrelationId) {
  const auto client = ClientOf({{kActorKey, "a"}, {kRolesKey, "writer"}, {kCorrelationKey, "c-7"}});
  v1::Note note;
  const CallOutcome outcome = client->Unary(Path("WriteNote"), NoteRequest("x"), &note);
  EXPECT_EQ(outcome.Get(kCorrelationKey), "c-7");
}

TEST_F(ServerCommands, ThatAreRepeatedAreAnsweredFromTheirEvents) {
  v1::WriteNoteRequest request = NoteRequest("once");
  request.set_request_id("r-1");
  v1::Note first;
  v1::Note second;
  ASSERT_TRUE(Write(request, &first).status.ok());
  const CallOutcome again = Write(request, &second);
  ASSERT_TRUE(again.status.ok()) << again.status.ToString();
  EXPECT_EQ(first.name(), second.name());
  EXPECT_EQ(again.Get(kRepeatedKey), "true");
  request.set_title("twice");
  EXPECT_EQ(Write(request).status.reason(), "REQUEST_ID_REUSED");
}

TEST_F(ServerCommands, ReportAllViolationsAndLeaveTheLogAlone) {
  v1::WriteNoteRequest request;
  request.set_parent("programmes/p1");
  request.set_note_id("Not An Id");
  request.set_answers("programmes/p2/notes/n");
  const CallOutcome outcome = Write(request);
  EXPECT_EQ(outcome.status.code(), Code::kInvalidArgument);
  EXPECT_EQ(outcome.status.reason(), "INVALID_FIELDS");
  EXPECT_EQ(outcome.status.violations().size(), 3u) << outcome.status.ToString();
  EXPECT_EQ(outcome.Get(kPositionKey), "notes=1");
}

TEST_F(ServerCommands, SayWhichProgrammeIsMissing) {
  v1::WriteNoteRequest request = NoteRequest("x");
  request.clear_parent();
  const CallOutcome outcome = Write(request);
  ASSERT_EQ(outcome.status.violations().size(), 1u);
  EXPECT_EQ(outcome.status.violations()[0].field, "parent");
}

TEST_F(ServerCommands, OfStrangersAreRefused) {
  v1::Note note;
  const auto nobody = ClientOf({});
  EXPECT_EQ(nobody->Unary(Path("WriteNote"), NoteRequest("x"), &note).status.code(),
            Code::kUnauthenticated);
  const auto reader = ClientOf({{kActorKey, "a"}, {kRolesKey, "reader"}});
  const Status refused = reader->Unary(Path("WriteNote"), NoteRequest("x"), &note).status;
  EXPECT_EQ(refused.reason(), "PERMISSION_DENIED");
  EXPECT_EQ(refused.metadata().at("permission"), "notes.notes.write");
  EXPECT_EQ(refused.metadata().at("scope"), "programmes/p1");
}

TEST_F(ServerCommands, AreLimitedToTheProgrammeOfTheGrant) {
  ASSERT_TRUE(StartProgramme("p2").status.ok());
  const auto writer = ClientOf({{kActorKey, "a"}, {kRolesKey, "writer@programmes/p1"}});
  v1::Note note;
  v1::WriteNoteRequest request = NoteRequest("x");
  EXPECT_TRUE(writer->Unary(Path("WriteNote"), request, &note).status.ok());
  request.set_parent("programmes/p2");
  EXPECT_EQ(writer->Unary(Path("WriteNote"), request, &note).status.reason(), "PERMISSION_DENIED");
  const auto administrator =
      ClientOf({{kActorKey, "a"}, {kRolesKey, "administrator@programmes/p1"}});
  v1::Programme programme;
  v1::StartProgrammeRequest start;
  EXPECT_EQ(administrator->Unary(Path("StartProgramme"), start, &programme).status.reason(),
            "PERMISSION_DENIED");
}

TEST_F(ServerCommands, OfABusinessRuleCarryItsReason) {
  v1::Note note;
  ASSERT_TRUE(Write(NoteRequest("x", "n"), &note).status.ok());
  v1::PinNoteRequest pin;
  pin.set_name(note.name());
  pin.mutable_pin_end_time()->set_seconds(4'000'000'000);
  ASSERT_TRUE(client_->Unary(Path("PinNote"), pin, &note).status.ok());
  const Status refused = client_->Unary(Path("PinNote"), pin, &note).status;
  EXPECT_EQ(refused.code(), Code::kFailedPrecondition);
  EXPECT_EQ(refused.reason(), "NOTE_ALREADY_PINNED");
  EXPECT_EQ(refused.domain(), "testing.fivestep");
  EXPECT_EQ(refused.metadata().at("note"), note.name());
}

TEST_F(ServerCommands, WaitForThePositionsTheyDependOn) {
  v1::Note note;
  Client::CallOptions call;
  call.metadata = {{kAfterKey, "notes=1,elsewhere=99"}};
  EXPECT_TRUE(client_->Unary(Path("WriteNote"), NoteRequest("x"), &note, call).status.ok());
  call.metadata = {{kAfterKey, "notes=99"}};
  call.deadline = std::chrono::milliseconds(2'000);
  std::thread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    for (int i = 0; i < 97; ++i) EXPECT_TRUE(Write(NoteRequest("more")).status.ok());
  });
  EXPECT_TRUE(client_->Unary(Path("WriteNote"), NoteRequest("x"), &note, call).status.ok());
  later.join();
}

TEST_F(ServerCommands, SayWhenAPositionIsNotReachedInTime) {
  v1::Note note;
  Client::CallOptions call;
  call.metadata = {{kAfterKey, "notes=1000"}};
  call.deadline = std::chrono::seconds(20);
  const auto begin = std::chrono::steady_clock::now();
  const Status status = client_->Unary(Path("WriteNote"), NoteRequest("x"), &note, call).status;
  EXPECT_EQ(status.code(), Code::kUnavailable);
  EXPECT_EQ(status.reason(), "POSITION_NOT_REACHED");
  EXPECT_EQ(status.metadata().at("wanted"), "1000");
  EXPECT_GT(status.retry_after().count(), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
  call.metadata = {{kAfterKey, "notes:5"}};
  EXPECT_EQ(client_->Unary(Path("WriteNote"), NoteRequest("x"), &note, call).status.reason(),
            "INVALID_FIELDS");
}

TEST_F(ServerCommands, FromManyCallersAreAllRecordedOnce) {
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 25; ++i) good += Write(NoteRequest("x")).status.ok() ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 200);
  EXPECT_EQ(Write(NoteRequest("last")).Get(kPositionKey), "notes=202");
}

TEST_F(ServerCommands, SurviveARestart) {
  ASSERT_TRUE(Write(NoteRequest("kept", "n-1")).status.ok());
  EXPECT_TRUE(service_->Drain(std::chrono::seconds(1)).ok());
  service_.reset();
  Start();
  v1::GetNoteRequest request;
  request.set_name("programmes/p1/notes/n-1");
  v1::Note note;
  ASSERT_TRUE(client_->Unary(Path("GetNote"), request, &note).status.ok());
  EXPECT_EQ(note.title(), "kept");
}

TEST_F(ServerCommands, ThatAreNoMessageAreRefused) {
  // A title that is no UTF-8 cannot be parsed; the generated class would refuse to write it, so the
  // bytes are those of another message with the same field number.
  platform::v1::ReadEventsResponse impostor;
  impostor.set_recorded_event("\xff\xfe");
  v1::Note note;
  const CallOutcome outcome = client_->Unary(Path("WriteNote"), impostor, &note);
  EXPECT_EQ(outcome.status.code(), Code::kInvalidArgument) << outcome.status.ToString();
}

TEST(ServiceProcess, DoesNotStartWhenItIsNotSafe) {
  TemporaryDirectory folder;
  ServiceOptions options = NotesOptions(folder.path());
  options.insecure_loopback = false;
  const auto started = ServiceProcess::Start(options, NotesModel("notes"));
  EXPECT_EQ(started.status().code(), Code::kFailedPrecondition);
  EXPECT_NE(started.status().message().find("--token-file"), std::string::npos);
}

}  // namespace
}  // namespace fivestep::testing
