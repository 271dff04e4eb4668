// The signed heads and the proofs that a running service gives.
#include <gtest/gtest.h>

#include <filesystem>

#include "fivestep/platform/v1/admin_service.pb.h"
#include "fivestep/platform/v1/audit_service.pb.h"
#include "platform/audit/checkpoint.h"
#include "platform/audit/merkle.h"
#include "platform/rpc/running_notes.h"

namespace fivestep::testing {
namespace {

namespace pb = platform::v1;

std::string View(const Sha256Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

class ServerAudit : public RunningNotes {
 protected:
  void SetUp() override {
    RunningNotes::SetUp();
    ASSERT_TRUE(StartProgramme("p1").status.ok());
  }
  void WriteSome(int count) {
    for (int i = 0; i < count; ++i) ASSERT_TRUE(Write(NoteRequest("t")).status.ok());
  }
  static std::string AuditPath(const std::string& method) {
    return "/fivestep.platform.v1.AuditService/" + method;
  }
  template <class Request, class Response>
  Status Ask(const std::string& method, const Request& request, Response* response) {
    return client_->Unary(AuditPath(method), request, response).status;
  }
  pb::Checkpoint Fresh() {
    pb::GetCheckpointRequest request;
    request.set_fresh(true);
    pb::Checkpoint checkpoint;
    const Status status = Ask("GetCheckpoint", request, &checkpoint);
    EXPECT_TRUE(status.ok()) << status.ToString();
    return checkpoint;
  }
  static CheckpointBody Verified(const pb::Checkpoint& checkpoint) {
    const auto key = VerifierKey::Parse(checkpoint.verifier_key());
    EXPECT_TRUE(key.ok()) << key.status().ToString();
    auto body = VerifyCheckpoint(checkpoint.note(), {*key});
    EXPECT_TRUE(body.ok()) << body.status().ToString();
    return *body;
  }
  pb::InclusionProof Prove(int64_t position, int64_t size, Status* status) {
    pb::GetInclusionProofRequest request;
    request.set_position(position);
    request.set_tree_size(size);
    pb::InclusionProof proof;
    *status = Ask("GetInclusionProof", request, &proof);
    return proof;
  }
  pb::ConsistencyProof ProveBeginning(int64_t first, int64_t second, Status* status) {
    pb::GetConsistencyProofRequest request;
    request.set_first_size(first);
    request.set_second_size(second);
    pb::ConsistencyProof proof;
    *status = Ask("GetConsistencyProof", request, &proof);
    return proof;
  }
};

TEST_F(ServerAudit, AFreshCheckpointCoversWhatWasAnsweredAndIsSigned) {
  WriteSome(3);
  const pb::Checkpoint checkpoint = Fresh();
  EXPECT_EQ(checkpoint.size(), 4);
  const CheckpointBody body = Verified(checkpoint);
  EXPECT_EQ(body.origin, "fivestep/local/notes");
  EXPECT_EQ(body.size, 4);
  EXPECT_EQ(View(body.root), checkpoint.root_hash());
  EXPECT_GT(checkpoint.sign_time().seconds(), 0);
}

TEST_F(ServerAudit, StatusSaysHowFarTheLogIsSigned) {
  EXPECT_EQ(Fresh().size(), 1);
  pb::GetStatusResponse status;
  ASSERT_TRUE(client_->Unary(AdminPath("GetStatus"), pb::GetStatusRequest(), &status).status.ok());
  EXPECT_EQ(status.checkpoint_size(), 1);
}

TEST_F(ServerAudit, AProofLeadsFromTheStoredEventToTheSignedRoot) {
  WriteSome(5);
  Status status;
  const pb::InclusionProof proof = Prove(3, 0, &status);
  ASSERT_TRUE(status.ok()) << status.ToString();
  EXPECT_EQ(proof.tree_size(), 6);
  const CheckpointBody body = Verified(proof.checkpoint());
  EXPECT_TRUE(VerifyInclusion(2, static_cast<uint64_t>(body.size), proof.leaf_hash(),
                              {proof.hashes().begin(), proof.hashes().end()}, View(body.root)));
}

TEST_F(ServerAudit, AnEarlierHeadIsProvedToBeginALaterOneAlsoAcrossARestart) {
  const pb::Checkpoint first = Fresh();
  WriteSome(4);
  service_.reset();
  Start();
  WriteSome(4);
  const pb::Checkpoint second = Fresh();
  Status status;
  const pb::ConsistencyProof proof = ProveBeginning(first.size(), 0, &status);
  ASSERT_TRUE(status.ok()) << status.ToString();
  EXPECT_EQ(proof.checkpoint().note(), second.note());
  EXPECT_TRUE(VerifyConsistency(
      static_cast<uint64_t>(first.size()), static_cast<uint64_t>(second.size()),
      {proof.hashes().begin(), proof.hashes().end()}, first.root_hash(), second.root_hash()));
}

TEST_F(ServerAudit, EverySignedHeadIsListedOnceOverThePages) {
  for (int i = 0; i < 3; ++i) {
    WriteSome(1);
    (void)Fresh();
  }
  std::vector<int64_t> sizes;
  pb::ListCheckpointsRequest request;
  request.set_page_size(2);
  do {
    pb::ListCheckpointsResponse response;
    ASSERT_TRUE(Ask("ListCheckpoints", request, &response).ok());
    for (const auto& checkpoint : response.checkpoints()) {
      (void)Verified(checkpoint);
      sizes.push_back(checkpoint.size());
    }
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(sizes, (std::vector<int64_t>{2, 3, 4}));
}

TEST_F(ServerAudit, WhatTheLogDoesNotHoldCannotBeProved) {
  WriteSome(3);
  Status status;
  (void)Prove(9, 0, &status);
  EXPECT_EQ(status.code(), Code::kNotFound);
  (void)Prove(3, 2, &status);
  EXPECT_EQ(status.reason(), "PROOF_OUT_OF_RANGE");
  (void)Prove(3, 9, &status);
  EXPECT_EQ(status.reason(), "PROOF_OUT_OF_RANGE");
  (void)Prove(0, 0, &status);
  EXPECT_EQ(status.reason(), "INVALID_FIELDS");
  (void)ProveBeginning(9, 0, &status);
  EXPECT_EQ(status.reason(), "PROOF_OUT_OF_RANGE");
  (void)ProveBeginning(3, 2, &status);
  EXPECT_EQ(status.reason(), "PROOF_OUT_OF_RANGE");
  (void)ProveBeginning(2, 9, &status);
  EXPECT_EQ(status.reason(), "PROOF_OUT_OF_RANGE");
}

TEST_F(ServerAudit, APageTokenOfAnotherListIsRefused) {
  pb::ListCheckpointsRequest request;
  request.set_page_token("nonsense");
  pb::ListCheckpointsResponse response;
  EXPECT_EQ(Ask("ListCheckpoints", request, &response).reason(), "PAGE_TOKEN_INVALID");
}

TEST_F(ServerAudit, AReaderWithoutTheRoleGetsNoProof) {
  client_ = ClientOf({{kActorKey, "a-2"}, {kRolesKey, "reader"}});
  Status status;
  (void)Prove(1, 0, &status);
  EXPECT_EQ(status.code(), Code::kPermissionDenied);
}

TEST_F(ServerAudit, ALogShorterThanItsCheckpointFileDoesNotStart) {
  WriteSome(3);
  (void)Fresh();
  service_.reset();
  std::filesystem::remove_all(folder_ / "data/log");
  auto started = ServiceProcess::Start(NotesOptions(folder_.path()), NotesModel("notes"));
  ASSERT_FALSE(started.ok());
  EXPECT_EQ(started.status().code(), Code::kDataLoss);
  EXPECT_NE(started.status().message().find("events 1 to 4 are lost"), std::string::npos)
      << started.status().message();
}

TEST_F(ServerAudit, AStopThatLeavesEventsUnsignedSaysSo) {
  WriteSome(1);
  std::filesystem::create_directories(folder_ / "data/checkpoint/in-the-way");
  EXPECT_EQ(service_->Drain(std::chrono::seconds(1)).code(), Code::kUnavailable);
}

TEST_F(ServerAudit, ANewKeyIsTakenAndTheOldHeadsStay) {
  (void)Fresh();
  service_.reset();
  std::filesystem::remove(folder_ / "keys/audit.key");
  Start();
  WriteSome(1);
  EXPECT_EQ(Verified(Fresh()).size, 2);
}

TEST_F(ServerAudit, AKeyOfAnotherLogIsRefused) {
  service_.reset();
  ServiceOptions options = NotesOptions(folder_.path());
  options.deployment = "elsewhere";
  options.data_dir += "-elsewhere";
  auto started = ServiceProcess::Start(options, NotesModel("notes"));
  ASSERT_FALSE(started.ok());
  EXPECT_EQ(started.status().code(), Code::kFailedPrecondition);
  EXPECT_NE(started.status().message().find("audit key"), std::string::npos);
}

}  // namespace
}  // namespace fivestep::testing
