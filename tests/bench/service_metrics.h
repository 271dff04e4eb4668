// What a service says about itself at its `/metrics`.
#ifndef FIVESTEP_BENCH_SERVICE_METRICS_H_
#define FIVESTEP_BENCH_SERVICE_METRICS_H_

#include <cstdint>
#include <map>
#include <string>

#include "platform/core/status.h"

namespace fivestep::bench {

// A histogram as Prometheus has it: how many values were at most each bound, in seconds.
class Histogram {
 public:
  void Add(double bound, double count) { counts_[bound] = count; }
  // What was counted after `earlier` was read.
  Histogram Since(const Histogram& earlier) const;
  void Merge(const Histogram& other);

  double count() const { return counts_.empty() ? 0 : counts_.rbegin()->second; }
  // The share of values that are at most `bound`. REQUIRES: `bound` is one of the histogram's.
  double ShareWithin(double bound) const;
  // The value that the share `p` stays within, seconds; between two bounds, in proportion.
  double Percentile(double p) const;

 private:
  std::map<double, double> counts_;  // cumulative
};

class ServiceMetrics {
 public:
  // `target` is `host:port`.
  explicit ServiceMetrics(std::string target) : target_(std::move(target)) {}

  // UNAVAILABLE when the service does not answer, NOT_FOUND when it has no such metric.
  Result<double> Value(const std::string& name) const;
  Result<Histogram> ReadHistogram(const std::string& name) const;

  // Until the bus has confirmed all events; UNAVAILABLE when it does not within 30 seconds.
  Status WaitUntilPublished() const;

 private:
  Result<std::string> Fetch() const;
  const std::string target_;
};

}  // namespace fivestep::bench

#endif  // FIVESTEP_BENCH_SERVICE_METRICS_H_
