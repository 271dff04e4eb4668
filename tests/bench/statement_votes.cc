// What a vote on statements costs: votes in batches through gRPC, and its opinion groups.
//
//   fivestep_bench_votes FOLDER [--rounds 3]
//
// Each round takes a new codesign service in FOLDER, in this process, whose bus is away: with a
// vote as large as the larger of the published conversations that we compare ourselves with (381
// voters, 165 statements). Prints rows of the benchmark's table and exits 1 when a goal is missed.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "bench/report.h"
#include "codesign/codesign_service.h"
#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "platform/rpc/call.h"
#include "platform/rpc/client.h"
#include "platform/rpc/log.h"
#include "platform/rpc/service_process.h"
#include "platform/testing/test_log.h"

namespace fivestep::bench {
namespace {

namespace pb = codesign::v1;
using SteadyClock = std::chrono::steady_clock;

const std::string kProgramme = "programmes/bench";
const std::string kBrief = kProgramme + "/briefs/smoking";
constexpr int kStatements = 165;
constexpr int kVotesPerVoter = 40;
constexpr int kVoters = 2'500;
constexpr int kVotersPerCall = 250;
constexpr int kOpinionVoters = 381;
constexpr double kVotesGoal = 20'000;
constexpr double kOpinionSecondsGoal = 0.5;
constexpr int kMissed = 1;
constexpr int kFailed = 2;

double SecondsSince(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

// `event` as another service's log would hold it.
template <class Event>
std::string Recorded(const std::string& stream, const Event& event) {
  platform::v1::RecordedEvent record;
  record.set_position(1);
  record.set_stream(stream);
  record.set_stream_version(1);
  record.set_id(stream);
  record.set_type(Event::descriptor()->full_name());
  record.set_programme(kProgramme);
  record.set_payload(event.SerializeAsString());
  return record.SerializeAsString();
}

// What other services would have told, in a log that the service opens then.
void WriteBrief(const std::string& folder) {
  testing::TestLog log(folder, codesign::MakeModel());
  programme::v1::ProgrammeOpened opened;
  opened.set_programme(kProgramme);
  log.Ingest("programme", 1, Recorded("programme/bench", opened));
  analysis::v1::TargetAreaApproved approved;
  approved.set_target_area(kProgramme + "/targetAreas/smoking");
  log.Ingest("analysis", 1, Recorded("target_area/smoking", approved));
}

std::string VoteName(const std::string& id) { return kProgramme + "/statementVotes/" + id; }

// A service with one client.
class Service {
 public:
  static Result<std::unique_ptr<Service>> Start(const std::string& folder) {
    WriteBrief(folder);
    ServiceOptions options;
    options.deployment = "test";  // as TestLog names it
    options.data_dir = folder;
    options.key_dir = folder + "/keys";
    options.grpc_listen = "127.0.0.1:0";
    options.http_listen = "127.0.0.1:0";
    options.nats_urls = {"nats://127.0.0.1:1"};  // nobody listens there
    options.insecure_loopback = true;
    auto started = ServiceProcess::Start(options, codesign::MakeModel());
    if (!started.ok()) return started.status();
    auto service = std::make_unique<Service>();
    service->process_ = std::move(*started);
    auto client = service->Connect();
    if (!client.ok()) return client.status();
    service->client_ = std::move(*client);
    return service;
  }

  Result<std::unique_ptr<Client>> Connect() const {
    Client::Options options;
    options.target = "127.0.0.1:" + std::to_string(process_->grpc_port());
    options.metadata = {{kActorKey, "bench"}, {kRolesKey, "facilitator"}};
    return Client::Open(std::move(options));
  }
  const Client& client() const { return *client_; }

 private:
  std::unique_ptr<ServiceProcess> process_;
  std::unique_ptr<Client> client_;
};

template <class Response>
Status Call(const Client& client, const std::string& method,
            const google::protobuf::Message& request, Response* response) {
  return client.Unary("/fivestep.codesign.v1.CodesignService/" + method, request, response).status;
}

pb::OpenStatementVoteRequest OpenRequest(const std::string& id) {
  pb::OpenStatementVoteRequest open;
  open.set_parent(kProgramme);
  open.set_statement_vote_id(id);
  open.set_brief(kBrief);
  open.set_title("What would help?");
  open.set_question("What would help you most?");
  return open;
}

Status OpenVote(const Client& client, const std::string& id) {
  pb::StatementVote vote;
  FIVESTEP_RETURN_IF_ERROR(Call(client, "OpenStatementVote", OpenRequest(id), &vote));
  pb::AddStatementsRequest add;
  add.set_name(VoteName(id));
  for (int i = 0; i < kStatements; ++i) {
    pb::StatementEntry& statement = *add.add_statements();
    statement.set_text("Statement " + std::to_string(i + 1));
    statement.set_standing(pb::STATEMENT_STANDING_ACCEPTED);
  }
  return Call(client, "AddStatements", add, &vote);
}

// Voters `first` up to `last`, 40 votes each, in two camps.
pb::CastVotesRequest VotesOf(const std::string& id, int first, int last) {
  pb::CastVotesRequest request;
  request.set_name(VoteName(id));
  for (int voter = first; voter < last; ++voter) {
    pb::VoterVotes& entry = *request.add_voters();
    entry.set_token("token-" + std::to_string(100'000 + voter));
    for (int i = 0; i < kVotesPerVoter; ++i) {
      const int number = 1 + (voter * 13 + i * 4) % kStatements;
      const bool agrees = (voter % 3 == 0) == (number % 2 == 0);
      (voter + i * 7) % 10 == 0 ? entry.add_passes(number)
      : agrees                  ? entry.add_agrees(number)
                                : entry.add_disagrees(number);
    }
  }
  return request;
}

// Votes per second, each call durable when it is answered.
Result<double> CastAll(const Client& client) {
  FIVESTEP_RETURN_IF_ERROR(OpenVote(client, "many"));
  std::vector<pb::CastVotesRequest> calls;
  for (int first = 0; first < kVoters; first += kVotersPerCall) {
    calls.push_back(VotesOf("many", first, first + kVotersPerCall));
  }
  const auto start = SteadyClock::now();
  for (const pb::CastVotesRequest& call : calls) {
    pb::StatementVote vote;
    FIVESTEP_RETURN_IF_ERROR(Call(client, "CastVotes", call, &vote));
  }
  return kVoters * kVotesPerVoter / SecondsSince(start);
}

struct OpinionTimes {
  double seconds = 0;
  // Of another caller's commands meanwhile, and of as many before.
  double slowest_command = 0;
  double slowest_command_before = 0;
};

// The slowest of another caller's commands until `done`, at least `at_least` of them.
Result<double> SlowestCommand(const Client& client, const std::atomic<bool>& done, int at_least,
                              const std::string& id) {
  double slowest = 0;
  for (int i = 0; i < at_least || !done; ++i) {
    pb::StatementVote vote;
    const auto start = SteadyClock::now();
    FIVESTEP_RETURN_IF_ERROR(
        Call(client, "OpenStatementVote", OpenRequest(id + "-" + std::to_string(i)), &vote));
    slowest = std::max(slowest, SecondsSince(start));
  }
  return slowest;
}

Result<OpinionTimes> ComputeOpinions(const Service& service) {
  const Client& client = service.client();
  FIVESTEP_RETURN_IF_ERROR(OpenVote(client, "opinions"));
  pb::StatementVote vote;
  FIVESTEP_RETURN_IF_ERROR(
      Call(client, "CastVotes", VotesOf("opinions", 0, kOpinionVoters), &vote));
  pb::CloseStatementVoteRequest close;
  close.set_name(VoteName("opinions"));
  FIVESTEP_RETURN_IF_ERROR(Call(client, "CloseStatementVote", close, &vote));

  auto other = service.Connect();
  if (!other.ok()) return other.status();
  std::atomic<bool> done = true;
  OpinionTimes times;
  const Result<double> before = SlowestCommand(**other, done, 200, "before");
  if (!before.ok()) return before.status();
  times.slowest_command_before = *before;
  done = false;
  Result<double> meanwhile = 0.0;
  std::thread caller([&] { meanwhile = SlowestCommand(**other, done, 1, "meanwhile"); });
  pb::ComputeOpinionsRequest compute;
  compute.set_parent(kProgramme);
  compute.set_opinion_result_id("result");
  compute.set_statement_vote(VoteName("opinions"));
  pb::OpinionResult result;
  const auto start = SteadyClock::now();
  const Status computed = Call(client, "ComputeOpinions", compute, &result);
  times.seconds = SecondsSince(start);
  done = true;
  caller.join();
  FIVESTEP_RETURN_IF_ERROR(computed);
  if (!meanwhile.ok()) return meanwhile.status();
  times.slowest_command = *meanwhile;
  return times;
}

Result<Report> Measure(const std::string& folder, int rounds) {
  FIVESTEP_RETURN_IF_ERROR(OpenLog("codesign", "off"));
  std::vector<double> rates;
  std::vector<double> seconds;
  std::vector<double> slowest;
  std::vector<double> slowest_before;
  for (int round = 1; round <= rounds; ++round) {
    const auto service = Service::Start(folder + "/round-" + std::to_string(round));
    if (!service.ok()) return service.status();
    const Result<double> rate = CastAll((*service)->client());
    if (!rate.ok()) return rate.status();
    const Result<OpinionTimes> opinions = ComputeOpinions(**service);
    if (!opinions.ok()) return opinions.status();
    rates.push_back(*rate);
    seconds.push_back(opinions->seconds);
    slowest.push_back(opinions->slowest_command);
    slowest_before.push_back(opinions->slowest_command_before);
  }
  Report report;
  const double rate = SpreadOf(rates).median;
  report.AddFigure("100,000 votes cast in batches of 10,000", NumberText("%.0f votes/s", rate),
                   AtLeast(kVotesGoal), rate >= kVotesGoal);
  const double took = SpreadOf(seconds).median;
  report.AddFigure("opinion groups of 381 voters and 165 statements",
                   NumberText("%.2f s", took) +
                       NumberText("; slowest command of another caller meanwhile %.0f ms",
                                  SpreadOf(slowest).median * 1e3) +
                       NumberText(", before %.0f ms", SpreadOf(slowest_before).median * 1e3),
                   AtMost(kOpinionSecondsGoal), took <= kOpinionSecondsGoal);
  return report;
}

int Run(int argc, char** argv) {
  std::string folder;
  int rounds = 3;
  CLI::App app("Measures votes on statements.");
  app.add_option("folder", folder, "For the services' data; made where it is not there")
      ->required();
  app.add_option("--rounds", rounds, "Rounds")->check(CLI::Range(1, 100));
  CLI11_PARSE(app, argc, argv);
  const Result<Report> report = Measure(folder, rounds);
  if (!report.ok()) {
    std::fprintf(stderr, "bench: %s\n", report.status().ToString().c_str());
    return kFailed;
  }
  std::fputs(report->rows().c_str(), stdout);
  return report->all_reached() ? 0 : kMissed;
}

}  // namespace
}  // namespace fivestep::bench

int main(int argc, char** argv) { return fivestep::bench::Run(argc, argv); }
