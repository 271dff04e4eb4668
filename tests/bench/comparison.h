// Ours beside a peer, in rounds that take turns.
#ifndef FIVESTEP_BENCH_COMPARISON_H_
#define FIVESTEP_BENCH_COMPARISON_H_

#include <string>
#include <vector>

#include "bench/load.h"
#include "bench/requests.h"
#include "bench/service_metrics.h"
#include "bench/spread.h"
#include "platform/core/status.h"

namespace fivestep::bench {

// The rounds of one measure, ours and the peer's of the same round at the same index.
struct Comparison {
  std::vector<Load> ours;
  std::vector<Load> peer;

  Spread Ratio() const;  // of calls per second, round by round
  static double MedianRate(const std::vector<Load>& loads);
  static double MedianPercentile(const std::vector<Load>& loads, double p);  // milliseconds
};

// The servers.
struct Sides {
  LoadClient service;
  LoadClient echo;
  ServiceMetrics metrics;  // of the service
};

// Appends one round: both sides under the same load, one after the other, the service first in
// every other round. Between the two, the service gets its events published, so that it does not
// work behind the peer's back; `lag` takes what that says about the publication of this round.
Status RunRound(Sides& sides, RequestMaker& requests, const LoadPlan& plan, Comparison& comparison,
                Histogram& lag);

}  // namespace fivestep::bench

#endif  // FIVESTEP_BENCH_COMPARISON_H_
