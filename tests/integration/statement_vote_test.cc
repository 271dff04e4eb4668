// A vote on statements through gRPC, with as many votes as a county would cast.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "codesign/codesign_service.h"
#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "platform/rpc/client.h"
#include "platform/rpc/log.h"
#include "platform/rpc/service_process.h"
#include "platform/testing/test_log.h"

namespace fivestep {
namespace {

using testing::TemporaryDirectory;
using testing::TestLog;
namespace cv1 = codesign::v1;

const std::string kProgramme = "programmes/p1";
const std::string kVote = kProgramme + "/statementVotes/v1";
constexpr int kStatements = 165;

// `event` as another service's log would hold it.
template <class Event>
std::string Recorded(int64_t position, const std::string& stream, const Event& event) {
  platform::v1::RecordedEvent record;
  record.set_position(position);
  record.set_stream(stream);
  record.set_stream_version(1);
  record.set_id("event-" + std::to_string(position));
  record.set_type(Event::descriptor()->full_name());
  record.set_programme(kProgramme);
  record.set_payload(event.SerializeAsString());
  return record.SerializeAsString();
}

class StatementVoting : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(OpenLog("codesign", "off").ok());
    OpenVote();
    ServiceOptions options;
    options.deployment = "test";
    options.data_dir = folder_.path();
    options.key_dir = folder_ / "keys";
    options.grpc_listen = "127.0.0.1:0";
    options.http_listen = "127.0.0.1:0";
    options.nats_urls = {"nats://127.0.0.1:1"};  // nobody listens there
    options.insecure_loopback = true;
    options.disk_reserve_mib = 0;
    auto started = ServiceProcess::Start(options, codesign::MakeModel());
    ASSERT_TRUE(started.ok()) << started.status().ToString();
    service_ = std::move(*started);
    facilitator_ = ClientOf("facilitator");
  }

  // What other services would have told, and a vote with its statements, in the log before the
  // service starts.
  void OpenVote() {
    TestLog log(folder_.path(), codesign::MakeModel());
    programme::v1::ProgrammeOpened opened;
    opened.set_programme(kProgramme);
    log.Ingest("programme", 1, Recorded(1, "programme/p1", opened));
    analysis::v1::TargetAreaApproved approved;
    approved.set_target_area(kProgramme + "/targetAreas/smoking");
    log.Ingest("analysis", 1, Recorded(1, "target_area/smoking", approved));
    cv1::OpenStatementVoteRequest open;
    open.set_parent(kProgramme);
    open.set_statement_vote_id("v1");
    open.set_brief(kProgramme + "/briefs/smoking");
    ASSERT_TRUE(log.Run(open).status.ok());
    cv1::AddStatementsRequest add;
    add.set_name(kVote);
    for (int i = 0; i < kStatements; ++i) {
      add.add_statements()->set_text("Statement " + std::to_string(i));
      add.mutable_statements(i)->set_standing(cv1::STATEMENT_STANDING_ACCEPTED);
    }
    ASSERT_TRUE(log.Run(add).status.ok());
  }

  std::unique_ptr<Client> ClientOf(const std::string& roles) {
    Client::Options options;
    options.target = "127.0.0.1:" + std::to_string(service_->grpc_port());
    options.metadata = {{kActorKey, "a-1"}, {kRolesKey, roles}};
    auto opened = Client::Open(std::move(options));
    EXPECT_TRUE(opened.ok());
    return std::move(*opened);
  }
  template <class Response>
  Status Call(const Client& client, const std::string& method,
              const google::protobuf::Message& request, Response* response) {
    return client.Unary("/fivestep.codesign.v1.CodesignService/" + method, request, response)
        .status;
  }

