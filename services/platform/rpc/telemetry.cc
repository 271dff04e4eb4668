#include "platform/rpc/telemetry.h"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <atomic>
#include <unordered_map>

namespace fivestep {
namespace {

constexpr size_t kCodes = 17;

// A durable command takes a millisecond on an NVMe disk and tens of them on a network volume; a
// call may be parked for five seconds.
const prometheus::Histogram::BucketBoundaries kSeconds{
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};

// Most events are confirmed within milliseconds; the bounds lie closest where the goals are (3 and
// 15 ms, tests/bench). After an outage of the bus it is as long as that lasted.
const prometheus::Histogram::BucketBoundaries kLagSeconds{
    0.00025, 0.0005, 0.001, 0.0015, 0.002, 0.003, 0.004, 0.005, 0.0075, 0.01,
    0.015,   0.025,  0.05,  0.1,    0.25,  0.5,   1,     2.5,   5,      30};

// The counters of one method. Those of a code are made when it first occurs.
struct MethodMetrics {
  std::array<std::atomic<prometheus::Counter*>, kCodes> by_code{};
  prometheus::Histogram* seconds = nullptr;
};

}  // namespace

struct Telemetry::Metrics {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>* calls = nullptr;
  std::unordered_map<std::string, MethodMetrics> methods;
  prometheus::Histogram* publish_lag = nullptr;
  std::function<std::vector<Gauge>()> gauges;
};

Telemetry::Telemetry(const std::vector<std::string>& methods)
    : metrics_(std::make_unique<Metrics>()) {
  metrics_->calls = &prometheus::BuildCounter()
                         .Name("fivestep_calls_total")
                         .Help("Calls that ended, by method and code.")
                         .Register(metrics_->registry);
  auto& seconds = prometheus::BuildHistogram()
                      .Name("fivestep_call_seconds")
                      .Help("Time from a call's arrival to its answer.")
                      .Register(metrics_->registry);
  for (const std::string& method : methods) {
    metrics_->methods[method].seconds = &seconds.Add({{"method", method}}, kSeconds);
  }
  metrics_->publish_lag =
      &prometheus::BuildHistogram()
           .Name("fivestep_publish_lag_seconds")
           .Help("Time from an event's becoming durable to the bus's confirmation.")
           .Register(metrics_->registry)
           .Add({}, kLagSeconds);
}

Telemetry::~Telemetry() = default;

void Telemetry::Record(const EndedCall& call) {
  const auto found = metrics_->methods.find(call.method);
  if (found == metrics_->methods.end()) return;
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - call.start;
  found->second.seconds->Observe(elapsed.count());
  auto& slot = found->second.by_code.at(static_cast<size_t>(call.status.code()) % kCodes);
  prometheus::Counter* counter = slot.load(std::memory_order_acquire);
  if (counter == nullptr) {
    // Adding the same labels again gives the same counter, so a race here is harmless.
    counter =
        &metrics_->calls->Add({{"method", call.method}, {"code", CodeName(call.status.code())}});
    slot.store(counter, std::memory_order_release);
  }
  counter->Increment();
}

void Telemetry::RecordPublication(std::chrono::steady_clock::duration lag) {
  metrics_->publish_lag->Observe(std::chrono::duration<double>(lag).count());
}

void Telemetry::SetGauges(std::function<std::vector<Gauge>()> gauges) {
  metrics_->gauges = std::move(gauges);
}

std::string Telemetry::Text() const {
  std::vector<prometheus::MetricFamily> families = metrics_->registry.Collect();
  std::map<std::string, prometheus::MetricFamily> asked;
  if (metrics_->gauges) {
    for (const Gauge& gauge : metrics_->gauges()) {
      prometheus::MetricFamily& family = asked[gauge.name];
      family.name = gauge.name;
      family.help = gauge.help;
      family.type = prometheus::MetricType::Gauge;
      prometheus::ClientMetric& metric = family.metric.emplace_back();
      for (const auto& [key, value] : gauge.labels) metric.label.push_back({key, value});
      metric.gauge.value = gauge.value;
    }
  }
  for (auto& [name, family] : asked) families.push_back(std::move(family));
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace fivestep
