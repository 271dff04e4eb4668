// Rows that an earlier program made, brought to what this one makes of the same events.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_ROW_UPGRADE_H_
#define FIVESTEP_PLATFORM_EVENTLOG_ROW_UPGRADE_H_

#include "platform/core/clock.h"
#include "platform/core/status.h"
#include "platform/eventlog/batch.h"

namespace fivestep {

// Raise it whenever the platform keeps more beside a row, or an `Evolve` changes for events that
// are stored already. 2: start of retention; disclosures say who, what and how. 3: records that
// name the last day on which they may be kept are disposed of after it.
inline constexpr int kRowVersion = 3;

// Folds every row again where the log was last written by an earlier version; nothing to do else.
// Before the loop begins; commits as it goes, and goes on where it stopped after a crash.
// kDataLoss: an event cannot be read.
Status UpgradeRows(Batch& batch, const Clock& clock);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_ROW_UPGRADE_H_