  // Voters `first` up to `last`, 40 votes each, in two camps.
  static cv1::CastVotesRequest Cast(int first, int last) {
    cv1::CastVotesRequest request;
    request.set_name(kVote);
    for (int voter = first; voter < last; ++voter) {
      cv1::VoterVotes& entry = *request.add_voters();
      entry.set_token("token-" + std::to_string(100'000 + voter));
      for (int i = 0; i < 40; ++i) {
        const int number = 1 + (voter * 13 + i * 4) % kStatements;
        const bool agrees = (voter % 3 == 0) == (number % 2 == 0);
        (voter + i * 7) % 10 == 0 ? entry.add_passes(number)
        : agrees                  ? entry.add_agrees(number)
                                  : entry.add_disagrees(number);
      }
    }
    return request;
  }
  void Close() {
    cv1::CloseStatementVoteRequest close;
    close.set_name(kVote);
    cv1::StatementVote vote;
    const Status status = Call(*facilitator_, "CloseStatementVote", close, &vote);
    ASSERT_TRUE(status.ok()) << status.ToString();
  }

  TemporaryDirectory folder_;
  std::unique_ptr<ServiceProcess> service_;
  std::unique_ptr<Client> facilitator_;
};

TEST_F(StatementVoting, TakesAHundredThousandVotesInBatches) {
  constexpr int kVoters = 2'500;
  constexpr int kVotersPerCall = 250;
  cv1::StatementVote vote;
  for (int first = 0; first < kVoters; first += kVotersPerCall) {
    const Status status =
        Call(*facilitator_, "CastVotes", Cast(first, first + kVotersPerCall), &vote);
    ASSERT_TRUE(status.ok()) << status.ToString();
  }
  EXPECT_EQ(vote.vote_count(), 40 * kVoters);
  EXPECT_EQ(vote.batch_count(), kVoters / kVotersPerCall);
}

TEST_F(StatementVoting, TakesCommandsWhileAResultIsComputed) {
  cv1::StatementVote vote;
  ASSERT_TRUE(Call(*facilitator_, "CastVotes", Cast(0, 381), &vote).ok());
  Close();
  std::atomic<bool> done = false;
  std::atomic<int> commands = 0;
  std::thread others([&] {
    const auto client = ClientOf("facilitator");
    while (!done) {
      cv1::OpenStatementVoteRequest open;
      open.set_parent(kProgramme);
      open.set_brief(kProgramme + "/briefs/smoking");
      open.set_title("Another");
      open.set_question("And this?");
      cv1::StatementVote opened;
      EXPECT_TRUE(Call(*client, "OpenStatementVote", open, &opened).ok());
      ++commands;
    }
  });
  cv1::ComputeOpinionsRequest compute;
  compute.set_parent(kProgramme);
  compute.set_opinion_result_id("r1");
  compute.set_statement_vote(kVote);
  cv1::OpinionResult result;
  const Status status = Call(*facilitator_, "ComputeOpinions", compute, &result);
  done = true;
  others.join();
  ASSERT_TRUE(status.ok()) << status.ToString();
  EXPECT_EQ(result.findings().voter_count(), 381);
  EXPECT_EQ(result.findings().answer(), cv1::OPINION_ANSWER_GROUPS);
  EXPECT_EQ(result.findings().statements_size(), kStatements);
  EXPECT_GT(commands, 0);
}

TEST_F(StatementVoting, GivesVotesOnlyToWhomTheyAreExported) {
  cv1::StatementVote vote;
  ASSERT_TRUE(Call(*facilitator_, "CastVotes", Cast(0, 3), &vote).ok());
  cv1::ExportVotesRequest request;
  request.set_name(kVote);
  cv1::ExportVotesResponse response;
  EXPECT_EQ(Call(*facilitator_, "ExportVotes", request, &response).code(), Code::kPermissionDenied);
  const Status status = Call(*ClientOf("auditor"), "ExportVotes", request, &response);
  ASSERT_TRUE(status.ok()) << status.ToString();
  EXPECT_EQ(response.voters_size(), 3);
  EXPECT_EQ(response.statements_size(), kStatements);
}

TEST_F(StatementVoting, RefusesACallThatBreaksTheRulesAsAWhole) {
  cv1::CastVotesRequest request = Cast(0, 2);
  request.mutable_voters(1)->add_agrees(kStatements + 1);
  cv1::StatementVote vote;
  const Status status = Call(*facilitator_, "CastVotes", request, &vote);
  EXPECT_EQ(status.reason(), "VOTES_NOT_VALID");
  EXPECT_EQ(status.violations().at(0).field, "voters[1].agrees");
  cv1::GetStatementVoteRequest get;
  get.set_name(kVote);
  ASSERT_TRUE(Call(*facilitator_, "GetStatementVote", get, &vote).ok());
  EXPECT_EQ(vote.vote_count(), 0);
}

TEST_F(StatementVoting, IsNotRepeatedWithTheSameRequestId) {
  cv1::CastVotesRequest request = Cast(0, 2);
  request.set_request_id("once");
  cv1::StatementVote vote;
  ASSERT_TRUE(Call(*facilitator_, "CastVotes", request, &vote).ok());
  ASSERT_TRUE(Call(*facilitator_, "CastVotes", request, &vote).ok());
  EXPECT_EQ(vote.batch_count(), 1);
}

}  // namespace
}  // namespace fivestep
