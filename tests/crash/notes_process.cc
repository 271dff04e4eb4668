#include "crash/notes_process.h"

#include <grpcpp/channel.h>
#include <signal.h>

#include <chrono>
#include <stdexcept>

#include "fivestep/platform/v1/admin_service.pb.h"
#include "fivestep/platform/v1/audit_service.pb.h"
#include "platform/rpc/call.h"
#include "system/observe.h"
#include "system/ports.h"
#include "system/stack.h"

namespace fivestep::testing {
namespace {

constexpr std::chrono::seconds kStartLimit{60};
constexpr std::chrono::seconds kStopLimit{20};

std::string Loopback(int port) { return "127.0.0.1:" + std::to_string(port); }

Client::CallOptions AsAuditor() {
  Client::CallOptions options;
  options.metadata = {{kActorKey, "a-1"}, {kRolesKey, "auditor,administrator"}};
  return options;
}

}  // namespace

NotesProcess::NotesProcess() {
  const std::vector<int> ports = FreePorts(2);
  grpc_port_ = ports[0];
  http_port_ = ports[1];
  Client::Options options;
  options.target = Loopback(grpc_port_);
  options.metadata = {{kActorKey, "a-1"}, {kRolesKey, "administrator,writer,reader"}};
  client_ = std::move(Client::Open(options).value());
  Start();
}

void NotesProcess::Start() {
  process_ = std::make_unique<Process>(Process::Options{
      .words = {BinaryDirectory() / "crash_notes_service", "--insecure-loopback", "--data-dir",
                directory_ / "data", "--key-dir", directory_ / "keys", "--grpc-listen",
                Loopback(grpc_port_), "--http-listen", Loopback(http_port_),
                // Nobody listens there: commands and timers must not need the bus.
                "--nats-url", "nats://127.0.0.1:1"},
      .environment = {},
      .output = directory_ / "notes.log"});
  const bool ready =
      Eventually([&] { return !process_->running() || HttpStatus(http_port_, "/readyz") == 200; },
                 kStartLimit);
  if (!ready || !process_->running()) {
    throw std::runtime_error("notes did not start:\n" + ReadFile(directory_ / "notes.log"));
  }
  grpc::Channel& channel = *client_->channel();
  grpc::experimental::ChannelResetConnectionBackoff(&channel);
  channel.WaitForConnected(std::chrono::system_clock::now() + kStartLimit);
}

void NotesProcess::Kill() {
  process_->Signal(SIGKILL);
  process_->Wait(kStopLimit);
}

void NotesProcess::Stop() {
  process_->Signal(SIGTERM);
  if (process_->Wait(kStopLimit) != 0) throw std::runtime_error("notes did not stop well");
}

Status NotesProcess::Call(const std::string& method, const google::protobuf::Message& request,
                          google::protobuf::Message* response) const {
  return client_->Unary("/fivestep.testing.v1.NotesService/" + method, request, response).status;
}

std::vector<platform::v1::RecordedEvent> NotesProcess::Events() const {
  platform::v1::ReadEventsRequest request;
  request.set_from_position(1);
  platform::v1::ReadEventsResponse response;
  std::vector<platform::v1::RecordedEvent> events;
  const CallOutcome outcome = client_->Stream(
      "/fivestep.platform.v1.AuditService/ReadEvents", request, &response,
      [&] { return events.emplace_back().ParseFromString(response.recorded_event()); },
      AsAuditor());
  if (!outcome.status.ok()) throw std::runtime_error(outcome.status.ToString());
  return events;
}

int NotesProcess::TimerCount() const {
  platform::v1::ListTimersRequest request;
  request.set_page_size(1'000);
  platform::v1::ListTimersResponse response;
  const CallOutcome outcome = client_->Unary("/fivestep.platform.v1.AdminService/ListTimers",
                                             request, &response, AsAuditor());
  if (!outcome.status.ok()) throw std::runtime_error(outcome.status.ToString());
  return response.timers_size();
}

}  // namespace fivestep::testing
