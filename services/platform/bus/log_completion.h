// Where a log takes back what it lost, as the bus sees it.
#ifndef FIVESTEP_PLATFORM_BUS_LOG_COMPLETION_H_
#define FIVESTEP_PLATFORM_BUS_LOG_COMPLETION_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/audit/checkpoint.h"
#include "platform/audit/merkle.h"
#include "platform/core/status.h"
#include "platform/eventlog/commit_loop.h"
#include "platform/eventlog/event_log.h"

namespace fivestep {

// Used by the publisher's thread. Calls wait until what they did is durable; errors are those of
// CommitLoop.
class LogCompletion {
 public:
  virtual ~LogCompletion() = default;
  // Whether the log is marked: restored, and not completed yet.
  virtual bool waiting() const = 0;
  // Marks a log that turned out shorter than its stream.
  virtual Status Mark() = 0;
  // What the log waits for, for those who ask.
  virtual void Explain(const std::string& why) = 0;
  // The tree over all events of the log.
  virtual CompactRange Tree() const = 0;
  // Takes a signed head of this log apart. An error when this log's key did not sign it.
  virtual Result<CheckpointBody> Verify(std::string_view note) const = 0;
  // The newest signed head that lies beside the log; empty where there is none.
  virtual std::string HeldNote() const = 0;
  virtual Status Append(int64_t first, std::vector<std::string> events) = 0;
  // Nothing is missing any more: the log takes commands.
  virtual Status Finish() = 0;
};

// Over the real log and commit loop, which must outlive it.
class CommitLoopCompletion : public LogCompletion {
 public:
  struct Trust {
    // See LogCompletion::Verify and HeldNote.
    std::function<Result<CheckpointBody>(std::string_view note)> verify;
    std::function<std::string()> held_note;
  };
  CommitLoopCompletion(const EventLog* log, CommitLoop* loop, Trust trust)
      : log_(log), loop_(loop), trust_(std::move(trust)) {}

  bool waiting() const override { return loop_->restore_state().marked; }
  Status Mark() override;
  void Explain(const std::string& why) override { loop_->ExplainRestore(why); }
  CompactRange Tree() const override;
  Result<CheckpointBody> Verify(std::string_view note) const override;
  std::string HeldNote() const override { return trust_.held_note ? trust_.held_note() : ""; }
  Status Append(int64_t first, std::vector<std::string> events) override;
  Status Finish() override;

 private:
  const EventLog* log_;
  CommitLoop* loop_;
  Trust trust_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_LOG_COMPLETION_H_
