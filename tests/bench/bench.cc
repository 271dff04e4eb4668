// Puts load on running engagement services, on the echo server beside them and on a RocksDB of its
// own, and prints rows. Started by tests/bench/run, which starts the servers:
//   fivestep_bench prepare   opens a programme and an activity, once for each service
//   fivestep_bench measure   measures; exits 1 when a goal is missed
#include <absl/synchronization/mutex.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>

#include "bench/comparison.h"
#include "bench/disk_limit.h"
#include "bench/measured.h"
#include "bench/requests.h"
#include "bench/setting.h"

namespace fivestep::bench {
namespace {

constexpr int kMissed = 1;
constexpr int kFailed = 2;

struct Options {
  std::string programme_service;
  std::string engagement;
  std::string engagement_http;
  std::string alone;
  std::string unsynced;
  std::string echo;
  std::string disk_folder;
  int rounds = 3;
  int milliseconds = 2'000;
  std::vector<int> outstanding{1, 16, 64, 256};
};

void Say(const std::string& text) { std::fprintf(stderr, "bench: %s\n", text.c_str()); }

// Runs `requests` on a server and keeps what came of it.
Status Keep(Result<Load> load, std::vector<Load>& loads) {
  if (load.ok()) loads.push_back(std::move(*load));
  return load.status();
}

// One after the other, the first one last in every other round.
Status TakeTurns(LoadClient& one, LoadClient& other, RequestMaker& requests, const LoadPlan& plan,
                 Comparison& comparison) {
  const bool other_first = comparison.ours.size() % 2 == 1;
  if (other_first) FIVESTEP_RETURN_IF_ERROR(Keep(other.Run(requests, plan), comparison.peer));
  FIVESTEP_RETURN_IF_ERROR(Keep(one.Run(requests, plan), comparison.ours));
  return other_first ? OkStatus() : Keep(other.Run(requests, plan), comparison.peer);
}

class Measurement {
 public:
  Measurement(const Options& options, std::unique_ptr<DiskLimit> disk)
      : options_(options),
        disk_(std::move(disk)),
        sides_{LoadClient(options.engagement), LoadClient(options.echo),
               ServiceMetrics(options.engagement_http)},
        alone_(options.alone),
        unsynced_(options.unsynced),
        themes_(ThemesIn(kProgramme)),
        contributions_(ContributionsTo(kActivity)) {
    plan_.measured = std::chrono::milliseconds(options.milliseconds);
  }

  Status Round() {
    for (const int outstanding : options_.outstanding) {
      plan_.outstanding = outstanding;
      FIVESTEP_RETURN_IF_ERROR(
          RunRound(sides_, *themes_, plan_, measured_.publishing[outstanding], LagAt(outstanding)));
      FIVESTEP_RETURN_IF_ERROR(
          TakeTurns(alone_, sides_.echo, *themes_, plan_, measured_.commands[outstanding]));
    }
    FIVESTEP_RETURN_IF_ERROR(Keep(disk_->WriteOneByOne(plan_.measured), measured_.single_writes));
    plan_.outstanding = kOutstandingForSync;
    FIVESTEP_RETURN_IF_ERROR(TakeTurns(alone_, unsynced_, *themes_, plan_, measured_.sync));
    plan_.outstanding = kOutstandingForBulk;
    FIVESTEP_RETURN_IF_ERROR(Keep(alone_.Run(*contributions_, plan_), measured_.bulk.ours));
    return Keep(
        disk_->WriteInBatches(plan_.measured, kOutstandingForBulk * kContributionsPerCommand),
        measured_.bulk.peer);
  }
  const Measured& measured() const { return measured_; }

 private:
  // Publication is judged up to here: beyond, the log is written faster than anybody should ask.
  Histogram& LagAt(int outstanding) {
    return outstanding <= kMostOutstandingForLag ? measured_.lag : not_judged_;
  }

  const Options options_;
  const std::unique_ptr<DiskLimit> disk_;
  Sides sides_;
  LoadClient alone_;
  LoadClient unsynced_;
  const std::unique_ptr<RequestMaker> themes_;
  const std::unique_ptr<RequestMaker> contributions_;
  LoadPlan plan_;
  Measured measured_;
  Histogram not_judged_;
};

int Fail(const Status& status) {
  Say(std::string(CodeName(status.code())) + " " + status.reason() + " " + status.message());
  return kFailed;
}

int Prepare(const Options& options) {
  const Status made = MakeSetting(options.programme_service, options.engagement);
  return made.ok() ? 0 : Fail(made);
}

Status Measure(const Options& options, Measured& measured) {
  // The client's share of a call is the same for both sides, and should be small.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  auto disk = DiskLimit::Open(options.disk_folder);
  if (!disk.ok()) return disk.status();
  Measurement measurement(options, std::move(*disk));
  for (int round = 1; round <= options.rounds; ++round) {
    Say("round " + std::to_string(round) + " of " + std::to_string(options.rounds));
    FIVESTEP_RETURN_IF_ERROR(measurement.Round());
  }
  measured = measurement.measured();
  return OkStatus();
}

int MeasureAndReport(const Options& options) {
  Measured measured;
  const Status status = Measure(options, measured);
  if (!status.ok()) return Fail(status);
  const Report report = ReportOf(measured);
  std::fputs(report.rows().c_str(), stdout);
  return report.all_reached() ? 0 : kMissed;
}

void AddMeasureOptions(CLI::App& app, Options& options) {
  app.add_option("--engagement-http", options.engagement_http, "Its /metrics, host:port")
      ->required();
  app.add_option("--alone", options.alone, "One without a bus, host:port")->required();
  app.add_option("--unsynced", options.unsynced, "One without a bus whose disk does not sync")
      ->required();
  app.add_option("--echo", options.echo, "Echo server, host:port")->required();
  app.add_option("--disk-folder", options.disk_folder, "To be made, for RocksDB alone")->required();
  app.add_option("--rounds", options.rounds, "Rounds")->check(CLI::Range(1, 100));
  app.add_option("--milliseconds", options.milliseconds, "Length of each measurement")
      ->check(CLI::Range(100, 60'000));
  app.add_option("--outstanding", options.outstanding, "Calls under way, comma separated")
      ->delimiter(',')
      ->check(CLI::Range(1, 1'000));
}

int Run(int argc, char** argv) {
  Options options;
  CLI::App app("Measures services beside a bare gRPC server and a bare RocksDB.");
  app.require_subcommand(1);
  CLI::App& prepare = *app.add_subcommand("prepare", "Opens what the commands are about");
  CLI::App& measure = *app.add_subcommand("measure", "Measures and prints rows");
  for (CLI::App* part : {&prepare, &measure}) {
    part->add_option("--engagement", options.engagement, "Engagement service, host:port")
        ->required();
  }
  prepare.add_option("--programme-service", options.programme_service, "host:port")->required();
  AddMeasureOptions(measure, options);
  CLI11_PARSE(app, argc, argv);
  return prepare ? Prepare(options) : MeasureAndReport(options);
}

}  // namespace
}  // namespace fivestep::bench

int main(int argc, char** argv) { return fivestep::bench::Run(argc, argv); }
