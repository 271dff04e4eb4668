// Tells calls that follow the log when it has grown, with one thread for all of them.
#ifndef FIVESTEP_PLATFORM_RPC_LOG_WATCHER_H_
#define FIVESTEP_PLATFORM_RPC_LOG_WATCHER_H_

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

#include "platform/eventlog/event_log.h"

namespace fivestep {

// Thread-safe.
class LogWatcher {
 public:
  explicit LogWatcher(const EventLog* log);
  // Stop().
  ~LogWatcher();

  // Runs `done(true)` once there is an event after `position`, `done(false)` after Cancel or Stop.
  // One wait per `waiter` at a time. `done` runs on the watcher's thread, or on that of Cancel or
  // Stop, and must not block.
  void Wait(const void* waiter, int64_t position, std::function<void(bool grown)> done);
  void Cancel(const void* waiter);

  // Ends all waits; later ones end at once.
  void Stop();

 private:
  struct Waiting {
    int64_t position = 0;
    std::function<void(bool)> done;
  };
  void Run();
  void Release(int64_t last_position);

  const EventLog* log_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<const void*, Waiting> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_LOG_WATCHER_H_
