// `fivestep audit` against a running service, and its stream on a real nats-server. The test's
// context stands where the command line expects engagement.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "bus_streams.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "fivestep/platform/v1/audit_service.pb.h"
#include "fivestep/platform/v1/record.pb.h"
#include "platform/audit/checkpoint.h"
#include "platform/audit/merkle.h"
#include "platform/audit/receipt.h"
#include "platform/rpc/running_notes.h"
#include "platform/testing/nats_fixture.h"

namespace fivestep::testing {
namespace {

using cli::AuditCommand;
using Action = cli::AuditCommand::Action;
using ::testing::HasSubstr;

constexpr char kContext[] = "engagement";
constexpr int kEvents = 21;

class AuditCli : public ::testing::Test {
 protected:
  AuditCli() {
    EXPECT_TRUE(OpenLog("notes", "off").ok());
    ServiceOptions options = NotesOptions(folder_.path());
    options.nats_urls = {nats_.url()};
    auto started = ServiceProcess::Start(options, NotesModel(kContext));
    EXPECT_TRUE(started.ok()) << started.status().ToString();
    service_ = std::move(*started);
    const std::string address = "127.0.0.1:" + std::to_string(service_->grpc_port());
    Fill(address);
    cli::Settings settings;
    settings.addresses = cli::DefaultAddresses();
    settings.addresses[kContext] = address;
    settings.roles = "auditor";
    settings.positions = false;
    session_ = std::move(*cli::Session::Open(settings));
  }

  void Fill(const std::string& address) {
    Client::Options options;
    options.target = address;
    options.metadata = {{kActorKey, "a-1"}, {kRolesKey, "administrator,writer"}};
    const auto client = std::move(*Client::Open(options));
    v1::StartProgrammeRequest start;
    start.set_programme_id("p1");
    v1::Programme programme;
    const std::string path = "/fivestep.testing.v1.NotesService/";
    ASSERT_TRUE(client->Unary(path + "StartProgramme", start, &programme).status.ok());
    for (int i = 1; i < kEvents; ++i) {
      v1::WriteNoteRequest note;
      note.set_parent("programmes/p1");
      note.set_title("note " + std::to_string(i));
      v1::Note ignored;
      ASSERT_TRUE(client->Unary(path + "WriteNote", note, &ignored).status.ok());
    }
  }

  int RunIt(AuditCommand command) {
    if (command.action != Action::kCheck) command.context = kContext;
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    const int code = cli::Run(command, *session_);
    out_ = ::testing::internal::GetCapturedStdout();
    err_ = ::testing::internal::GetCapturedStderr();
    return code;
  }

  int Compare(const std::string& nats_url = "") {
    AuditCommand command;
    command.action = Action::kCompare;
    command.nats_url = nats_url.empty() ? nats_.url() : nats_url;
    return RunIt(command);
  }

  platform::v1::Checkpoint Head() {
    platform::v1::GetCheckpointRequest request;
    request.set_fresh(true);
    const auto head =
        session_->Ask<platform::v1::Checkpoint>(kContext, "AuditService/GetCheckpoint", request);
    EXPECT_TRUE(head.ok()) << head.status().ToString();
    return head.ok() ? *head : platform::v1::Checkpoint();
  }
  std::string File(const std::string& name, const std::string& text) {
    std::ofstream(files_ / name) << text;
    return files_ / name;
  }

