// Runs what a service has to fetch from outside before it can decide.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_ERRANDS_H_
#define FIVESTEP_PLATFORM_EVENTLOG_ERRANDS_H_

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "fivestep/platform/v1/admin_service.pb.h"
#include "platform/eventlog/commit_loop.h"
#include "platform/eventlog/model.h"

namespace fivestep {

// Waiting errands that are told of at most.
inline constexpr size_t kMaxListedErrands = 20;

// One thread. An errand's effect and its end are one batch of the commit loop, so it is done
// exactly once in effect, whenever the process ends.
class Errands {
 public:
  struct Options {
    // After a failure; they grow from the first to the second.
    std::chrono::milliseconds first_pause{500};
    std::chrono::milliseconds longest_pause{60'000};
    // Told each new reason for which an errand waits longer than a moment, as a sentence; null:
    // nobody.
    std::function<void(const std::string& sentence)> note;
  };

  // All pointers must outlive it. Starts nothing where the model has no errands.
  Errands(const EventLog* log, CommitLoop* loop, const ServiceModel* model, ErrandTools* tools,
          Options options);
  ~Errands();
  Errands(const Errands&) = delete;
  Errands& operator=(const Errands&) = delete;

  void Start();
  // Must be called before the commit loop is stopped. Waits for the errand that is under way.
  void Stop();

  // Those that were tried and did not succeed, at most kMaxListedErrands. Thread-safe.
  std::vector<platform::v1::WaitingErrand> waiting() const;

 private:
  struct Attempt {
    int count = 0;
    std::string error;
    std::string told;  // the reason that was noted last
    std::chrono::steady_clock::time_point next{};
    bool seen = true;  // in the view, at the last look
  };
  using Key = std::pair<std::string, std::string>;  // view, key

  void Run();
  // Runs what is due. Returns whether anything succeeded.
  bool RunDue();
  bool RunOne(const Errand& errand, const std::string& key, const std::string& value);
  Status Do(const Errand& errand, const std::string& key, const std::string& value);
  void Note(const Key& key, const Status& status);
  bool Pause(std::chrono::milliseconds wait);

  const EventLog* log_;
  CommitLoop* loop_;
  const ServiceModel* model_;
  ErrandTools* tools_;
  const Options options_;
  std::thread thread_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::map<Key, Attempt> attempts_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_ERRANDS_H_
