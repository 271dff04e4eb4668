#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "fivestep/platform/v1/admin_service.pb.h"
#include "fivestep/platform/v1/audit_service.pb.h"
#include "fivestep/platform/v1/events.pb.h"
#include "platform/rpc/peers.h"
#include "platform/rpc/running_notes.h"

namespace fivestep::testing {
namespace {

constexpr char kReadEvents[] = "/fivestep.platform.v1.AuditService/ReadEvents";

class ServerReads : public RunningNotes {
 protected:
  void SetUp() override {
    RunningNotes::SetUp();
    ASSERT_TRUE(StartProgramme("p1").status.ok());
  }
  CallOutcome List(v1::ListNotesRequest request, v1::ListNotesResponse* response) {
    return client_->Unary(Path("ListNotes"), request, response);
  }
  static v1::ListNotesRequest ListRequest(int page_size, const std::string& token = "") {
    v1::ListNotesRequest request;
    request.set_parent("programmes/p1");
    request.set_page_size(page_size);
    request.set_page_token(token);
    return request;
  }
  Status WriteWords(const std::string& id, const std::string& words) {
    v1::WriteNoteRequest request = NoteRequest("t", id);
    request.mutable_words()->set_text(words);
    return Write(request).status;
  }
};

TEST_F(ServerReads, GetAnswersTheRowOrSaysThatThereIsNone) {
  v1::GetNoteRequest request;
  request.set_name("programmes/p1/notes/none");
  v1::Note note;
  const Status status = client_->Unary(Path("GetNote"), request, &note).status;
  EXPECT_EQ(status.reason(), "RESOURCE_NOT_FOUND");
  request.set_name("programmes/p1/themes/none");
  EXPECT_EQ(client_->Unary(Path("GetNote"), request, &note).status.reason(), "INVALID_FIELDS");
}

TEST_F(ServerReads, ListGivesEveryRowOnceOverItsPages) {
  for (int i = 0; i < 7; ++i) ASSERT_TRUE(Write(NoteRequest("t")).status.ok());
  std::set<std::string> names;
  std::string token;
  int pages = 0;
  do {
    v1::ListNotesResponse response;
    const CallOutcome outcome = List(ListRequest(3, token), &response);
    ASSERT_TRUE(outcome.status.ok()) << outcome.status.ToString();
    EXPECT_LE(response.notes_size(), 3);
    for (const v1::Note& note : response.notes()) EXPECT_TRUE(names.insert(note.name()).second);
    token = response.next_page_token();
    ++pages;
  } while (!token.empty());
  EXPECT_EQ(names.size(), 7u);
  EXPECT_EQ(pages, 3);
}

TEST_F(ServerReads, ListFiltersByTheFieldsOfTheResource) {
  v1::Note note;
  ASSERT_TRUE(Write(NoteRequest("a", "a")).status.ok());
  ASSERT_TRUE(Write(NoteRequest("b", "b")).status.ok());
  v1::PinNoteRequest pin;
  pin.set_name("programmes/p1/notes/b");
  pin.mutable_pin_end_time()->set_seconds(4'000'000'000);
  ASSERT_TRUE(client_->Unary(Path("PinNote"), pin, &note).status.ok());
  v1::ListNotesRequest request = ListRequest(10);
  request.set_state(v1::Note::STATE_PINNED);
  v1::ListNotesResponse response;
  ASSERT_TRUE(List(request, &response).status.ok());
  ASSERT_EQ(response.notes_size(), 1);
  EXPECT_EQ(response.notes(0).title(), "b");
  request.set_page_token("AAAA");
  EXPECT_EQ(List(request, &response).status.reason(), "PAGE_TOKEN_INVALID");
}

TEST_F(ServerReads, ListOfAllProgrammesNeedsAGrantForAll) {
  ASSERT_TRUE(Write(NoteRequest("a")).status.ok());
  v1::ListNotesRequest request = ListRequest(10);
  request.set_parent("programmes/-");
  v1::ListNotesResponse response;
  ASSERT_TRUE(List(request, &response).status.ok());
  EXPECT_EQ(response.notes_size(), 1);
  const auto scoped = ClientOf({{kActorKey, "a"}, {kRolesKey, "reader@programmes/p1"}});
  EXPECT_EQ(scoped->Unary(Path("ListNotes"), request, &response).status.reason(),
            "PERMISSION_DENIED");
}

TEST_F(ServerReads, PersonalWordsOpenOnlyForThoseWhoMayAndOnTheRecord) {
  ASSERT_TRUE(WriteWords("n", "my own words").ok());
  v1::GetNoteRequest request;
  request.set_name("programmes/p1/notes/n");
  v1::Note note;
  ASSERT_TRUE(client_->Unary(Path("GetNote"), request, &note).status.ok());
  EXPECT_FALSE(note.has_words());
  request.set_with_personal(true);
  const Status refused = client_->Unary(Path("GetNote"), request, &note).status;
  EXPECT_EQ(refused.reason(), "PERMISSION_DENIED");
  EXPECT_EQ(refused.metadata().at("permission"), "notes.notes.readWords");
  const auto reader = ClientOf({{kActorKey, "a"},
                                {kRolesKey, "reader"},
                                {kPermissionsKey, "notes.notes.readWords@programmes/p1"},
                                {kReasonKey, "complaint 12"}});
  const CallOutcome opened = reader->Unary(Path("GetNote"), request, &note);
  ASSERT_TRUE(opened.status.ok()) << opened.status.ToString();
  EXPECT_EQ(note.words().text(), "my own words");
  EXPECT_EQ(opened.Get(kPositionKey), "notes=3");
}

TEST_F(ServerReads, ReadEventsGivesTheLogAsItIsStored) {
  for (int i = 0; i < 600; ++i) {
    v1::WriteNoteRequest request = NoteRequest("t" + std::to_string(i));
    ASSERT_TRUE(Write(request).status.ok());
  }
  platform::v1::ReadEventsRequest request;
  request.set_from_position(1);
  platform::v1::ReadEventsResponse response;
  int64_t expected = 1;
  const CallOutcome outcome =
      client_->Stream(kReadEvents, request, &response,
                      [&] {
                        platform::v1::RecordedEvent record;
                        EXPECT_TRUE(record.ParseFromString(response.recorded_event()));
                        EXPECT_EQ(record.position(), response.position());
                        EXPECT_EQ(response.position(), expected++);
                        return true;
                      },
                      {});
  EXPECT_TRUE(outcome.status.ok()) << outcome.status.ToString();
  EXPECT_EQ(expected, 602);
  request.set_from_position(10);
  request.set_to_position(12);
  int count = 0;
  EXPECT_TRUE(client_->Stream(kReadEvents, request, &response, [&] { return ++count > 0; }, {})
                  .status.ok());
  EXPECT_EQ(count, 3);
  request.set_from_position(0);
  EXPECT_EQ(
      client_->Stream(kReadEvents, request, &response, [] { return true; }, {}).status.reason(),
      "INVALID_FIELDS");
}

TEST_F(ServerReads, ReadEventsFollowsUntilTheCallerOrTheServiceEnds) {
  platform::v1::ReadEventsRequest request;
  request.set_from_position(1);
  request.set_follow(true);
  std::thread writer([this] {
    for (int i = 0; i < 5; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      EXPECT_TRUE(Write(NoteRequest("t")).status.ok());
    }
  });
  platform::v1::ReadEventsResponse response;
  const CallOutcome ended =
      client_->Stream(kReadEvents, request, &response, [&] { return response.position() < 6; }, {});
  writer.join();
  EXPECT_TRUE(ended.status.ok());
  EXPECT_EQ(response.position(), 6);
  std::thread stopper([this] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    (void)service_->Drain(std::chrono::seconds(5));
  });
  const CallOutcome stopped =
      client_->Stream(kReadEvents, request, &response, [] { return true; }, {});
  stopper.join();
  EXPECT_EQ(stopped.status.reason(), "STOPPING") << stopped.status.ToString();
}

TEST_F(ServerReads, APeerReadsWhatItsStreamLacks) {
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(Write(NoteRequest("t")).status.ok());
  ServiceOptions options = NotesOptions(folder_.path());
  options.peers = {"notes=127.0.0.1:" + std::to_string(service_->grpc_port())};
  const auto peers = Peers::Open(options, "other");
  ASSERT_TRUE(peers.ok());
  const auto events = (*peers)->Read("notes", 2, 4);
  ASSERT_TRUE(events.ok()) << events.status().ToString();
  ASSERT_EQ(events->size(), 3u);
  EXPECT_EQ(events->front().position, 2);
  EXPECT_EQ(events->back().position, 4);
  platform::v1::RecordedEvent record;
  ASSERT_TRUE(record.ParseFromString(events->front().bytes));
  EXPECT_EQ(record.position(), 2);
  EXPECT_EQ((*peers)->Read("notes", 9, 9).status().code(), Code::kUnavailable);
  EXPECT_EQ((*peers)->Read("elsewhere", 1, 1).status().code(), Code::kFailedPrecondition);
}

TEST_F(ServerReads, AdminTellsHowTheServiceIs) {
  platform::v1::GetStatusRequest request;
  platform::v1::GetStatusResponse status;
  ASSERT_TRUE(client_->Unary(AdminPath("GetStatus"), request, &status).status.ok());
  EXPECT_EQ(status.context(), "notes");
  EXPECT_EQ(status.deployment(), "local");
  EXPECT_EQ(status.last_position(), 1);
  EXPECT_TRUE(status.accepting_commands());
  EXPECT_FALSE(status.bus_connected());
  EXPECT_GT(status.start_time().seconds(), 1'700'000'000);
}

TEST_F(ServerReads, AdminRebuildsViewsAndListsTimers) {
  v1::Note note;
  ASSERT_TRUE(Write(NoteRequest("t", "n"), &note).status.ok());
  platform::v1::RebuildViewRequest rebuild;
  rebuild.set_view("no-such-view");
  platform::v1::RebuildViewResponse rebuilt;
  EXPECT_EQ(client_->Unary(AdminPath("RebuildView"), rebuild, &rebuilt).status.reason(),
            "VIEW_NOT_FOUND");
  rebuild.set_view("own-titles");
  EXPECT_TRUE(client_->Unary(AdminPath("RebuildView"), rebuild, &rebuilt).status.ok());
  v1::PinNoteRequest pin;
  pin.set_name(note.name());
  pin.mutable_pin_end_time()->set_seconds(4'000'000'000);
  ASSERT_TRUE(client_->Unary(Path("PinNote"), pin, &note).status.ok());
  platform::v1::ListTimersResponse timers;
  ASSERT_TRUE(client_->Unary(AdminPath("ListTimers"), platform::v1::ListTimersRequest(), &timers)
                  .status.ok());
  ASSERT_EQ(timers.timers_size(), 1);
  EXPECT_EQ(timers.timers(0).resource(), note.name());
  platform::v1::SkipParkedEventRequest skip;
  skip.mutable_source()->set_log("elsewhere");
  skip.mutable_source()->set_position(3);
  platform::v1::SkipParkedEventResponse skipped;
  EXPECT_EQ(client_->Unary(AdminPath("SkipParkedEvent"), skip, &skipped).status.reason(),
            "INVALID_FIELDS");
  skip.set_reason("it is a duplicate");
  EXPECT_EQ(client_->Unary(AdminPath("SkipParkedEvent"), skip, &skipped).status.reason(),
            "PARKED_EVENT_NOT_FOUND");
}

TEST_F(ServerReads, AStreamIsNotRecreatedWithoutAReasonOrABus) {
  platform::v1::RecreateStreamRequest request;
  platform::v1::RecreateStreamResponse response;
  EXPECT_EQ(client_->Unary(AdminPath("RecreateStream"), request, &response).status.reason(),
            "INVALID_FIELDS");
  request.set_reason("messages were lost");
  const Status away = client_->Unary(AdminPath("RecreateStream"), request, &response).status;
  EXPECT_EQ(away.code(), Code::kUnavailable) << away.ToString();
}

}  // namespace
}  // namespace fivestep::testing
