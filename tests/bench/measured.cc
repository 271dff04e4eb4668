#include "bench/measured.h"

#include <string>

#include "bench/requests.h"

namespace fivestep::bench {
namespace {

// What must be reached, see README.md.
constexpr double kRateGoalAt64 = 0.65;
constexpr double kRateGoalAt256 = 0.80;
constexpr double kLatencyGoal = 1.2;
constexpr double kSyncGoal = 0.80;
constexpr double kBulkGoal = 0.60;
constexpr double kLagGoalP50Seconds = 0.003;
constexpr double kLagGoalP99Seconds = 0.015;

std::string RateText(const std::vector<Load>& loads) {
  return NumberText("%.0f", Comparison::MedianRate(loads)) + "/s, p50 " +
         NumberText("%.2f", Comparison::MedianPercentile(loads, 0.5)) + " ms, p99 " +
         NumberText("%.2f", Comparison::MedianPercentile(loads, 0.99)) + " ms";
}

std::string EventsText(const std::vector<Load>& loads, int events_per_call) {
  return NumberText("%.0f", Comparison::MedianRate(loads) * events_per_call) + " events/s";
}

Goal RateGoal(int outstanding) {
  if (outstanding == 64) return AtLeast(kRateGoalAt64);
  return outstanding == 256 ? AtLeast(kRateGoalAt256) : NoGoal();
}

void AddRates(const Measured& measured, Report& report) {
  for (const auto& [outstanding, rates] : measured.commands) {
    report.AddRatio(
        "durable commands / bare gRPC echo, " + std::to_string(outstanding) + " outstanding",
        RateText(rates.ours), RateText(rates.peer), rates.Ratio(), RateGoal(outstanding));
  }
  for (const auto& [outstanding, rates] : measured.publishing) {
    report.AddRatio("the same while publishing on this machine, " + std::to_string(outstanding) +
                        " outstanding",
                    RateText(rates.ours), RateText(rates.peer), rates.Ratio(), NoGoal());
  }
}

// Round by round: what a call takes, over what a bare call and a synced write take one after the
// other.
void AddLatency(const Measured& measured, Report& report) {
  const auto found = measured.commands.find(1);
  if (found == measured.commands.end()) return;
  const Comparison& calls = found->second;
  std::vector<double> ratios;
  for (size_t i = 0; i < calls.ours.size(); ++i) {
    const double limit =
        (calls.peer[i].Percentile(0.5) + measured.single_writes[i].Percentile(0.5)).count();
    ratios.push_back(calls.ours[i].Percentile(0.5).count() / limit);
  }
  const double call = Comparison::MedianPercentile(calls.peer, 0.5);
  const double write = Comparison::MedianPercentile(measured.single_writes, 0.5);
  report.AddRatio("one client: p50 / (bare call p50 + synced write p50)",
                  NumberText("%.2f ms", Comparison::MedianPercentile(calls.ours, 0.5)),
                  NumberText("%.2f", call) + " + " + NumberText("%.2f ms", write),
                  SpreadOf(std::move(ratios)), AtMost(kLatencyGoal));
}

void AddBulk(const Measured& measured, Report& report) {
  std::vector<double> ratios;
  for (size_t i = 0; i < measured.bulk.ours.size(); ++i) {
    ratios.push_back(measured.bulk.ours[i].calls_per_second * kContributionsPerCommand /
                     measured.bulk.peer[i].calls_per_second);
  }
  report.AddRatio(
      "events, " + std::to_string(kContributionsPerCommand) +
          " sealed ones a command / one-writer RocksDB batcher, " +
          std::to_string(kOutstandingForBulk * kContributionsPerCommand) + " events outstanding",
      EventsText(measured.bulk.ours, kContributionsPerCommand), EventsText(measured.bulk.peer, 1),
      SpreadOf(std::move(ratios)), AtLeast(kBulkGoal));
}

void AddLag(const Measured& measured, double p, double goal_seconds, Report& report) {
  report.AddFigure(
      "commit to JetStream acknowledgement, <= " + std::to_string(kMostOutstandingForLag) +
          " outstanding, p" + NumberText("%.0f", p * 100),
      NumberText("%.1f ms", measured.lag.Percentile(p) * 1e3), AtMost(goal_seconds * 1e3, " ms"),
      measured.lag.ShareWithin(goal_seconds) >= p);
}

}  // namespace

Report ReportOf(const Measured& measured) {
  Report report;
  AddRates(measured, report);
  AddLatency(measured, report);
  AddBulk(measured, report);
  report.AddRatio("synced / unsynced, " + std::to_string(kOutstandingForSync) + " outstanding",
                  RateText(measured.sync.ours), RateText(measured.sync.peer), measured.sync.Ratio(),
                  AtLeast(kSyncGoal));
  AddLag(measured, 0.5, kLagGoalP50Seconds, report);
  AddLag(measured, 0.99, kLagGoalP99Seconds, report);
  return report;
}

}  // namespace fivestep::bench
