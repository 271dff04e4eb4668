// Signs the heads of a log, on a cadence and on demand.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_CHECKPOINTER_H_
#define FIVESTEP_PLATFORM_EVENTLOG_CHECKPOINTER_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "platform/audit/merkle.h"
#include "platform/audit/signed_note.h"
#include "platform/core/clock.h"
#include "platform/core/status.h"
#include "platform/eventlog/checkpoint_store.h"
#include "platform/eventlog/event_log.h"

namespace fivestep {

// Thread-safe but for Start and Stop. A thread of its own signs.
//
// What is promised: a head is signed only over durable events, after the events since the last head
// were read back and hashed anew; it is kept durably, in the log and in the file, before anybody is
// given it; and it always continues the one before. Where what was read back does not give the
// tree's root nothing is signed, `on_failure` is called once, and no head is signed again.
class Checkpointer {
 public:
  struct Options {
    std::string file;  // the newest head outside the log; empty: none is kept there
    std::chrono::milliseconds cadence{10'000};
    // Those that signed this log before, so that their heads are known again.
    std::vector<VerifierKey> earlier_keys;
    // Called with each new head, and at the start with the newest, on the checkpointer's thread.
    // Must not block.
    std::function<void(const SignedHead& head)> on_checkpoint;
    // Why no head may be signed now, for example because another writer has taken the log over and
    // signs what this one never saw; OK, or null: sign.
    std::function<Status()> refusal;
    // The log is not what it was: the service must stop.
    std::function<void(const Status&)> on_failure;
    // What an administrator should look at, in sentences; null: nobody is told.
    std::function<void(const std::string& sentence)> note;
  };

  // `log` and `clock` must outlive it.
  Checkpointer(EventLog* log, SigningKey key, const Clock* clock, Options options);
  ~Checkpointer();

  // Takes up where the newest head left off, and begins. kDataLoss when file, stored heads and log
  // contradict each other.
  Status Start();
  // Signs the head as it is, then ends the thread; calls of Fresh that still wait are answered.
  // Says why the last events are under no signed head: the next start signs them. OK also where
  // none may be signed (Options::refusal).
  Status Stop();

  // The newest head; of size 0 when nothing was signed yet.
  SignedHead newest() const;
  const VerifierKey& verifier() const { return key_.verifier(); }
  // That and the earlier ones: a head of this log is signed by one of them.
  std::vector<VerifierKey> verifiers() const;

  // Gives `done` a head that covers everything that is durable now: the newest, or a new one.
  // `done` runs on the checkpointer's thread or on this one, and must not block.
  //
  // Errors:
  //   kUnavailable  it could not be kept, or the checkpointer has stopped
  void Fresh(std::function<void(Result<SignedHead>)> done);

  // A restored log is accepted although it does not reach the head in the file: the file is set
  // aside, as `<file>.not-reached`, and is waited for no more. kUnavailable: the disk failed.
  Status SetAsideUnreached();

 private:
  using Waiter = std::function<void(Result<SignedHead>)>;

  void Run();
  Status TakeUp();
  // Signs where the log has grown. OK also where there is nothing to do.
  Status Sign();
  Status Refusal() const { return options_.refusal ? options_.refusal() : OkStatus(); }
  Status ReadBack(int64_t size, CompactRange& range) const;
  void Publish(SignedHead head);
  void Alarm(const Status& status);
  void Note(const std::string& sentence) const;

  EventLog* log_;
  const SigningKey key_;
  const Clock* clock_;
  const Options options_;
  // Of the thread: the tree at the newest head; what a restored log still has to reach.
  CompactRange range_;
  SignedHead awaited_;
  std::atomic<bool> set_aside_{false};
  bool announced_ = true;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  SignedHead newest_;
  std::vector<Waiter> waiters_;
  bool stopping_ = false;
  Status failure_;
  Status left_unsigned_;  // of the last signing, when the thread has ended
  std::thread thread_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_CHECKPOINTER_H_
