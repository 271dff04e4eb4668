// Whether a log takes events of its own, or waits to be completed first.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_RESTORE_GATE_H_
#define FIVESTEP_PLATFORM_EVENTLOG_RESTORE_GATE_H_

#include <cstdint>
#include <mutex>
#include <string>

#include "platform/core/status.h"
#include "platform/eventlog/commit_loop.h"

namespace fivestep {

// Thread-safe. Closed either until its stream has been looked at (Hold) or, by a mark in the log
// that outlives the process, until what a restored log lacks is back (Mark), or while another
// writer has the log's stream (Fence).
class RestoreGate {
 public:
  void Hold(std::string why);
  // Ends a Hold; a mark stays.
  void Release();
  void Mark(int64_t backup_position, std::string why);
  // What a marked log waits for now.
  void Explain(std::string why);
  void Open();
  // Another writer has the log's stream; an empty sentence when that is over.
  void Fence(std::string why);
  bool fenced() const;

  RestoreState state() const;
  // OK, or LOG_FENCED, or LOG_RESTORED with the time to come back.
  Status Refusal() const;

 private:
  mutable std::mutex mutex_;
  bool held_ = false;
  std::string fence_;
  RestoreState state_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_RESTORE_GATE_H_
