// Log -> stream: event n of the log becomes message n of the stream, the same bytes, once.
#ifndef FIVESTEP_PLATFORM_BUS_PUBLISHER_H_
#define FIVESTEP_PLATFORM_BUS_PUBLISHER_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "platform/bus/connection_options.h"
#include "platform/bus/edges.h"
#include "platform/bus/log_completion.h"

namespace fivestep {

// Messages under way at most. More gains nothing on one server and makes each refusal dearer.
inline constexpr int64_t kPublishWindow = 512;

enum class PublisherState { kConnecting, kPublishing, kIdle, kHalted };
const char* PublisherStateName(PublisherState state);
// Why a log takes nothing more while its stream does not show who holds that position now.
std::string FencedBefore(int64_t position);

struct PublisherStatus {
  PublisherState state = PublisherState::kConnecting;
  bool connected = false;
  // Last position that the stream has confirmed; before the first connection, as last known.
  int64_t published_position = 0;
  // The first event that the stream has not confirmed, 0 when it has all: its age is the lag.
  int64_t oldest_unpublished_position = 0;
  // How often the stream refused a message because another was in its place.
  int64_t refused_count = 0;
  // How often the stream was compared with the log.
  int64_t comparison_count = 0;
  // Why publication does not go on and needs a person; empty when it does.
  std::string halted_reason;
  // What went wrong last and is tried again; empty when all is well.
  std::string last_error;
  // Whether another writer has taken the stream over, see Publisher.
  bool fenced = false;
  // Harmless differences of the stream's settings, a sentence, or empty.
  std::string stream_difference;
};

// Throws the stream away and makes it anew, to be filled from the log.
struct Recreation {
  // Called before anything is deleted, with the number of messages that the stream holds: puts the
  // recreation on the record. An error ends it there.
  std::function<Status(int64_t old_message_count)> record;
  // Called once, on the publisher's thread, with that number when the new stream is there.
  // kUnavailable when the bus is away or was lost; what was recorded may then be undone or not, and
  // asking again is right.
  std::function<void(Result<int64_t> old_message_count)> done;
};

// One thread of its own. Whatever happens to the bus, the log is neither touched nor slowed: it is
// the outbox, and a position counts as published only while the stream has it.
//
// Halts, and looks again every `recheck`, rather than change what others may have read:
//   - the stream holds another event at a position (somebody else wrote, or the log is not this
//     stream's);
//   - the stream is ahead of the log, which takes back what it lacks only where it can (see
//     Options::completion) and where the two were not the same before in this process: then
//     somebody else publishes this log;
//   - the stream lacks positions before its end;
//   - the stream's settings can lose events.
//
// Where the other event at a position is a whole event of that position with another id, another
// writer has this log's stream: two copies of one service are alive, and one of them must stop. It
// is the one that finds the other's event, so this one is *fenced*: `on_fenced` is told, and the
// position is kept in the log, so that neither a restart nor an emptied stream makes it forget.
// That ends only when the stream holds this log's event at that position, or an administrator has
// the stream recreated from this log. The same, but for this process only, where the stream goes on
// behind the log's end with a whole event of the next position. What is not an event of the
// position, or has the id of our own (a damaged or altered copy), is nobody's commit: it halts
// publication and no more.
class Publisher {
 public:
  struct Options {
    ConnectionOptions connection;
    int replicas = 1;
    // Without any acknowledgement for this long, what is under way is given up and looked for.
    std::chrono::milliseconds acknowledgement_limit{5'000};
    // A halted or idle stream is compared with the log this often.
    std::chrono::milliseconds recheck{30'000};
    // Pauses between attempts grow from the first to the second.
    std::chrono::milliseconds first_pause{50};
    std::chrono::milliseconds longest_pause{2'000};
    // Told of the positions that the stream has just confirmed, on the publisher's thread.
    std::function<void(int64_t first, int64_t last)> on_confirmed;
    // Told why the log must take nothing more, and an empty sentence when that is over. On the
    // publisher's thread; in Start() where it was so before.
    std::function<void(const std::string& why)> on_fenced;
    // Where a log that is shorter than its stream, or was restored, takes back what it lacks. Must
    // outlive the publisher; null: it is not completed.
    LogCompletion* completion = nullptr;
  };

  // `log` must outlive it.
  Publisher(LogSource* log, Options options);
  ~Publisher();
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;

  // kInvalidArgument when deployment or context cannot stand in names. Does not wait for the bus.
  Status Start();
  // Stops within about a second, or `answer_timeout` when the bus hangs. What is unpublished is
  // published after the next start.
  void Stop();

  // Thread-safe.
  PublisherStatus status() const;
  // Thread-safe. Refused through `done` at once when the bus is not connected, or one is under way.
  void Recreate(Recreation recreation);

 private:
  friend class PublishSession;

  void Run();
  bool stopping() const { return stopping_.load(std::memory_order_acquire); }
  // Sleeps, but not beyond Stop() or a recreation that is asked for.
  void Pause(std::chrono::milliseconds pause);
  bool recreation_asked() const { return recreation_asked_.load(std::memory_order_acquire); }
  std::optional<Recreation> TakeRecreation();
  // Tells the owner that the log is fenced, and keeps the position, 0 for one that a restart may
  // forget. An empty sentence ends it, and is told only where there was one.
  void SetFence(int64_t position, const std::string& why);
  template <class Change>
  void Update(Change change) {
    const std::lock_guard lock(mutex_);
    change(known_);
  }

  LogSource* log_;
  Options options_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
  mutable std::mutex mutex_;
  std::condition_variable asked_;
  PublisherStatus known_;
  std::optional<Recreation> recreation_;
  std::atomic<bool> recreation_asked_{false};  // whether recreation_ holds one
  // Of the thread: stream and log have been the same, so from now on this process writes to both.
  bool were_same_ = false;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_PUBLISHER_H_
