// For tests: the service of notes.proto inside the test's own process, without a bus, and a client.
#ifndef FIVESTEP_PLATFORM_RPC_RUNNING_NOTES_H_
#define FIVESTEP_PLATFORM_RPC_RUNNING_NOTES_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "platform/rpc/client.h"
#include "platform/rpc/log.h"
#include "platform/rpc/service_process.h"
#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep::testing {

inline ServiceOptions NotesOptions(const std::string& folder) {
  ServiceOptions options;
  options.data_dir = folder + "/data";
  options.key_dir = folder + "/keys";
  options.grpc_listen = "127.0.0.1:0";
  options.http_listen = "127.0.0.1:0";
  // Nobody listens there: commands must not need the bus.
  options.nats_urls = {"nats://127.0.0.1:1"};
  options.insecure_loopback = true;
  options.disk_reserve_mib = 0;
  return options;
}

class RunningNotes : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(OpenLog("notes", "off").ok());
    Start();
  }
  void Start() {
    auto started = ServiceProcess::Start(NotesOptions(folder_.path()), NotesModel("notes"));
    ASSERT_TRUE(started.ok()) << started.status().ToString();
    service_ = std::move(*started);
    client_ = ClientOf({{kActorKey, "a-1"}, {kRolesKey, "administrator,writer,reader,auditor"}});
  }
  std::unique_ptr<Client> ClientOf(Metadata metadata) {
    Client::Options options;
    options.target = "127.0.0.1:" + std::to_string(service_->grpc_port());
    options.metadata = std::move(metadata);
    auto opened = Client::Open(std::move(options));
    EXPECT_TRUE(opened.ok());
    return std::move(*opened);
  }

  static std::string Path(const std::string& method) {
    return "/fivestep.testing.v1.NotesService/" + method;
  }
  static std::string AdminPath(const std::string& method) {
    return "/fivestep.platform.v1.AdminService/" + method;
  }

  CallOutcome StartProgramme(const std::string& id) {
    v1::StartProgrammeRequest request;
    request.set_programme_id(id);
    v1::Programme programme;
    return client_->Unary(Path("StartProgramme"), request, &programme);
  }
  static v1::WriteNoteRequest NoteRequest(const std::string& title, const std::string& id = "") {
    v1::WriteNoteRequest request;
    request.set_parent("programmes/p1");
    request.set_note_id(id);
    request.set_title(title);
    return request;
  }
  CallOutcome Write(const v1::WriteNoteRequest& request, v1::Note* note = nullptr) {
    v1::Note ignored;
    return client_->Unary(Path("WriteNote"), request, note == nullptr ? &ignored : note);
  }

  TemporaryDirectory folder_;
  std::unique_ptr<ServiceProcess> service_;
  std::unique_ptr<Client> client_;
};

}  // namespace fivestep::testing

#endif  // FIVESTEP_PLATFORM_RPC_RUNNING_NOTES_H_
