// The log's newest signed head -> the checkpoint stream, so that others hold it.
#ifndef FIVESTEP_PLATFORM_BUS_CHECKPOINT_PUBLISHER_H_
#define FIVESTEP_PLATFORM_BUS_CHECKPOINT_PUBLISHER_H_

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "platform/bus/connection.h"
#include "platform/bus/connection_options.h"

namespace fivestep {

struct CheckpointPublisherStatus {
  bool connected = false;
  // Whether the stream ends with the newest note that was handed in, or one over more events; also
  // when there is none yet.
  bool up_to_date = true;
  // What went wrong last and is tried again; empty when all is well.
  std::string last_error;
};

// One thread and one connection of its own: a stream of events that is halted must not keep the
// evidence about it back, and a slow answer must not delay events.
//
// Of notes handed in faster than the bus takes them only the newest goes. Whether the stream has it
// is read from the stream, at each connection and every `recheck`, so an answer that was lost makes
// no second copy, and a stream that was emptied gets the newest note again.
class CheckpointPublisher {
 public:
  struct Options {
    ConnectionOptions connection;
    int replicas = 1;
    std::chrono::milliseconds recheck{30'000};
    // Pauses between attempts grow from the first to the second.
    std::chrono::milliseconds first_pause{50};
    std::chrono::milliseconds longest_pause{2'000};
  };

  CheckpointPublisher(std::string deployment, std::string context, Options options);
  ~CheckpointPublisher();
  CheckpointPublisher(const CheckpointPublisher&) = delete;
  CheckpointPublisher& operator=(const CheckpointPublisher&) = delete;

  // kInvalidArgument when deployment or context cannot stand in names. Does not wait for the bus.
  Status Start();
  // Stops within about a second, or `answer_timeout` when the bus hangs. A note that is not
  // published by then is handed in again by the owner after the next start.
  void Stop();

  // Thread-safe, also before Start(); does not block. `note` becomes the body of a message,
  // unchanged.
  void Publish(std::string note);
  CheckpointPublisherStatus status() const;

 private:
  void Run();
  // Keeps the stream's end at the newest note until the connection is lost or Stop().
  Status Serve(Connection& connection);
  Status Bring(Connection& connection, const std::string& note);
  // Whether `note` is to follow `last`, with which the stream ends.
  bool IsWanted(const std::string& note, std::string_view last) const;
  bool stopping() const;
  std::string newest() const;
  // Returns when there is a newer note than `than`, after Stop(), and after `wait`.
  void AwaitNewer(const std::string& than, std::chrono::milliseconds wait);

  const std::string deployment_;
  const std::string context_;
  const Options options_;
  std::thread thread_;
  std::string sent_;  // used by the thread: the note that was taken last

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::string newest_;
  CheckpointPublisherStatus known_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_CHECKPOINT_PUBLISHER_H_
