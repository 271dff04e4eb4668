// Backups through AdminService, and a service over a log that was restored from one.
#include <gtest/gtest.h>

#include <filesystem>

#include "fivestep/platform/v1/admin_service.pb.h"
#include "platform/eventlog/log_backup.h"
#include "platform/rpc/running_notes.h"

namespace fivestep::testing {
namespace {

namespace pb = platform::v1;

class ServerBackups : public RunningNotes {
 protected:
  void SetUp() override {
    ASSERT_TRUE(OpenLog("notes", "off").ok());
    StartWith(folder_ / "backups");
  }
  void StartWith(const std::string& backup_dir) {
    ServiceOptions options = NotesOptions(folder_.path());
    options.backup_dir = backup_dir;
    auto started = ServiceProcess::Start(options, NotesModel("notes"));
    ASSERT_TRUE(started.ok()) << started.status().ToString();
    service_ = std::move(*started);
    client_ = ClientOf({{kActorKey, "a-1"}, {kRolesKey, "administrator,writer,reader,auditor"}});
  }
  Status BackUp(pb::BackUpLogResponse* response) {
    return client_->Unary(AdminPath("BackUpLog"), pb::BackUpLogRequest(), response).status;
  }
  pb::GetStatusResponse State() {
    pb::GetStatusResponse state;
    EXPECT_TRUE(client_->Unary(AdminPath("GetStatus"), pb::GetStatusRequest(), &state).status.ok());
    return state;
  }
  Status Accept(const std::string& reason) {
    pb::AcceptRestoredLogRequest request;
    request.set_reason(reason);
    pb::AcceptRestoredLogResponse response;
    return client_->Unary(AdminPath("AcceptRestoredLog"), request, &response).status;
  }
};

TEST_F(ServerBackups, AreTakenListedAndSeenInTheStatus) {
  ASSERT_TRUE(StartProgramme("p1").status.ok());
  EXPECT_FALSE(State().has_last_backup_time());
  pb::BackUpLogResponse taken;
  const Status status = BackUp(&taken);
  ASSERT_TRUE(status.ok()) << status.ToString();
  EXPECT_EQ(taken.backup().position(), 1);
  EXPECT_EQ(taken.directory(), folder_ / "backups");
  EXPECT_GT(taken.written_bytes(), 0);
  pb::ListBackupsResponse list;
  ASSERT_TRUE(
      client_->Unary(AdminPath("ListBackups"), pb::ListBackupsRequest(), &list).status.ok());
  ASSERT_EQ(list.backups_size(), 1);
  EXPECT_EQ(list.backups(0).position(), 1);
  EXPECT_EQ(State().last_backup_time().seconds(), list.backups(0).create_time().seconds());
}

TEST_F(ServerBackups, WithoutAFolderAreRefusedWithTheFlagToGive) {
  service_.reset();
  StartWith("");
  pb::BackUpLogResponse taken;
  const Status status = BackUp(&taken);
  EXPECT_EQ(status.reason(), "BACKUP_NOT_CONFIGURED");
  EXPECT_NE(status.message().find("--backup-dir"), std::string::npos);
}

TEST_F(ServerBackups, NeedTheRoleOfAnAdministrator) {
  client_ = ClientOf({{kActorKey, "a-2"}, {kRolesKey, "writer"}});
  pb::BackUpLogResponse taken;
  EXPECT_EQ(BackUp(&taken).code(), Code::kPermissionDenied);
  EXPECT_EQ(Accept("it is whole").code(), Code::kPermissionDenied);
}

TEST_F(ServerBackups, ARestoredServiceReadsAndRefusesUntilAnAdministratorAccepts) {
  ASSERT_TRUE(StartProgramme("p1").status.ok());
  ASSERT_TRUE(Write(NoteRequest("one", "n1")).status.ok());
  pb::BackUpLogResponse taken;
  ASSERT_TRUE(BackUp(&taken).ok());
  service_.reset();
  std::filesystem::remove_all(folder_ / "data");
  ASSERT_TRUE(RestoreLog({folder_ / "backups", folder_ / "data", 0, false}).ok());
  StartWith(folder_ / "backups");

  v1::GetNoteRequest get;
  get.set_name("programmes/p1/notes/n1");
  v1::Note note;
  EXPECT_TRUE(client_->Unary(Path("GetNote"), get, &note).status.ok());
  const Status refused = Write(NoteRequest("two", "n2")).status;
  EXPECT_EQ(refused.code(), Code::kUnavailable);
  EXPECT_EQ(refused.reason(), "LOG_RESTORED");
  EXPECT_GT(refused.retry_after().count(), 0);
  EXPECT_FALSE(State().restore_state().empty());
  EXPECT_FALSE(State().accepting_commands());

  EXPECT_EQ(Accept("").code(), Code::kInvalidArgument);
  const Status accepted = Accept("the stream is lost");
  ASSERT_TRUE(accepted.ok()) << accepted.ToString();
  EXPECT_TRUE(State().restore_state().empty());
  EXPECT_TRUE(Write(NoteRequest("two", "n2")).status.ok());
  EXPECT_EQ(Accept("again").reason(), "LOG_NOT_RESTORED");
}

}  // namespace
}  // namespace fivestep::testing
