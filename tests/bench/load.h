// A client that keeps a number of calls under way and measures them.
#ifndef FIVESTEP_BENCH_LOAD_H_
#define FIVESTEP_BENCH_LOAD_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bench/requests.h"
#include "platform/core/status.h"

namespace grpc {
class Channel;
}  // namespace grpc

namespace fivestep::bench {

// One measured stretch of load.
struct Load {
  double calls_per_second = 0;
  // Time of each call, from sending to answer, ascending.
  std::vector<std::chrono::nanoseconds> times;

  // The time that the share `p` of calls stays within. REQUIRES: 0 < p <= 1.
  std::chrono::duration<double, std::milli> Percentile(double p) const;
};

struct LoadPlan {
  int outstanding = 1;
  std::chrono::milliseconds warm_up{300};
  std::chrono::milliseconds measured{2'000};
};

// Connections to one server. One thread sends, waits and parses the answers, so that the client
// takes the same and small share of the machine whatever the server is.
class LoadClient {
 public:
  explicit LoadClient(const std::string& target);

  // Every answer must be OK: the first that is not ends the load, and its status is returned.
  Result<Load> Run(RequestMaker& requests, const LoadPlan& plan);

 private:
  std::vector<std::shared_ptr<grpc::Channel>> channels_;
};

}  // namespace fivestep::bench

#endif  // FIVESTEP_BENCH_LOAD_H_
