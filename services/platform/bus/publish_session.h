// Publication over one connection: compare the stream with the log, then follow the log.
#ifndef FIVESTEP_PLATFORM_BUS_PUBLISH_SESSION_H_
#define FIVESTEP_PLATFORM_BUS_PUBLISH_SESSION_H_

#include <chrono>
#include <cstdint>
#include <string>

#include "platform/bus/backoff.h"
#include "platform/bus/publish_pipeline.h"
#include "platform/bus/publisher.h"
#include "platform/bus/stream_setup.h"

namespace fivestep {

// Used by the publisher's thread; both pointers outlive it.
class PublishSession {
 public:
  PublishSession(Publisher* publisher, Connection* connection);

  // Publishes until the connection is lost or the publisher is stopped.
  Status Run();

 private:
  using Clock = std::chrono::steady_clock;
  // Why following the log came to an end.
  enum class Ended { kStopping, kRefused, kUnanswered, kRecheck, kRecreate };

  // Reads what the stream holds and returns the position to go on with.
  //
  // Errors: kFailedPrecondition, kDataLoss  a person must look, see Publisher
  //         kUnavailable                    ask again
  Result<int64_t> Compare();
  Result<int64_t> CompareExtent(const StreamExtent& extent, int64_t log_end);
  Status CompareMessages(int64_t from, int64_t to);
  // Whether the publisher may go on where another writer was seen before.
  Status CheckFence(const StreamExtent& extent);
  // The stream holds something else than the log.
  Status Differ(int64_t position, const std::string& theirs, const std::string& ours);
  void Recreate(const Recreation& recreation);
  Status CompleteLog(int64_t log_end, int64_t stream_end);
  Status IsAhead(int64_t log_end, int64_t stream_end);
  Result<Ended> PublishFrom(int64_t next);
  Status FillWindow();
  // Waits for the answers to what is still under way.
  Status Drain();
  void NoteFailure(const Status& failure);
  void NoteEnd(Ended ended);
  void NoteProgress(PublisherState state);
  void KeepHint();
  void PauseWhileConnected(std::chrono::milliseconds pause);

  Publisher* publisher_;
  Connection* connection_;
  LogSource* log_;
  StreamPlan plan_;
  PublishPipeline pipeline_;
  Backoff backoff_;
  Clock::time_point filled_at_{};
  int64_t kept_hint_ = 0;
  // Up to here the stream is known to be the log; 0 when that is not known yet.
  int64_t same_until_ = 0;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_PUBLISH_SESSION_H_
