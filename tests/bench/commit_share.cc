// How much of the commit thread's CPU the audit tree takes, measured in this process.
//   fivestep_bench_commit_share FOLDER [--rounds N] [--commands N]
#include <rocksdb/write_batch.h>
#include <time.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "bench/local_log.h"
#include "bench/report.h"
#include "platform/eventlog/tree_store.h"

namespace fivestep::bench {
namespace {

constexpr double kGoal = 0.10;
constexpr int kOutstanding = 64;
constexpr int kMissed = 1;
constexpr int kFailed = 2;

double ThreadCpuSeconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

// Writes one event, because what waits for a position is told on the commit thread.
Result<double> CommitThreadCpuSeconds(LocalLog& local, RequestMaker& requests) {
  const auto seconds = std::make_shared<std::promise<double>>();
  platform::v1::LogPosition next;
  next.set_log(local.log().context());
  next.set_position(local.log().last_position() + 1);
  local.loop().WaitForPositions({next}, std::chrono::steady_clock::time_point::max(),
                                [seconds](bool) { seconds->set_value(ThreadCpuSeconds()); });
  FIVESTEP_RETURN_IF_ERROR(local.Run(requests, 1, 1));
  return seconds->get_future().get();
}

// The last `count` events, in batches as large as those that the commit thread writes.
Result<std::vector<std::vector<std::string>>> LastEvents(const EventLog& log, int64_t count) {
  std::vector<std::vector<std::string>> batches;
  const Status status =
      log.Scan(log.last_position() - count + 1, 0, [&batches](int64_t, std::string_view bytes) {
        if (batches.empty() || batches.back().size() == kOutstanding) {
          batches.emplace_back();
        }
        batches.back().emplace_back(bytes);
        return true;
      });
  if (!status.ok()) return status;
  return batches;
}

struct Shares {
  std::vector<double> tree_micros;  // per event
  std::vector<double> commit_micros;
  std::vector<double> ratios;
};

Status Round(LocalLog& local, RequestMaker& requests, int64_t commands, Shares& shares) {
  const Result<double> before = CommitThreadCpuSeconds(local, requests);
  if (!before.ok()) return before.status();
  FIVESTEP_RETURN_IF_ERROR(local.Run(requests, commands, kOutstanding));
  const Result<double> after = CommitThreadCpuSeconds(local, requests);
  if (!after.ok()) return after.status();
  const auto batches = LastEvents(local.log(), commands);
  if (!batches.ok()) return batches.status();
  // A tree beside the log's own: the same work, and nothing is written.
  TreeStore tree(&local.log());
  rocksdb::WriteBatch writes;
  const double begin = ThreadCpuSeconds();
  for (const auto& batch : *batches) {
    writes.Clear();
    tree.Grow(batch, writes);
    tree.Publish();
  }
  const double tree_seconds = ThreadCpuSeconds() - begin;
  shares.tree_micros.push_back(tree_seconds * 1e6 / static_cast<double>(commands));
  shares.commit_micros.push_back((*after - *before) * 1e6 / static_cast<double>(commands));
  shares.ratios.push_back(shares.tree_micros.back() / shares.commit_micros.back());
  return OkStatus();
}

Status Measure(const std::string& folder, int rounds, int64_t commands, Shares& shares) {
  auto local = LocalLog::Open(folder);
  if (!local.ok()) return local.status();
  const auto themes = ThemesIn(LocalLog::kProgramme);
  for (int round = 0; round < rounds; ++round) {
    FIVESTEP_RETURN_IF_ERROR(Round(**local, *themes, commands, shares));
  }
  return OkStatus();
}

int Run(int argc, char** argv) {
  std::string folder;
  int rounds = 3;
  int64_t commands = 20'000;
  CLI::App app("Measures the audit tree's share of the commit thread.");
  app.add_option("folder", folder, "Made for the log")->required();
  app.add_option("--rounds", rounds)->check(CLI::Range(1, 100));
  app.add_option("--commands", commands, "In each round")->check(CLI::Range(1'000, 1'000'000));
  CLI11_PARSE(app, argc, argv);
  Shares shares;
  if (const Status status = Measure(folder, rounds, commands, shares); !status.ok()) {
    std::fprintf(stderr, "bench: %s\n", status.ToString().c_str());
    return kFailed;
  }
  Report report;
  report.AddRatio("Merkle tree and hashing / CPU of the commit thread",
                  NumberText("%.1f us an event", SpreadOf(shares.tree_micros).median),
                  NumberText("%.1f us an event", SpreadOf(shares.commit_micros).median),
                  SpreadOf(shares.ratios), AtMost(kGoal));
  std::fputs(report.rows().c_str(), stdout);
  return report.all_reached() ? 0 : kMissed;
}

}  // namespace
}  // namespace fivestep::bench

int main(int argc, char** argv) { return fivestep::bench::Run(argc, argv); }
