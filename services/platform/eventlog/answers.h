// The thread that tells callers what came of a batch.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_ANSWERS_H_
#define FIVESTEP_PLATFORM_EVENTLOG_ANSWERS_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/core/status.h"

namespace fivestep {

// To be called once the batch is durable, or has failed.
using AfterWrite = std::function<void(const Status& write)>;

// Serialising answers and sending them takes a third of a command's time, and nothing in it needs
// the commit thread: it decides the next batch and waits for the disk meanwhile. Only a few callers
// are told at once by who hands them in, because waking this thread would take longer. Batches are
// told in the order in which they were handed in, each with what became of its write.
class Answers {
 public:
  ~Answers() { Stop(); }

  void Start();
  // For one thread. Once Stop has begun they all run on that thread.
  void Give(std::vector<AfterWrite> callers, const Status& write);
  // Returns when everything handed in has been told.
  void Stop();

 private:
  struct Told {
    std::vector<AfterWrite> callers;
    Status write;
  };
  void Run();

  // Callers that are told faster than a thread is woken.
  static constexpr size_t kFewCallers = 4;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Told> waiting_;
  bool running_ = false;
  bool telling_ = false;
  std::thread thread_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_ANSWERS_H_
