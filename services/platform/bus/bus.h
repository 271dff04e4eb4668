// A service's part in the bus: it publishes its own log and follows others.
#ifndef FIVESTEP_PLATFORM_BUS_BUS_H_
#define FIVESTEP_PLATFORM_BUS_BUS_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/bus/checkpoint_publisher.h"
#include "platform/bus/connection_options.h"
#include "platform/bus/edges.h"
#include "platform/bus/publisher.h"
#include "platform/bus/restricted_publisher.h"
#include "platform/bus/subscriber.h"

namespace fivestep {

struct BusStatus {
  // Whether the publisher and all subscriptions reach the bus.
  bool connected = false;
  PublisherStatus publisher;
  CheckpointPublisherStatus checkpoints;
  RestrictedPublisherStatus restricted;
  // In the order of Options::follow.
  std::vector<SubscriptionStatus> subscriptions;
};

// Start and Stop are called by one thread, the rest is thread-safe. The bus being away stops
// neither the service's start nor its commands: each part tries again for ever, and says so in
// status().
class Bus {
 public:
  struct Options {
    ConnectionOptions connection;
    // Copies of the own streams in a cluster: 1, 3 or 5.
    int replicas = 1;
    // The logs (contexts) to follow.
    std::vector<std::string> follow;
    // See Publisher::Options.
    std::function<void(int64_t first, int64_t last)> on_confirmed;
    std::function<void(const std::string& why)> on_fenced;
    LogCompletion* completion = nullptr;
    // What is handed over through the restricted stream; null: nothing. Must outlive the bus.
    const RestrictedSource* restricted = nullptr;
  };

  // Over the real log and commit loop, which must outlive the bus, started and stopped around it.
  Bus(EventLog* log, CommitLoop* loop, GapReader read_gap, Options options);
  // Over other edges.
  Bus(std::unique_ptr<LogSource> source, std::unique_ptr<EventSink> sink, GapReader read_gap,
      Options options);
  ~Bus();

  // kInvalidArgument when the deployment's or a log's name cannot stand in the names of streams.
  Status Start();
  // Must be called before the commit loop is stopped.
  void Stop();

  // A cursor has moved, forward or back: subscriptions look at once instead of within half a
  // second.
  void Nudge();
  // Brings a signed head of the log (a checkpoint's note) to `fivestep.<deployment>.checkpoint.
  // <context>`, where others can keep it. Does not wait: it is tried until the stream has it, and a
  // newer note takes the place of one that is still to go. Call it with each new one, and with the
  // newest at each start; one that the stream ends with already is not sent twice.
  void PublishCheckpoint(std::string note);
  // See Recreation.
  void RecreateStream(Recreation recreation);
  BusStatus status() const;

 private:
  void MakeParts(const GapReader& read_gap);

  Options options_;
  std::unique_ptr<LogSource> source_;
  std::unique_ptr<EventSink> sink_;
  std::unique_ptr<Publisher> publisher_;
  std::unique_ptr<CheckpointPublisher> checkpoints_;
  std::unique_ptr<RestrictedPublisher> restricted_;  // null where nothing is handed over
  std::vector<std::unique_ptr<Subscriber>> subscribers_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_BUS_H_
