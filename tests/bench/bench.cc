// Puts load on a running engagement service and on the echo server beside it, and prints one table.
// Started by tests/bench/run, which starts the servers. Exits 1 when a goal is missed.
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
  std::string programme;
  std::string engagement;
  std::string engagement_http;
  std::string echo;
  int rounds = 3;
  int milliseconds = 2'000;
  std::vector<int> outstanding{1, 16, 64, 256};
};

struct Measured {
  std::map<int, Comparison> unary;  // by outstanding calls
  Comparison bulk;
  Histogram lag;
};

void Say(const std::string& text) { std::fprintf(stderr, "bench: %s\n", text.c_str()); }

Status Measure(const Options& options, Measured& measured) {
  const Result<Setting> setting = MakeSetting(options.programme, options.engagement);
  if (!setting.ok()) return setting.status();
  Sides sides{LoadClient(options.engagement), LoadClient(options.echo),
              ServiceMetrics(options.engagement_http)};
  const auto themes = ThemesIn(setting->programme);
  const auto contributions = ContributionsTo(setting->activity);
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
  report.AddRates("events, " + std::to_string(kContributionsPerCommand) +
                      " sealed ones a command, " + std::to_string(kOutstandingForBulk) +
                      " outstanding",
                  measured.bulk, kContributionsPerCommand, 0);
  report.AddLag("commit to JetStream acknowledgement, <= 64 outstanding, p50", measured.lag, 0.5,
                kLagGoalP50Seconds);
  report.AddLag("commit to JetStream acknowledgement, <= 64 outstanding, p99", measured.lag, 0.99,
                kLagGoalP99Seconds);
  return report;
}

int Run(const Options& options) {
  Measured measured;
  const Status status = Measure(options, measured);
  if (!status.ok()) {
    Say(std::string(CodeName(status.code())) + " " + status.reason() + " " + status.message());
    return kFailed;
  }
  const Report report = ReportOf(measured);
  std::fputs(report.Markdown().c_str(), stdout);
  return report.all_reached() ? 0 : kMissed;
}

}  // namespace
}  // namespace fivestep::bench

int main(int argc, char** argv) {
  fivestep::bench::Options options;
  CLI::App app("Measures a service beside a bare gRPC server.");
  app.add_option("--programme", options.programme, "Programme service, host:port")->required();
  app.add_option("--engagement", options.engagement, "Engagement service, host:port")->required();
  app.add_option("--engagement-http", options.engagement_http, "Its /metrics, host:port")
      ->required();
  app.add_option("--echo", options.echo, "Echo server, host:port")->required();
  app.add_option("--rounds", options.rounds, "Rounds")->check(CLI::Range(1, 100));
  app.add_option("--milliseconds", options.milliseconds, "Length of each measurement")
      ->check(CLI::Range(100, 60'000));
  app.add_option("--outstanding", options.outstanding, "Calls under way, comma separated")
      ->delimiter(',')
      ->check(CLI::Range(1, 1'000));
  CLI11_PARSE(app, argc, argv);
  return fivestep::bench::Run(options);
}
