#include "bench/comparison.h"

namespace fivestep::bench {
namespace {

constexpr char kPublishLag[] = "fivestep_publish_lag_seconds";

double Median(std::vector<double> values) { return SpreadOf(std::move(values)).median; }

Status RunOurs(Sides& sides, RequestMaker& requests, const LoadPlan& plan, Comparison& comparison,
               Histogram& lag) {
  const Result<Histogram> before = sides.metrics.ReadHistogram(kPublishLag);
  if (!before.ok()) return before.status();
  Result<Load> load = sides.service.Run(requests, plan);
  if (!load.ok()) return load.status();
  comparison.ours.push_back(std::move(*load));
  FIVESTEP_RETURN_IF_ERROR(sides.metrics.WaitUntilPublished());
  const Result<Histogram> after = sides.metrics.ReadHistogram(kPublishLag);
  if (!after.ok()) return after.status();
  lag.Merge(after->Since(*before));
  return OkStatus();
}

Status RunPeer(Sides& sides, RequestMaker& requests, const LoadPlan& plan, Comparison& comparison) {
  Result<Load> load = sides.echo.Run(requests, plan);
  if (load.ok()) comparison.peer.push_back(std::move(*load));
  return load.status();
}

}  // namespace

Spread Comparison::Ratio() const {
  std::vector<double> ratios;
  for (size_t i = 0; i < ours.size(); ++i) {
    ratios.push_back(ours[i].calls_per_second / peer[i].calls_per_second);
  }
  return SpreadOf(std::move(ratios));
}

double Comparison::MedianRate(const std::vector<Load>& loads) {
  std::vector<double> rates;
  for (const Load& load : loads) rates.push_back(load.calls_per_second);
  return Median(std::move(rates));
}

double Comparison::MedianPercentile(const std::vector<Load>& loads, double p) {
  std::vector<double> times;
  for (const Load& load : loads) times.push_back(load.Percentile(p).count());
  return Median(std::move(times));
}

Status RunRound(Sides& sides, RequestMaker& requests, const LoadPlan& plan, Comparison& comparison,
                Histogram& lag) {
  const bool ours_first = comparison.ours.size() % 2 == 1;
  if (ours_first) FIVESTEP_RETURN_IF_ERROR(RunOurs(sides, requests, plan, comparison, lag));
  FIVESTEP_RETURN_IF_ERROR(RunPeer(sides, requests, plan, comparison));
  return ours_first ? OkStatus() : RunOurs(sides, requests, plan, comparison, lag);
}

}  // namespace fivestep::bench
