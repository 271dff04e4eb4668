// The table that the benchmark prints.
#ifndef FIVESTEP_BENCH_REPORT_H_
#define FIVESTEP_BENCH_REPORT_H_

#include <string>
#include <vector>

#include "bench/comparison.h"
#include "bench/service_metrics.h"

namespace fivestep::bench {

class Report {
 public:
  // Calls per second; the goal is the least median ratio, 0 for none.
  void AddRates(const std::string& measure, const Comparison& comparison, int events_per_call,
                double goal);
  // The time within which the share `p` of events was confirmed by the bus; the goal, in seconds,
  // is one of the histogram's bounds.
  void AddLag(const std::string& measure, const Histogram& lag, double p, double goal);

  std::string Markdown() const;
  bool all_reached() const { return all_reached_; }

 private:
  void AddRow(const std::vector<std::string>& cells);
  std::string Verdict(bool reached);

  std::string rows_;
  bool all_reached_ = true;
};

}  // namespace fivestep::bench

#endif  // FIVESTEP_BENCH_REPORT_H_
