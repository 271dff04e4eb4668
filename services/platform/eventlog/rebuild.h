// Makes everything that follows from a log's events anew: the audit tree, rows, the stream index,
// outcomes, timers and the views of the own log.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_REBUILD_H_
#define FIVESTEP_PLATFORM_EVENTLOG_REBUILD_H_

#include <cstdint>
#include <functional>
#include <string>

#include "platform/core/status.h"
#include "platform/eventlog/model.h"
#include "platform/sealing/sealer.h"

namespace fivestep {

// Rebuilds the log in `directory`, with no service running on it. The new log is written beside the
// old one, into `<directory>.rebuilding`, and takes its place only when it is whole and durable;
// the old one stays as `<directory>.before-rebuild`, to be deleted by whoever has looked at the
// result. So it needs the log's size on the disk once more, and a crash at any point loses nothing:
// start it again.
//
// What does not follow from the own events is taken over as it is: signed heads, what other logs
// have brought (their views, cursors, references, reactions' outcomes, parked events) and the
// numbers of the bus. `sealer` is of the log's own key store. `progress` is told now and then how
// many events are done, of how many.
//
// Errors, each with a sentence:
//   kDataLoss            an event is missing or cannot be read
//   kFailedPrecondition  `<directory>.before-rebuild` is still there, or the log holds events that
//                        `model` does not know
//   kUnavailable         the disk failed, or a service has the log open
Status Rebuild(const std::string& directory, const ServiceModel& model, Sealer* sealer,
               const std::function<void(int64_t done, int64_t total)>& progress);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_REBUILD_H_
