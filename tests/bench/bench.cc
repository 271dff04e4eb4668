// Puts load on a running engagement service and on the echo server beside it, and prints one table.
// Started twice by tests/bench/run, which starts the servers:
//   fivestep_bench prepare   opens a programme and an activity and prints their names
//   fivestep_bench measure   measures; exits 1 when a goal is missed
#include <absl/synchronization/mutex.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>

#include "bench/comparison.h"
#include "bench/report.h"
#include "bench/requests.h"

namespace fivestep::bench {
namespace {

constexpr int kMissed = 1;
constexpr int kFailed = 2;

// What must be reached, see README.md.
constexpr double kRateGoalAt64 = 0.50;
constexpr double kLagGoalP50Seconds = 0.003;
constexpr double kLagGoalP99Seconds = 0.015;
// Publication is judged up to here: beyond, the log is written faster than anybody should ask.
constexpr int kMostOutstandingForLag = 64;
constexpr int kOutstandingForBulk = 64;

struct Options {
  std::string programme_service;
  std::string engagement;
  std::string engagement_http;
  std::string echo;
  Setting setting;
  int rounds = 3;
  int milliseconds = 2'000;
  std::vector<int> outstanding{1, 16, 64, 256};
  bool bulk = true;
};

struct Measured {
  std::map<int, Comparison> unary;  // by outstanding calls
  Comparison bulk;
  Histogram lag;
};

void Say(const std::string& text) { std::fprintf(stderr, "bench: %s\n", text.c_str()); }

Status Measure(const Options& options, Measured& measured) {
  // The client's share of a call is the same for both sides, and should be small.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  Sides sides{LoadClient(options.engagement), LoadClient(options.echo),
              ServiceMetrics(options.engagement_http)};
  const auto themes = ThemesIn(options.setting.programme);
  const auto contributions = ContributionsTo(options.setting.activity);
  LoadPlan plan;
  plan.measured = std::chrono::milliseconds(options.milliseconds);
  Histogram not_judged;
  for (int round = 1; round <= options.rounds; ++round) {
    Say("round " + std::to_string(round) + " of " + std::to_string(options.rounds));
    for (const int outstanding : options.outstanding) {
      plan.outstanding = outstanding;
      Histogram& lag = outstanding <= kMostOutstandingForLag ? measured.lag : not_judged;
      FIVESTEP_RETURN_IF_ERROR(RunRound(sides, *themes, plan, measured.unary[outstanding], lag));
    }
    if (!options.bulk) continue;
    plan.outstanding = kOutstandingForBulk;
    FIVESTEP_RETURN_IF_ERROR(RunRound(sides, *contributions, plan, measured.bulk, not_judged));
  }
  return OkStatus();
}

Report ReportOf(const Measured& measured) {
  Report report;
  for (const auto& [outstanding, comparison] : measured.unary) {
    const double goal = outstanding == 64 ? kRateGoalAt64 : 0;
    report.AddRates(
        "durable commands / bare gRPC echo, " + std::to_string(outstanding) + " outstanding",
        comparison, 1, goal);
  }
  if (!measured.bulk.ours.empty()) {
    report.AddRates("events, " + std::to_string(kContributionsPerCommand) +
                        " sealed ones a command, " + std::to_string(kOutstandingForBulk) +
                        " outstanding",
                    measured.bulk, kContributionsPerCommand, 0);
  }
  report.AddLag("commit to JetStream acknowledgement, <= 64 outstanding, p50", measured.lag, 0.5,
                kLagGoalP50Seconds);
  report.AddLag("commit to JetStream acknowledgement, <= 64 outstanding, p99", measured.lag, 0.99,
                kLagGoalP99Seconds);
  return report;
}

int Fail(const Status& status) {
  Say(std::string(CodeName(status.code())) + " " + status.reason() + " " + status.message());
  return kFailed;
}

int Prepare(const Options& options) {
  const Result<Setting> setting = MakeSetting(options.programme_service, options.engagement);
  if (!setting.ok()) return Fail(setting.status());
  std::printf("--programme %s --activity %s\n", setting->programme.c_str(),
              setting->activity.c_str());
  return 0;
}

int MeasureAndReport(const Options& options) {
  Measured measured;
  const Status status = Measure(options, measured);
  if (!status.ok()) return Fail(status);
  const Report report = ReportOf(measured);
  std::fputs(report.Markdown().c_str(), stdout);
  return report.all_reached() ? 0 : kMissed;
}

void AddMeasureOptions(CLI::App& app, Options& options) {
  app.add_option("--engagement-http", options.engagement_http, "Its /metrics, host:port")
      ->required();
  app.add_option("--echo", options.echo, "Echo server, host:port")->required();
  app.add_option("--programme", options.setting.programme, "Name of a programme")->required();
  app.add_option("--activity", options.setting.activity, "Name of an open activity")->required();
  app.add_option("--rounds", options.rounds, "Rounds")->check(CLI::Range(1, 100));
  app.add_option("--milliseconds", options.milliseconds, "Length of each measurement")
      ->check(CLI::Range(100, 60'000));
  app.add_option("--outstanding", options.outstanding, "Calls under way, comma separated")
      ->delimiter(',')
      ->check(CLI::Range(1, 1'000));
  app.add_flag("--bulk,!--no-bulk", options.bulk, "Also commands of many events");
}

int Run(int argc, char** argv) {
  Options options;
  CLI::App app("Measures a service beside a bare gRPC server.");
  app.require_subcommand(1);
  CLI::App& prepare = *app.add_subcommand("prepare", "Opens what the commands are about");
  CLI::App& measure = *app.add_subcommand("measure", "Measures and prints a table");
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
