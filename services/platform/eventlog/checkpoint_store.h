// Where the signed heads of a log are kept: all of them in the log itself, the newest one also as a
// file beside RocksDB, so that a log which lost its end is noticed.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_CHECKPOINT_STORE_H_
#define FIVESTEP_PLATFORM_EVENTLOG_CHECKPOINT_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/audit/sha256.h"
#include "platform/core/clock.h"
#include "platform/core/status.h"
#include "platform/eventlog/event_log.h"

namespace fivestep {

// The name of the file in the data directory.
inline constexpr char kCheckpointFileName[] = "checkpoint";

// A head that was signed.
struct SignedHead {
  std::string note;  // as it is published
  int64_t size = 0;  // 0: nothing was signed yet
  Sha256Digest root{};
  Instant sign_time{};  // by the clock of the service; not part of what is signed
};

// The head in the file at `path`; nothing where there is no file. kDataLoss, with a sentence that
// says what to do, when it is no checkpoint of this log; kUnavailable when it cannot be read.
Result<std::optional<SignedHead>> ReadCheckpointFile(const EventLog& log, const std::string& path);

// Whether `log` holds everything that `head` says. kDataLoss, with a sentence that says what to do,
// when the log is shorter or has another root at that size. A log that was restored from a backup
// and is not completed yet may be shorter.
Status CheckAgainstHead(const EventLog& log, const SignedHead& head);

// Keeps `head`, durable when it returns OK: first in `file`, then in the log.
//
// Errors:
//   kUnavailable  the disk failed; the head may or may not be kept, and must not be served.
Status KeepHead(const EventLog& log, const SignedHead& head, const std::string& file);

// The heads in the log with a size above `after`, by size, at most `limit`. kDataLoss when one
// cannot be read.
Result<std::vector<SignedHead>> ListHeads(const EventLog& log, int64_t after, int64_t limit);
// The one of the largest size; of size 0 where there is none.
Result<SignedHead> NewestHead(const EventLog& log);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_CHECKPOINT_STORE_H_
