// What the bus needs of the log and of the commit loop, and no more, so that its tests can put
// plain values there.
#ifndef FIVESTEP_PLATFORM_BUS_EDGES_H_
#define FIVESTEP_PLATFORM_BUS_EDGES_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/status.h"
#include "platform/eventlog/commit_loop.h"

namespace fivestep {

// The log that is published. Thread-safe. Positions are those of EventLog.
class LogSource {
 public:
  virtual ~LogSource() = default;
  virtual std::string deployment() const = 0;
  virtual std::string context() const = 0;
  // Position of the last durable event, 0 when there is none.
  virtual int64_t last_position() const = 0;
  virtual Result<std::string> Read(int64_t position) const = 0;
  // Calls `visit` for the events `from` to `to`, in order, until it returns false.
  virtual Status Scan(
      int64_t from, int64_t to,
      const std::function<bool(int64_t position, std::string_view bytes)>& visit) const = 0;
  // Waits until there is an event after `position`, at most `wait`. Returns last_position().
  virtual int64_t WaitBeyond(int64_t position, std::chrono::milliseconds wait) const = 0;
  // How far the stream was known to reach; survives a restart, so that what is unpublished can be
  // told before the bus has been reached. A hint: publication never builds on it.
  virtual int64_t published_hint() const = 0;
  virtual void KeepPublishedHint(int64_t position) = 0;
  // Where the stream was seen to hold another writer's event, 0 for nowhere; survives a restart.
  virtual int64_t fence() const = 0;
  virtual void KeepFence(int64_t position) = 0;
};

// Where other logs' events go. Thread-safe. As CommitLoop says.
class EventSink {
 public:
  virtual ~EventSink() = default;
  virtual void Ingest(ForeignEvent event, std::function<void(IngestOutcome, Status)> done) = 0;
  // The least cursor of this log: the next event that somebody here needs is one further.
  virtual int64_t LeastCursor(const std::string& log) const = 0;
};

// Reads the events `from` to `to` of another service's log, for positions that its stream lacks.
// May give fewer, from `from` on, but not none. Called on the thread of that log's subscription.
using GapReader = std::function<Result<std::vector<ForeignEvent>>(const std::string& log,
                                                                  int64_t from, int64_t to)>;

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_EDGES_H_