  NatsServer nats_;
  TemporaryDirectory folder_;
  TemporaryDirectory files_;
  std::unique_ptr<ServiceProcess> service_;
  std::unique_ptr<cli::Session> session_;
  std::string out_;
  std::string err_;
};

TEST_F(AuditCli, VerifiesARunningServiceAgainstAKeptCheckpoint) {
  const platform::v1::Checkpoint head = Head();
  AuditCommand command;
  command.checkpoints = {File("kept", head.note())};
  command.key = File("key", head.verifier_key() + "\n");
  EXPECT_EQ(RunIt(command), cli::kDone) << out_ << err_;
  EXPECT_THAT(out_, HasSubstr("21 events"));
  EXPECT_THAT(out_, HasSubstr("All is as it was recorded and signed."));
}

TEST_F(AuditCli, NoticesThatTheLogDoesNotContainAKeptCheckpoint) {
  const platform::v1::Checkpoint head = Head();
  const SigningKey key = *SigningKey::Generate(ReadCheckpoint(head.note())->origin);
  AuditCommand command;
  command.checkpoints = {
      File("kept", *SignCheckpoint({key.name(), 7, LeafHash("another history"), {}}, key))};
  EXPECT_EQ(RunIt(command), cli::kRefused);
  EXPECT_THAT(out_, HasSubstr("This log is not as it was."));
}

TEST_F(AuditCli, AReceiptOfAnEventIsCheckedOffline) {
  const platform::v1::Checkpoint head = Head();
  AuditCommand prove;
  prove.action = Action::kProve;
  prove.event = "7";
  prove.output = files_ / "receipt";
  ASSERT_EQ(RunIt(prove), cli::kDone) << err_;
  service_.reset();
  AuditCommand check;
  check.action = Action::kCheck;
  check.receipt = prove.output;
  check.key = head.verifier_key();
  EXPECT_EQ(RunIt(check), cli::kDone) << err_;
  EXPECT_THAT(out_, HasSubstr("stands at position 7"));
}

TEST_F(AuditCli, ProvesAnEventByItsId) {
  AuditCommand prove;
  prove.action = Action::kProve;
  prove.event = "3";
  ASSERT_EQ(RunIt(prove), cli::kDone) << err_;
  const Result<Receipt> by_position = ParseReceipt(out_);
  ASSERT_TRUE(by_position.ok()) << by_position.status().ToString();
  platform::v1::RecordedEvent record;
  ASSERT_TRUE(record.ParseFromString(by_position->event));
  prove.event = record.id();
  ASSERT_EQ(RunIt(prove), cli::kDone) << err_;
  EXPECT_EQ(ParseReceipt(out_)->index, 2);
  prove.event = "no-such-id";
  EXPECT_EQ(RunIt(prove), cli::kRefused);
}

TEST_F(AuditCli, ExportsEveryEventWithItsProof) {
  AuditCommand command;
  command.action = Action::kExport;
  ASSERT_EQ(RunIt(command), cli::kDone) << err_;
  std::istringstream lines(out_);
  std::string line;
  int count = 0;
  while (std::getline(lines, line)) {
    EXPECT_TRUE(line.starts_with("{\"log\":\"engagement\"")) << line;
    EXPECT_THAT(line, HasSubstr(count == 0 ? "\"checkpoint\":" : "\"leaf_hash\":"));
    ++count;
  }
  EXPECT_EQ(count, kEvents + 1);
}

TEST_F(AuditCli, ComparesTheLogWithItsStream) {
  EXPECT_TRUE(TestLog::Eventually([this] { return Compare() == cli::kDone; })) << out_ << err_;
  EXPECT_THAT(out_, HasSubstr("They are the same."));
}

// Another bus, whose stream somebody has made.
TEST_F(AuditCli, NamesTheEventsInWhichTheStreamDiffers) {
  ASSERT_TRUE(TestLog::Eventually([this] { return Compare() == cli::kDone; })) << out_ << err_;
  const StreamPlan plan = EventStreamPlan(NotesOptions(folder_.path()).deployment, kContext, 1);
  std::vector<std::string> bodies = TestClient(nats_.url()).Bodies(plan.name, kEvents);
  bodies[4] += "x";
  NatsServer other;
  TestClient client(other.url());
  client.AddOpenStream(plan);
  std::string subject = plan.subject;
  subject.replace(subject.size() - 1, 1, "p1.NoteWritten");
  for (const std::string& body : bodies) client.Publish(subject, body);
  client.DeleteMessage(plan.name, 9);
  EXPECT_EQ(Compare(other.url()), cli::kRefused);
  EXPECT_THAT(out_, HasSubstr("different bytes as event 5"));
  EXPECT_THAT(out_, HasSubstr("The stream lacks event 9"));
}

TEST_F(AuditCli, SaysThatTheBusIsNotThere) {
  nats_.Stop();
  EXPECT_EQ(Compare(), cli::kNotReached);
}

}  // namespace
}  // namespace fivestep::testing
