#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>

#include "fivestep/platform/v1/audit_service.pb.h"
#include "platform/audit/checkpoint.h"
#include "platform/audit/merkle.h"
#include "platform/rpc/running_notes.h"

namespace fivestep::testing {
namespace {

constexpr char kVerifyLog[] = "/fivestep.platform.v1.AuditService/VerifyLog";
using platform::v1::VerifyLogRequest;
using platform::v1::VerifyLogResponse;

class VerifyLogCall : public RunningNotes {
 protected:
  void SetUp() override {
    RunningNotes::SetUp();
    ASSERT_TRUE(StartProgramme("p1").status.ok());
    for (int i = 0; i < 20; ++i) ASSERT_TRUE(Write(NoteRequest("t")).status.ok());
  }
  // The last message is left in `response`.
  static Status Verify(const Client& client, const VerifyLogRequest& request,
                       VerifyLogResponse* response) {
    VerifyLogResponse message;
    const auto visit = [&] {
      *response = message;
      return true;
    };
    return client.Stream(kVerifyLog, request, &message, visit, {}).status;
  }
};

TEST_F(VerifyLogCall, EndsWithWhatWasChecked) {
  VerifyLogResponse response;
  const Status status = Verify(*client_, {}, &response);
  ASSERT_TRUE(status.ok()) << status.ToString();
  EXPECT_EQ(response.phase(), "done");
  EXPECT_EQ(response.size(), 21);
  EXPECT_EQ(response.row_count(), 21);
  EXPECT_EQ(response.root_hash().size(), 32u);
  EXPECT_EQ(response.findings_size(), 0) << response.findings(0).message();
}

TEST_F(VerifyLogCall, LeavesRowsOutWhenAsked) {
  VerifyLogRequest request;
  request.set_events_only(true);
  VerifyLogResponse response;
  ASSERT_TRUE(Verify(*client_, request, &response).ok());
  EXPECT_EQ(response.size(), 21);
  EXPECT_EQ(response.row_count(), 0);
}

TEST_F(VerifyLogCall, RefusesACheckpointThatIsNotOfThisLog) {
  const SigningKey key = *SigningKey::Generate("somebody/else");
  VerifyLogRequest request;
  request.add_held_checkpoints(*SignCheckpoint({"somebody/else", 3, EmptyRoot(), {}}, key));
  VerifyLogResponse response;
  ASSERT_TRUE(Verify(*client_, request, &response).ok());
  ASSERT_EQ(response.findings_size(), 1);
  EXPECT_EQ(response.findings(0).check(), "checkpoint");
}

TEST_F(VerifyLogCall, TwoAtOnceAreOneAndARefusal) {
  std::atomic<int> done = 0;
  const auto check = [this, &done] {
    const auto client = ClientOf({{kActorKey, "a-1"}, {kRolesKey, "auditor"}});
    for (int i = 0; i < 10; ++i) {
      VerifyLogResponse response;
      const Status status = Verify(*client, {}, &response);
      if (status.ok()) {
        ++done;
        EXPECT_EQ(response.phase(), "done");
      } else {
        EXPECT_EQ(status.reason(), "ALREADY_RUNNING") << status.ToString();
      }
    }
  };
  std::thread other(check);
  check();
  other.join();
  EXPECT_GE(done, 1);
}

TEST_F(VerifyLogCall, NeedsAnAuditor) {
  const auto client = ClientOf({{kActorKey, "a-1"}, {kRolesKey, "writer"}});
  VerifyLogResponse response;
  EXPECT_EQ(Verify(*client, {}, &response).code(), Code::kPermissionDenied);
}

}  // namespace
}  // namespace fivestep::testing
