// What the service measures, in the text form that Prometheus reads.
#ifndef FIVESTEP_PLATFORM_RPC_TELEMETRY_H_
#define FIVESTEP_PLATFORM_RPC_TELEMETRY_H_

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "platform/core/status.h"
#include "platform/rpc/call.h"

namespace fivestep {

// A value that is asked for when somebody looks.
struct Gauge {
  std::string name;  // `fivestep_…`, unit as suffix
  std::string help;
  double value = 0;
  std::map<std::string, std::string> labels;
};

// Thread-safe.
class Telemetry {
 public:
  // `methods` are the full methods of the server: their counters are found without a lock that
  // calls would share.
  explicit Telemetry(const std::vector<std::string>& methods);
  ~Telemetry();

  // Counts a call that ended, by method and code, and its time.
  void Record(const EndedCall& call);

  // Notes the time from an event's becoming durable to the bus's confirmation.
  void RecordPublication(std::chrono::steady_clock::duration lag);

  // Where the values of the moment come from. Set before anybody asks for Text().
  void SetGauges(std::function<std::vector<Gauge>()> gauges);

  std::string Text() const;

 private:
  struct Metrics;
  std::unique_ptr<Metrics> metrics_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_TELEMETRY_H_
